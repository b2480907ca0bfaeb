package dev.portwrit.history;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Somebody who is in one team or organization and in nothing else, put into policies: they have
 * what is meant by what the group has, so that what is looked for of people can be looked for of
 * it. Where a policy does not know the group they are somebody whom it does not name. For one
 * thread.
 */
final class GroupMember {
  /** By what name no policy should know somebody; of one that does nothing can be told. */
  static final Subject.User PERSON = new Subject.User("a-member-of-the-group-and-of-nothing-else");

  /** Why nothing can be told of a policy that does. */
  static final String TAKEN =
      "names `" + PERSON + "`, which stands for a member of the team or organization";

  private final Subject group;

  /** By the policies without them, as long as anybody else holds those. */
  private final Map<PolicyIndex, PolicyIndex> known = new WeakHashMap<>();

  GroupMember(Subject group) {
    this.group = group;
  }

  /** Whether a policy names somebody so. */
  static boolean isNamedIn(PolicyIndex index) {
    return !index.memberships().individualsIn(PERSON).isEmpty();
  }

  /** A policy with them in it; itself if it does not have the group. */
  PolicyIndex in(PolicyIndex index) {
    PolicyIndex with = known.get(index);
    if (with == null) {
      with =
          isKnownTo(index.workspace())
              ? PolicyIndex.of(index.workspace().withMember(group, PERSON))
              : index;
      if (with != index) {
        known.put(index, with);
      }
    }
    return with;
  }

  /** Policies with them in them. */
  PastPolicies in(PastPolicies policies) {
    return commit -> in(policies.at(commit));
  }

  private PastPolicies.Past in(PastPolicies.Past past) {
    if (!(past instanceof PastPolicies.Past.Present present)) {
      return past;
    }
    return isNamedIn(present.index())
        ? new PastPolicies.Past.Unreadable("it " + TAKEN)
        : new PastPolicies.Past.Present(in(present.index()));
  }

  private boolean isKnownTo(Workspace workspace) {
    return workspace.teams().stream().anyMatch(team -> team.subject().equals(group))
        || workspace.organizations().stream().anyMatch(one -> one.subject().equals(group));
  }
}

package dev.portwrit.history;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

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
      with = isKnownTo(index.workspace()) ? PolicyIndex.of(in(index.workspace())) : index;
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

  private Workspace in(Workspace workspace) {
    return new Workspace(
        workspace.settings(),
        each(workspace.organizations(), one -> one.subject().equals(group) ? with(one) : one),
        each(workspace.teams(), team -> team.subject().equals(group) ? with(team) : team),
        workspace.services(),
        workspace.users(),
        workspace.repositories(),
        workspace.protections(),
        workspace.exceptions(),
        workspace.registries());
  }

  private static <T> List<T> each(List<T> all, Function<T, T> change) {
    return all.stream().map(change).toList();
  }

  private static Organization with(Organization one) {
    return new Organization(
        one.place(),
        one.name(),
        one.description(),
        one.namespaces(),
        one.owners(),
        and(one.members(), new Member(PERSON, one.place())),
        one.defaultRole(),
        one.defaultPlace());
  }

  private static Team with(Team team) {
    return new Team(
        team.place(),
        team.subject(),
        team.description(),
        and(team.members(), new Member(PERSON, team.place())),
        team.accounts());
  }

  private static List<Member> and(List<Member> members, Member another) {
    return Stream.concat(members.stream(), Stream.of(another)).toList();
  }
}

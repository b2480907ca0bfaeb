package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Action;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What our managed policies give those whom they are attached to. */
final class AttachedPolicies {
  private final Map<String, List<PolicyDocument>> byTarget = new TreeMap<>();
  private final SortedSet<String> unknown = new TreeSet<>();

  AttachedPolicies(NativeState state) {
    for (Map.Entry<ObjectId, Reading> entry : state.objects().entrySet()) {
      ObjectId id = entry.getKey();
      if (id.kind().equals(EcrObjects.ATTACHMENT)) {
        if (entry.getValue() instanceof Reading.Present) {
          add(Attachment.of(id), state);
        } else if (entry.getValue() instanceof Reading.Unknown some) {
          unknown.add(id + ": " + some.reason());
        }
      } else if (id.kind().equals(EcrObjects.MANAGED_POLICY)
          && entry.getValue() instanceof Reading.Unknown some) {
        unknown.add(id + ": " + some.reason());
      }
    }
  }

  private void add(Attachment attachment, NativeState state) {
    Reading policy = state.at(LoginPolicy.id(attachment.policy()));
    String why = "it is attached, and not there";
    if (policy instanceof Reading.Unknown some) {
      why = some.reason();
    } else if (policy instanceof Reading.Present present) {
      try {
        byTarget
            .computeIfAbsent(attachment.to(), same -> new ArrayList<>())
            .add(PolicyDocument.read(present.content()));
        return;
      } catch (UnreadablePolicy e) {
        why = String.valueOf(e.getMessage());
      }
    }
    unknown.add(LoginPolicy.id(attachment.policy()) + ": " + why);
  }

  /** What an identity has by them too, its groups counted in. */
  Identity with(String arn, Identity identity) {
    List<PolicyDocument> all = new ArrayList<>(identity.policies());
    all.addAll(byTarget.getOrDefault(arn, List.of()));
    identity.groups().forEach(group -> all.addAll(byTarget.getOrDefault(group, List.of())));
    return new Identity(all, identity.groups(), identity.boundary());
  }

  /** Who can log in by them. */
  Collection<Edge> logins(String owner) {
    List<Edge> logins = new ArrayList<>();
    byTarget.forEach(
        (arn, policies) -> {
          Identity alone = new Identity(policies, List.of(), Optional.empty());
          TimeLine.Span span = LoginPolicy.login(alone, arn, owner);
          if (span.answered() == Truth.YES) {
            logins.add(new Edge(arn, Action.PULL, NativeAccess.LOGIN, span.until()));
          }
        });
    return logins;
  }

  SortedSet<String> unknown() {
    return unknown;
  }
}

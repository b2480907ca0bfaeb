package dev.portwrit.cli;

import dev.portwrit.audit.LiveChange;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.TagPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person would tell in one line: one subject, one repository, one way, and several actions.
 *
 * @param changes at least one, which differ in their actions alone
 */
record LiveDiffGroup(List<LiveChange> changes) {
  private record Key(
      String subject,
      String repository,
      Optional<TagPattern> tags,
      String via,
      String rule,
      Optional<Place> place,
      boolean stays) {}

  static List<LiveDiffGroup> of(List<LiveChange> changes) {
    Map<Key, List<LiveChange>> groups = new LinkedHashMap<>();
    for (LiveChange one : changes) {
      Key key =
          new Key(
              one.subject(),
              one.repository(),
              one.tags(),
              one.via(),
              one.rule(),
              one.place(),
              one.stays());
      groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(one);
    }
    return groups.values().stream().map(LiveDiffGroup::new).toList();
  }

  LiveChange first() {
    return changes.get(0);
  }

  List<Action> actions() {
    return changes.stream().map(LiveChange::action).toList();
  }

  String who() {
    return first().isPublic() ? "anonymous (everybody, logged in or not)" : first().subject();
  }

  /** What gives it, or shall keep it: the rule of policy, or the account. */
  String cause() {
    String cause = first().rule().isEmpty() ? first().via() : first().rule();
    return first().stays() ? cause + ", which an apply leaves" : cause;
  }

  /** Such as {@code (api.yaml:3)}; empty of what only the registry gives. */
  Optional<String> place() {
    return first().place().map(place -> place.file() + ":" + place.line());
  }

  /** A question that the registry and policy answer otherwise, as {@code explain} takes it. */
  Optional<String> witness() {
    return changes.stream()
        .filter(one -> one.witness().isPresent())
        .map(one -> one.subject() + " " + one.action() + " " + one.witness().get())
        .findFirst();
  }
}

package dev.portwrit.admission;

import dev.portwrit.admission.TagJudgement.Drift;
import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words a deny for the person who reads it on a terminal, in one line. */
final class Refusals {
  private Refusals() {}

  static Refusal role(Subject subject, Action action, RepositoryName repository, Rule rule) {
    String needed = action == Action.DELETE ? "maintain" : "push";
    return worded(
        subject,
        action,
        repository,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        rule,
        "`" + subject + "` may not " + action + " in `" + repository + "`",
        List.of("ask an owner of `" + repository + "` for the role `" + needed + "`"));
  }

  /** A write that would create the tag or point it elsewhere. */
  static Refusal push(
      TagRules rules,
      ProtectionStanding standing,
      Optional<Digest> current,
      Optional<Drift> drift,
      Digest pushed) {
    String name = name(rules);
    String fact;
    List<String> waysOut = new ArrayList<>();
    if (current.isEmpty()) {
      fact = name + " may only be created by " + named(standing);
    } else if (standing.isImmutable()) {
      fact = name + " is `" + current.get() + "` and cannot be pointed at `" + pushed + "`";
    } else {
      fact = name + " is `" + current.get() + "` and may only be moved by " + named(standing);
    }
    if (drift.isPresent()) {
      fact +=
          drift
              .get()
              .found()
              .map(found -> ", though the registry has `" + found + "`")
              .orElse(", though the registry has lost it");
      waysOut.add("push `" + drift.get().expected() + "` to restore it");
    }
    if (standing.isImmutable()) {
      waysOut.add("push under a new tag");
    }
    waysOut.add(exception(standing));
    Action action = current.isPresent() ? Action.OVERWRITE : Action.PUSH;
    return of(rules, action, standing, current, Optional.of(pushed), fact, waysOut);
  }

  /** A write of another digest than the one that was deleted. */
  static Refusal comeBack(
      TagRules rules, ProtectionStanding standing, LedgerState.Deleted deleted, Digest pushed) {
    String by = deleted.lifts().stream().map(Lift::exception).collect(Collectors.joining(", "));
    String fact =
        name(rules)
            + " was `"
            + deleted.digest()
            + "` until it was deleted under exception "
            + by
            + (standing.isImmutable()
                ? ", and only that digest may come back, not `" + pushed + "`"
                : ", and may only be created by " + named(standing));
    List<String> waysOut =
        standing.isImmutable()
            ? List.of("push under a new tag", exception(standing))
            : List.of(exception(standing));
    return of(
        rules,
        Action.OVERWRITE,
        standing,
        Optional.of(deleted.digest()),
        Optional.of(pushed),
        fact,
        waysOut);
  }

  static Refusal delete(TagRules rules, ProtectionStanding standing, Optional<Digest> current) {
    String is = current.map(digest -> " is `" + digest + "` and").orElse("");
    String fact =
        name(rules)
            + is
            + (standing.isImmutable()
                ? " cannot be deleted"
                : " may only be deleted by " + named(standing));
    return of(
        rules,
        Action.DELETE,
        standing,
        current,
        Optional.empty(),
        fact,
        List.of(exception(standing)));
  }

  /** A delete by digest of something that a protected tag is made of, or is. */
  static Refusal part(TagRules rules, ProtectionStanding standing, Digest current, Digest part) {
    String fact =
        part.equals(current)
            ? name(rules) + " is `" + current + "`, which cannot be deleted"
            : "`" + part + "` is part of " + name(rules) + ", which is `" + current + "`";
    String wayOut =
        "delete the tag first, which needs an exception to `"
            + standing.protection().fullName()
            + "`";
    return of(
        rules,
        Action.DELETE,
        standing,
        Optional.of(current),
        Optional.empty(),
        fact,
        List.of(wayOut));
  }

  /** A push that moves a tag off something that a protected tag is made of, and so loses it. */
  static Refusal lost(
      TagRules rules, ProtectionStanding standing, Digest current, Tag moved, Digest part) {
    String fact =
        "`"
            + part
            + "` is part of "
            + name(rules)
            + ", which is `"
            + current
            + "`, and the registry may forget it once `"
            + moved
            + "` is moved";
    return of(
        rules,
        Action.OVERWRITE,
        standing,
        Optional.of(current),
        Optional.empty(),
        fact,
        List.of("push to a tag that does not exist yet"));
  }

  private static Refusal of(
      TagRules rules,
      Action action,
      ProtectionStanding standing,
      Optional<Digest> current,
      Optional<Digest> pushed,
      String fact,
      List<String> waysOut) {
    return worded(
        rules.subject(),
        action,
        rules.repository(),
        Optional.of(rules.tag()),
        current,
        pushed,
        standing.rule(),
        fact,
        waysOut);
  }

  private static Refusal worded(
      Subject subject,
      Action action,
      RepositoryName repository,
      Optional<Tag> tag,
      Optional<Digest> current,
      Optional<Digest> pushed,
      Rule rule,
      String fact,
      List<String> waysOut) {
    String message = fact + ": " + rule + "; " + String.join(", or ", waysOut);
    return new Refusal(subject, action, repository, tag, current, pushed, rule, message, waysOut);
  }

  private static String name(TagRules rules) {
    return "`" + rules.repository() + ":" + rules.tag() + "`";
  }

  private static String named(ProtectionStanding standing) {
    return standing.protection().to().stream()
        .map(member -> "`" + member.subject() + "`")
        .collect(Collectors.joining(" or "));
  }

  private static String exception(ProtectionStanding standing) {
    Protection protection = standing.protection();
    return "ask for an exception to `" + protection.fullName() + "`";
  }
}

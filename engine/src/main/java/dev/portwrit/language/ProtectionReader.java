package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Protection.Rule;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.time.LocalDate;
import java.util.Optional;

/** Reads the documents {@code protection} and {@code exception}. */
final class ProtectionReader {
  private static final Expiry UNREADABLE = Expiry.endOf(LocalDate.EPOCH);

  private final Problems problems;

  ProtectionReader(Problems problems) {
    this.problems = problems;
  }

  Optional<Draft> protection(Values values, boolean complete) {
    Optional<Rule> rule = values.word("rule", Rule.values());
    rule.ifPresent(one -> checkTo(values, one));
    Enforcement enforcement = values.word("enforce", Enforcement.values()).orElse(Enforcement.DENY);
    boolean restore = values.textOrNothing("restore").equals("true");
    boolean mayRestore =
        rule.filter(one -> one == Rule.IMMUTABLE).isPresent() && enforcement == Enforcement.DENY;
    if (complete && restore && !mayRestore) {
      reportRestore(values);
    }
    return values
        .text("protection")
        .flatMap(OwnedName::parse)
        .map(
            name ->
                new Draft.Protection(
                    values.place(),
                    name,
                    values.placedList("repositories", RepositoryPattern::parse),
                    values.placedList("tags", TagPattern::parse),
                    rule.orElse(Rule.IMMUTABLE),
                    values.list("to", Mention::subject),
                    enforcement,
                    restore && mayRestore,
                    complete));
  }

  private void reportRestore(Values values) {
    problems.error(
        values.placeOfKey("restore").orElse(values.place()),
        Code.RESTORE_OF_WHAT_MOVES,
        "a tag that somebody may move is not put back",
        "remove `restore`, or make the rule `immutable` with `enforce: deny`");
  }

  Optional<Draft> exception(Values values) {
    return values
        .text("exception")
        .flatMap(OwnedName::parse)
        .map(
            name ->
                new Draft.ProtectionException(
                    values.place(),
                    name,
                    values.text("protection").flatMap(OwnedName::parse),
                    values.placedList("repositories", RepositoryPattern::parse),
                    values.placedList("tags", TagPattern::parse),
                    values.list("to", Mention::subject),
                    values
                        .text("expires")
                        .flatMap(text -> ExpiryForm.parse(text.text()))
                        .orElse(UNREADABLE),
                    values.textOrNothing("reason")));
  }

  private void checkTo(Values values, Rule rule) {
    Optional<Place> to = values.placeOfKey("to");
    if (rule == Rule.IMMUTABLE && to.isPresent()) {
      problems.error(
          to.get(),
          Code.TO_ON_IMMUTABLE,
          "an immutable protection lets nobody pass",
          "remove `to`, or make the rule `restricted`; an `exception` releases somebody for a time");
    }
    if (rule == Rule.RESTRICTED && to.isEmpty()) {
      problems.error(
          values.place(),
          Code.RESTRICTED_WITHOUT_TO,
          "a restricted protection has to say whom it lets pass",
          "write `to: […]`, or make the rule `immutable`");
    }
  }
}

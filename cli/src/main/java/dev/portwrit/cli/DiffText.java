package dev.portwrit.cli;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.region.Region;
import dev.portwrit.review.Cause;
import dev.portwrit.review.ChangeGroup;
import dev.portwrit.review.ChangeGroups;
import dev.portwrit.review.GovernanceChanges;
import dev.portwrit.review.Move;
import dev.portwrit.review.RegistryAccount;
import dev.portwrit.review.Review;
import dev.portwrit.review.Undetermined;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A comparison as a person reads it on a terminal. */
final class DiffText {
  private static final String INDENT = "  ";

  private final ComparedPolicies policies;
  private final Review review;
  private final GovernanceChanges governance;
  private final Replay replay;
  private final DeclaredCount declared;
  private final NamedSubjects everybody;

  DiffText(ComparedPolicies policies, Review review, GovernanceChanges governance, Replay replay) {
    this.policies = policies;
    this.review = review;
    this.governance = governance;
    this.replay = replay;
    this.declared = new DeclaredCount(List.of(policies.before(), policies.after()));
    this.everybody = NamedSubjects.in(policies);
  }

  void print(Console console) {
    List<ChangeGroup> expands = ChangeGroups.of(review.expands(), policies.after());
    List<ChangeGroup> restricts = ChangeGroups.of(review.restricts(), policies.before());
    print(console, "EXPANDS", "+", DiffWords.now(expands));
    print(console, "RESTRICTS", "-", DiffWords.now(restricts));
    printVisibility(console, expands, "private -> public");
    printVisibility(console, restricts, "public -> private");
    printAccounts(console);
    print(console, "EXPANDS LATER", "+", DiffWords.later(expands));
    print(console, "RESTRICTS LATER", "-", DiffWords.later(restricts));
    if (!review.moved().isEmpty()) {
      console.print("MOVED, the same access by another path");
      for (Move move : review.moved()) {
        console.print(INDENT + "= " + line(move));
        NameList.lines(NameList.who(move.subjects())).forEach(console::print);
      }
    }
    if (!review.isComplete()) {
      console.print("UNKNOWN");
      for (Undetermined one : review.unknown()) {
        console.print(INDENT + "? " + line(one));
        NameList.lines(NameList.who(one.subjects()), NameList.except(List.of(one.region())))
            .forEach(console::print);
      }
      review
          .openFrom()
          .ifPresent(
              from ->
                  console.print(
                      INDENT + "? " + DiffWords.when(from) + INDENT + DiffWords.TOO_MUCH_ENDS));
    }
    GovernanceDiff.lines(governance).forEach(console::print);
    console.print(DiffWords.summary(review) + GovernanceDiff.summary(governance));
    printReplay(console, expands, restricts);
  }

  private void print(Console console, String heading, String sign, List<ChangeGroup> groups) {
    if (groups.isEmpty()) {
      return;
    }
    console.print(heading);
    String answer = sign.equals("+") ? "deny -> allow" : "allow -> deny";
    for (ChangeGroup group : groups) {
      String when = group.from().map(from -> DiffWords.when(from) + INDENT).orElse("");
      console.print(INDENT + (group.protectedTags() ? "!" : sign) + " " + when + line(group));
      NameList.lines(
              NameList.who(group),
              NameList.where(group.regions()),
              NameList.except(group.regions()))
          .forEach(console::print);
      console.print(INDENT + INDENT + INDENT + group.witness() + ": " + answer);
    }
  }

  private String line(ChangeGroup group) {
    StringBuilder line = new StringBuilder();
    line.append(DiffWords.actions(group.actions()))
        .append(INDENT)
        .append(DiffWords.who(group, everybody));
    if (!group.everywhere()) {
      line.append(", each where they have the role");
    }
    line.append(INDENT).append(NameList.where(group.regions()).few());
    String tags = DiffWords.tags(group.regions().get(0).box());
    if (!tags.isEmpty()) {
      line.append(INDENT).append("tags ").append(tags);
    }
    if (group.protectedTags()) {
      line.append(INDENT).append("PROTECTED");
    }
    NameList except = NameList.except(group.regions());
    if (!except.isEmpty()) {
      line.append(INDENT).append("except ").append(except.few());
    }
    int count = declared.in(group.regions());
    line.append(INDENT).append(DiffWords.count(count, "repository", "repositories"));
    return line.append(INDENT).append(place(group.cause())).toString();
  }

  /** What made the difference, and where it is written. */
  private static String place(Cause cause) {
    return place(cause.text(), cause.place(), cause.isNew());
  }

  private static String place(String text, Place place, boolean isNew) {
    return text + " (" + place.file() + ":" + place.line() + (isNew ? "" : " before") + ")";
  }

  private static void printVisibility(Console console, List<ChangeGroup> groups, String how) {
    DiffWords.now(groups).stream()
        .filter(group -> group.isPublic() && group.actions().contains(Action.PULL))
        .forEach(
            group ->
                console.print(
                    "VISIBILITY"
                        + INDENT
                        + NameList.where(group.regions()).few()
                        + INDENT
                        + how
                        + INDENT
                        + place(group.cause())));
  }

  private void printAccounts(Console console) {
    if (!review.accounts().isEmpty()) {
      console.print("ACCOUNTS, by which they have it in a registry");
    }
    for (RegistryAccount one : review.accounts()) {
      console.print(
          INDENT
              + "~ "
              + one.registry()
              + INDENT
              + one.subject()
              + INDENT
              + DiffWords.account(one.before())
              + " -> "
              + DiffWords.account(one.after())
              + INDENT
              + place("accounts of " + one.subject(), one.place(), one.isNew()));
    }
  }

  private static String line(Move move) {
    return DiffWords.actions(move.actions())
        + INDENT
        + NameList.who(move.subjects()).few()
        + INDENT
        + DiffWords.repositories(move.box())
        + INDENT
        + place(move.before())
        + " -> "
        + place(move.after());
  }

  private static String line(Undetermined one) {
    return one.from().map(from -> DiffWords.when(from) + INDENT).orElse("")
        + DiffWords.actions(one.actions())
        + INDENT
        + NameList.who(one.subjects()).few()
        + INDENT
        + where(one.region())
        + INDENT
        + one.reason()
        + INDENT
        + place(one.cause());
  }

  private static String where(Region region) {
    String tags = DiffWords.tags(region.box());
    NameList except = NameList.except(List.of(region));
    return DiffWords.repositories(region.box())
        + (tags.isEmpty() ? "" : INDENT + "tags " + tags)
        + (except.isEmpty() ? "" : INDENT + "except " + except.few());
  }

  private void printReplay(
      Console console, List<ChangeGroup> expands, List<ChangeGroup> restricts) {
    Optional<ChangeGroup> first =
        Stream.of(
                DiffWords.now(expands),
                DiffWords.now(restricts),
                DiffWords.later(expands),
                DiffWords.later(restricts))
            .flatMap(List::stream)
            .findFirst();
    first.ifPresent(
        group -> {
          console.print("replay");
          console.print(INDENT + replay.beforeCommand(group));
          console.print(INDENT + replay.afterCommand(group));
        });
  }
}

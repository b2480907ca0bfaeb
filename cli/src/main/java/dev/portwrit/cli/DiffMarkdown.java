package dev.portwrit.cli;

import dev.portwrit.diagnostic.MarkdownText;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.region.Region;
import dev.portwrit.review.Cause;
import dev.portwrit.review.ChangeGroup;
import dev.portwrit.review.ChangeGroups;
import dev.portwrit.review.Move;
import dev.portwrit.review.Review;
import dev.portwrit.review.Undetermined;
import java.util.List;

/** A comparison as a comment on a pull request. */
final class DiffMarkdown {
  private final ComparedPolicies policies;
  private final Review review;
  private final Replay replay;
  private final DeclaredCount declared;

  DiffMarkdown(ComparedPolicies policies, Review review, Replay replay) {
    this.policies = policies;
    this.review = review;
    this.replay = replay;
    this.declared = new DeclaredCount(List.of(policies.before(), policies.after()));
  }

  void print(Console console) {
    List<ChangeGroup> expands = ChangeGroups.of(review.expands(), policies.after());
    List<ChangeGroup> restricts = ChangeGroups.of(review.restricts(), policies.before());
    console.print(review.isSame() ? "### No access changes" : "### Access changes");
    console.print("");
    console.print(DiffWords.summary(review));
    print(console, "Expands", expands, "deny &rarr; allow");
    print(console, "Restricts", restricts, "allow &rarr; deny");
    printMoves(console);
    printUnknown(console);
  }

  private void print(Console console, String heading, List<ChangeGroup> groups, String answer) {
    if (groups.isEmpty()) {
      return;
    }
    console.print("\n#### " + heading + "\n");
    console.print("| | action | who | where | declared | cause |");
    console.print("|---|---|---|---|---:|---|");
    groups.forEach(group -> console.print(row(group)));
    console.print("\n<details><summary>Witnesses: " + answer + "</summary>\n");
    for (ChangeGroup group : groups) {
      console.print("- " + MarkdownText.code(replay.afterCommand(group.witness())));
    }
    console.print("\n</details>");
  }

  private String row(ChangeGroup group) {
    String mark =
        group.protectedTags()
            ? ":warning: protected tags"
            : group.isPublic() ? ":warning: public" : "";
    String who = MarkdownText.code(DiffWords.who(group));
    return row(
        mark,
        MarkdownText.code(DiffWords.actions(group.actions())),
        group.everywhere() ? who : who + ", each where they have the role",
        where(group.regions()),
        DiffWords.number(declared.in(group.regions())),
        cause(group.cause()));
  }

  private static String where(List<Region> regions) {
    StringBuilder text = new StringBuilder(MarkdownText.code(DiffWords.where(regions)));
    String tags = DiffWords.tags(regions.get(0).box());
    if (!tags.isEmpty()) {
      text.append(" tags ").append(MarkdownText.code(tags));
    }
    String except = DiffWords.except(regions);
    if (!except.isEmpty()) {
      text.append(" except ").append(MarkdownText.code(except));
    }
    return text.toString();
  }

  private static String cause(Cause cause) {
    Place place = cause.place();
    return MarkdownText.code(cause.text())
        + "<br>"
        + MarkdownText.code(place.file() + ":" + place.line())
        + (cause.isNew() ? "" : " before");
  }

  private void printMoves(Console console) {
    if (review.moved().isEmpty()) {
      return;
    }
    console.print("\n#### Moved: the same access by another path\n");
    console.print("| action | who | where | before | now |");
    console.print("|---|---|---|---|---|");
    for (Move move : review.moved()) {
      console.print(
          row(
              MarkdownText.code(DiffWords.actions(move.actions())),
              MarkdownText.code(DiffWords.few(move.subjects())),
              MarkdownText.code(DiffWords.repositories(move.box())),
              cause(move.before()),
              cause(move.after())));
    }
  }

  private void printUnknown(Console console) {
    if (review.unknown().isEmpty()) {
      return;
    }
    console.print("\n#### Unknown\n");
    console.print("| action | who | where | why |");
    console.print("|---|---|---|---|");
    for (Undetermined one : review.unknown()) {
      console.print(
          row(
              MarkdownText.code(DiffWords.actions(one.actions())),
              MarkdownText.code(DiffWords.few(one.subjects())),
              where(List.of(one.region())),
              MarkdownText.code(one.reason())));
    }
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}

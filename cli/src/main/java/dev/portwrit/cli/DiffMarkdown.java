package dev.portwrit.cli;

import dev.portwrit.diagnostic.MarkdownText;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.region.Region;
import dev.portwrit.review.Cause;
import dev.portwrit.review.ChangeGroup;
import dev.portwrit.review.ChangeGroups;
import dev.portwrit.review.Review;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A comparison as a comment on a pull request, no longer than a code host takes. Where there is no
 * room for all, what expands goes first, protected tags and what is public before the rest, then
 * what is unknown; how much is not shown is said.
 */
final class DiffMarkdown {
  private static final int ROOM = 45_000;
  private static final String GAINED = "deny &rarr; allow";
  private static final String LOST = "allow &rarr; deny";

  private final ComparedPolicies policies;
  private final Review review;
  private final Replay replay;
  private final DeclaredCount declared;
  private final CommentRoom room = new CommentRoom(ROOM);

  DiffMarkdown(ComparedPolicies policies, Review review, Replay replay) {
    this.policies = policies;
    this.review = review;
    this.replay = replay;
    this.declared = new DeclaredCount(List.of(policies.before(), policies.after()));
  }

  void print(Console console) {
    console.print(review.isSame() ? "### No access changes" : "### Access changes");
    console.print("");
    console.print(DiffWords.summary(review));
    // What is made first has the room.
    List<ChangeGroup> more = ChangeGroups.of(review.expands(), policies.after());
    List<ChangeGroup> less = ChangeGroups.of(review.restricts(), policies.before());
    List<String> expands = section("Expands", DiffWords.now(more), GAINED);
    List<String> expandsLater = section("Expands later", DiffWords.later(more), GAINED);
    List<String> unknown = unknown();
    List<String> restricts = section("Restricts", DiffWords.now(less), LOST);
    List<String> restrictsLater = section("Restricts later", DiffWords.later(less), LOST);
    List<String> moved = moved();
    for (List<String> lines :
        List.of(expands, restricts, expandsLater, restrictsLater, moved, unknown)) {
      lines.forEach(console::print);
    }
  }

  private List<String> section(String heading, List<ChangeGroup> groups, String answer) {
    if (groups.isEmpty()) {
      return List.of();
    }
    List<String> rows = new ArrayList<>();
    List<String> witnesses = new ArrayList<>();
    List<ChangeGroup> ordered =
        groups.stream().sorted(Comparator.comparing(group -> mark(group).isEmpty())).toList();
    for (ChangeGroup group : ordered) {
      if (room.isFull()) {
        break;
      }
      String row = row(group);
      String witness = "- " + MarkdownText.code(replay.afterCommand(group));
      if (room.take(row, witness)) {
        rows.add(row);
        witnesses.add(witness);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("\n#### " + heading + "\n");
    lines.add("| | action | who | where | declared | cause |");
    lines.add("|---|---|---|---|---:|---|");
    lines.addAll(rows);
    lines.addAll(more(groups.size() - rows.size()));
    lines.add("\n<details><summary>Witnesses: " + answer + "</summary>\n");
    lines.addAll(witnesses);
    lines.add("\n</details>");
    return lines;
  }

  private static String mark(ChangeGroup group) {
    if (group.protectedTags()) {
      return ":warning: protected tags";
    }
    return group.isPublic() ? ":warning: public" : "";
  }

  private String row(ChangeGroup group) {
    String who = MarkdownText.shortCode(DiffWords.who(group));
    return row(
        mark(group),
        when(group.from()) + MarkdownText.code(DiffWords.actions(group.actions())),
        group.everywhere() ? who : who + ", each where they have the role",
        where(group.regions()),
        DiffWords.number(declared.in(group.regions())),
        cause(group.cause()));
  }

  private static String where(List<Region> regions) {
    StringBuilder text = new StringBuilder(MarkdownText.shortCode(DiffWords.where(regions)));
    String tags = DiffWords.tags(regions.get(0).box());
    if (!tags.isEmpty()) {
      text.append(" tags ").append(MarkdownText.shortCode(tags));
    }
    String except = DiffWords.except(regions);
    if (!except.isEmpty()) {
      text.append(" except ").append(MarkdownText.shortCode(except));
    }
    return text.toString();
  }

  private static String cause(Cause cause) {
    Place place = cause.place();
    return MarkdownText.shortCode(cause.text())
        + "<br>"
        + MarkdownText.shortCode(place.file() + ":" + place.line())
        + (cause.isNew() ? "" : " before");
  }

  private List<String> moved() {
    return table(
        "Moved: the same access by another path",
        "| action | who | where | before | now |",
        review.moved(),
        move ->
            row(
                MarkdownText.code(DiffWords.actions(move.actions())),
                MarkdownText.shortCode(DiffWords.few(move.subjects())),
                MarkdownText.shortCode(DiffWords.repositories(move.box())),
                cause(move.before()),
                cause(move.after())));
  }

  private static String when(Optional<Instant> from) {
    return from.map(instant -> MarkdownText.code(DiffWords.when(instant)) + "<br>").orElse("");
  }

  private List<String> unknown() {
    List<String> lines = new ArrayList<>();
    review
        .openFrom()
        .ifPresent(
            from ->
                lines.add(
                    "\n**Unknown what differs "
                        + DiffWords.when(from)
                        + "**: "
                        + DiffWords.TOO_MUCH_ENDS
                        + "."));
    lines.addAll(unknownRows());
    return lines;
  }

  private List<String> unknownRows() {
    return table(
        "Unknown",
        "| action | who | where | why |",
        review.unknown(),
        one ->
            row(
                when(one.from()) + MarkdownText.code(DiffWords.actions(one.actions())),
                MarkdownText.shortCode(DiffWords.few(one.subjects())),
                where(List.of(one.region())),
                MarkdownText.shortCode(one.reason())));
  }

  private <T> List<String> table(
      String heading, String columns, List<T> all, Function<T, String> asRow) {
    if (all.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("\n#### " + heading + "\n");
    lines.add(columns);
    lines.add(columns.replaceAll("[^|]+", "---"));
    int shown = 0;
    for (T one : all) {
      String row = room.isFull() ? "" : asRow.apply(one);
      if (!row.isEmpty() && room.take(row)) {
        lines.add(row);
        shown++;
      }
    }
    lines.addAll(more(all.size() - shown));
    return lines;
  }

  /** What has no room is never left out in silence. */
  private List<String> more(int count) {
    if (count == 0) {
      return List.of();
    }
    return List.of(
        "\n**"
            + DiffWords.number(count)
            + " more:** "
            + MarkdownText.code(replay.diffCommand())
            + " shows all.");
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}

package dev.portwrit.cli;

import dev.portwrit.audit.LiveDifference;
import dev.portwrit.diagnostic.MarkdownText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Policy beside a live registry as a comment or a page, no longer than a code host takes. Where
 * there is no room for all, what expands goes first, then what is unknown; how much is not shown is
 * said.
 */
final class LiveDiffMarkdown {
  private final LiveDifference difference;
  private final LiveReplay replay;
  private final CommentRoom room = CommentRoom.ofComparison();

  LiveDiffMarkdown(LiveDifference difference, LiveReplay replay) {
    this.difference = difference;
    this.replay = replay;
  }

  void print(Console console) {
    console.print(difference.isSame() ? "### No access differs" : "### Access differs");
    console.print("");
    console.print(LiveDiffText.summary(difference));
    // What is made first has the room.
    CommentTable expands = changes("Expands", LiveDiffGroup.of(difference.expands()));
    CommentTable unknown = table("Unknown", "| why |");
    for (String reason : difference.unknown()) {
      unknown.add(() -> brief(CommentTable.row(MarkdownText.code(reason)), Optional.empty()));
    }
    CommentTable restricts = changes("Restricts", LiveDiffGroup.of(difference.restricts()));
    expands.lines("Witnesses: deny &rarr; allow").forEach(console::print);
    restricts.lines("Witnesses: allow &rarr; deny").forEach(console::print);
    unknown.lines("").forEach(console::print);
  }

  private CommentTable table(String heading, String columns) {
    return new CommentTable(room, heading, columns, replay.diffCommand());
  }

  private static CommentTable.Row brief(String row, Optional<String> witness) {
    return new CommentTable.Row(row, row, witness);
  }

  private CommentTable changes(String heading, List<LiveDiffGroup> groups) {
    CommentTable table = table(heading, "| | action | who | where | cause |");
    groups.stream()
        .sorted(Comparator.comparing(group -> mark(group).isEmpty()))
        .forEach(
            group -> table.add(() -> brief(row(group), group.witness().map(replay::liveCommand))));
    return table;
  }

  private static String mark(LiveDiffGroup group) {
    if (group.first().isProtected()) {
      return ":warning: protected tags";
    }
    return group.first().isPublic() ? ":warning: public" : "";
  }

  private static String row(LiveDiffGroup group) {
    String where =
        MarkdownText.code(group.first().repository())
            + group
                .first()
                .tags()
                .map(tags -> " tags " + MarkdownText.code(tags.toString()))
                .orElse("");
    String cause =
        MarkdownText.code(group.cause())
            + group.place().map(place -> "<br>" + MarkdownText.code(place)).orElse("");
    return CommentTable.row(
        mark(group),
        MarkdownText.code(DiffWords.actions(group.actions())),
        MarkdownText.code(group.who()),
        where,
        cause);
  }
}

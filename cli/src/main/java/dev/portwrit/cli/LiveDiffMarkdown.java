package dev.portwrit.cli;

import dev.portwrit.audit.LiveDifference;
import dev.portwrit.diagnostic.MarkdownText;
import java.util.List;
import java.util.Optional;

/** Policy beside a live registry as a comment or a page. */
final class LiveDiffMarkdown {
  private final LiveDifference difference;
  private final LiveReplay replay;

  LiveDiffMarkdown(LiveDifference difference, LiveReplay replay) {
    this.difference = difference;
    this.replay = replay;
  }

  void print(Console console) {
    console.print(difference.isSame() ? "### No access differs" : "### Access differs");
    console.print("");
    console.print(LiveDiffText.summary(difference));
    print(console, "Expands", LiveDiffGroup.of(difference.expands()), "deny &rarr; allow");
    print(console, "Restricts", LiveDiffGroup.of(difference.restricts()), "allow &rarr; deny");
    if (!difference.unknown().isEmpty()) {
      console.print("\n#### Unknown\n");
      difference.unknown().forEach(reason -> console.print("- " + MarkdownText.code(reason)));
    }
  }

  private void print(Console console, String heading, List<LiveDiffGroup> groups, String answer) {
    if (groups.isEmpty()) {
      return;
    }
    console.print("\n#### " + heading + "\n");
    console.print("| | action | who | where | cause |");
    console.print("|---|---|---|---|---|");
    groups.forEach(group -> console.print(row(group)));
    List<String> witnesses =
        groups.stream().map(LiveDiffGroup::witness).flatMap(Optional::stream).toList();
    if (!witnesses.isEmpty()) {
      console.print("\n<details><summary>Witnesses: " + answer + "</summary>\n");
      for (String question : witnesses) {
        console.print("- " + MarkdownText.code(replay.liveCommand(question)));
      }
      console.print("\n</details>");
    }
  }

  private static String row(LiveDiffGroup group) {
    String mark =
        group.first().isProtected()
            ? ":warning: protected tags"
            : group.first().isPublic() ? ":warning: public" : "";
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
    return "| "
        + String.join(
            " | ",
            mark,
            MarkdownText.code(DiffWords.actions(group.actions())),
            MarkdownText.code(group.who()),
            where,
            cause)
        + " |";
  }
}

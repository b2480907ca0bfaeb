package dev.portwrit.cli;

import dev.portwrit.diagnostic.MarkdownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A table of a comment: as many rows as there is room for, and then all names of as many of them as
 * there is room for. What is not there is never left out in silence.
 */
final class CommentTable {
  private final CommentRoom room;
  private final String heading;
  private final String columns;
  private final String command;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private int left;
  private boolean isCut;

  /**
   * A row.
   *
   * @param brief with the first few names
   * @param full with all; the same text where the first few are all
   * @param witness the command that shows it, if there is one
   */
  record Row(String brief, String full, Optional<String> witness) {}

  /**
   * An empty table.
   *
   * @param columns the line of their headings
   * @param command what shows all
   */
  CommentTable(CommentRoom room, String heading, String columns, String command) {
    this.room = room;
    this.heading = heading;
    this.columns = columns;
    this.command = command;
  }

  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** The first few names as a cell has them, or all. */
  static String names(NameList list, boolean areAll) {
    String brief = MarkdownText.shortCode(list.few());
    boolean isWhole = !list.isLong() && brief.equals(MarkdownText.code(list.all()));
    return isWhole || !areAll ? brief : brief + details(list);
  }

  /** All names, folded. */
  static String details(NameList list) {
    return "<details><summary>all "
        + DiffWords.number(list.names().size())
        + "</summary>"
        + MarkdownText.code(list.all())
        + "</details>";
  }

  /** A text as a cell has it, or all of it. */
  static String text(String text, boolean isAll) {
    return isAll ? MarkdownText.code(text) : MarkdownText.shortCode(text);
  }

  /** Adds a row, if there is room for it. */
  void add(Supplier<Row> made) {
    if (!room.isFull()) {
      Row row = made.get();
      if (room.take(row.brief(), row.witness().map(CommentTable::item).orElse(""))) {
        rows.add(row);
        shown.add(row.brief());
        return;
      }
    }
    left++;
  }

  private static String item(String command) {
    return "- " + MarkdownText.code(command);
  }

  /** Takes what room there still is for the names that rows leave out. */
  void widen() {
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (!row.full().equals(row.brief())) {
        if (room.take(row.full().length() - row.brief().length())) {
          shown.set(i, row.full());
        } else {
          isCut = true;
        }
      }
    }
  }

  /**
   * The lines, none of an empty table.
   *
   * @param witnesses what to call the witnesses
   */
  List<String> lines(String witnesses) {
    if (rows.isEmpty() && left == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("\n#### " + heading + "\n");
    lines.add(columns);
    lines.add(columns.replaceAll("[^|]+", "---"));
    lines.addAll(shown);
    if (left > 0) {
      lines.add("\n**" + DiffWords.number(left) + " more:** " + shows() + " shows all.");
    }
    if (isCut) {
      lines.add("\n**Not all names have room here:** " + shows() + " shows all.");
    }
    List<String> commands = rows.stream().map(Row::witness).flatMap(Optional::stream).toList();
    if (!commands.isEmpty()) {
      lines.add("\n<details><summary>" + witnesses + "</summary>\n");
      commands.forEach(one -> lines.add(item(one)));
      lines.add("\n</details>");
    }
    return lines;
  }

  private String shows() {
    return MarkdownText.code(command);
  }
}

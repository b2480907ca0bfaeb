package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.review.GovernanceChanges;
import dev.portwrit.review.KeyChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of a comparison that is nobody's access: settings and registries. */
final class GovernanceDiff {
  /** The columns of a table of a comment. */
  static final String COLUMNS = "| document | key | before | now | where |";

  private static final String INDENT = "  ";

  private GovernanceDiff() {}

  /** What stands behind the counts of access; empty where nothing changes. */
  static String summary(GovernanceChanges changes) {
    return count("SETTINGS", changes.settings()) + count("REGISTRIES", changes.registries());
  }

  private static String count(String heading, List<KeyChange> changes) {
    return changes.isEmpty() ? "" : INDENT + heading + " " + DiffWords.number(changes.size());
  }

  /** The sections as a person reads them on a terminal. */
  static List<String> lines(GovernanceChanges changes) {
    List<String> lines = new ArrayList<>();
    addLines(lines, "SETTINGS", changes.settings(), false);
    addLines(lines, "REGISTRIES", changes.registries(), true);
    return lines;
  }

  private static void addLines(
      List<String> lines, String heading, List<KeyChange> changes, boolean isNamed) {
    if (!changes.isEmpty()) {
      lines.add(heading);
      changes.forEach(one -> lines.add(line(one, isNamed ? one.document() + INDENT : "")));
    }
  }

  private static String line(KeyChange one, String document) {
    return INDENT
        + sign(one)
        + " "
        + document
        + one.key()
        + INDENT
        + value(one)
        + INDENT
        + "("
        + place(one)
        + ")";
  }

  private static String sign(KeyChange one) {
    if (one.before().isEmpty()) {
      return "+";
    }
    return one.after().isEmpty() ? "-" : "~";
  }

  private static String value(KeyChange one) {
    Optional<String> was = one.before().map(Printable::escape);
    Optional<String> is = one.after().map(Printable::escape);
    return was.isPresent() && is.isPresent()
        ? was.get() + " -> " + is.get()
        : was.or(() -> is).orElse("");
  }

  private static String place(KeyChange one) {
    return one.place().file() + ":" + one.place().line() + (one.after().isEmpty() ? " before" : "");
  }

  /** The fields {@code settings} and {@code registries}. */
  static void write(JsonGenerator json, GovernanceChanges changes) throws IOException {
    write(json, "settings", changes.settings());
    write(json, "registries", changes.registries());
  }

  private static void write(JsonGenerator json, String field, List<KeyChange> changes)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (KeyChange one : changes) {
      json.writeStartObject();
      json.writeStringField("document", one.document());
      json.writeStringField("key", one.key());
      write(json, "before", one.before());
      write(json, "after", one.after());
      json.writeStringField("file", one.place().file());
      json.writeNumberField("line", one.place().line());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
  }

  /** Fills a table of a comment, which has the columns {@link #COLUMNS}. */
  static void fill(CommentTable table, List<KeyChange> changes) {
    for (KeyChange one : changes) {
      table.add(() -> new CommentTable.Row(row(one, false), row(one, true), Optional.empty()));
    }
  }

  private static String row(KeyChange one, boolean isAll) {
    return CommentTable.row(
        CommentTable.text(one.document(), isAll),
        CommentTable.text(one.key(), isAll),
        one.before().map(text -> CommentTable.text(text, isAll)).orElse(""),
        one.after().map(text -> CommentTable.text(text, isAll)).orElse(""),
        CommentTable.text(place(one), isAll));
  }
}

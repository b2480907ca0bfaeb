package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.portwrit.audit.AuditScope;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a report in JSON says of itself before its rows.
 *
 * @param revision the commit, empty if it was made of policies that were not committed
 * @param now the instant at which expiry was judged
 * @param scope what part of the access it is about
 * @param hasHistory whether it says by what commits access came to be
 * @param hasEvidence whether it holds policies against anything else
 */
record ReportHeader(
    String revision, Instant now, AuditScope scope, boolean hasHistory, boolean hasEvidence) {
  private static final String BEGIN = "{\"report\":\"access\",";
  private static final int LONGEST_BEGIN = 200;

  // What people read begins with the name of the view, which Markdown writes large.
  private static final Pattern TITLE =
      Pattern.compile(
          "(access by policy|" + String.join("|", ReportView.NAMES) + ") (of [0-9a-f]{40} )?at ",
          Pattern.CASE_INSENSITIVE);

  /** The header of a file; empty if it is no report, or its header is none. */
  static Optional<ReportHeader> read(Path file) throws IOException {
    if (!begins(file, BEGIN)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = new JsonFactory().createParser(in)) {
      return of(texts(parser));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }

  // How rows begin, of the report and of its views.
  private static final List<String> FIRST_COLUMNS =
      List.of("registry", "repository", "subject", "drift", "kind", "expires");

  /**
   * Whether the file is a report, or a view, in a format that does not say all of what it is made.
   * No line of a decision log begins so.
   */
  static boolean isInAnotherFormat(Path file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(LONGEST_BEGIN), StandardCharsets.UTF_8);
    }
    if (text.startsWith("{\"report\":\"")) {
      return !text.startsWith(BEGIN);
    }
    return TITLE.matcher(text).lookingAt()
        || text.startsWith("{\"count\":")
        || FIRST_COLUMNS.stream()
            .anyMatch(
                column ->
                    text.startsWith(column + ",")
                        || text.startsWith(column + "\r\n")
                        || text.startsWith("{\"" + column + "\":"));
  }

  private static boolean begins(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(bytes.length), bytes);
    }
  }

  // The texts before the rows; those of the scope have names of their own.
  private static Map<String, String> texts(JsonParser parser) throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.FIELD_NAME && parser.currentName().equals("rows")) {
        return texts;
      }
      if (token == JsonToken.VALUE_STRING && parser.currentName() != null) {
        texts.put(parser.currentName(), parser.getText());
      }
    }
    return Map.of();
  }

  private static Optional<ReportHeader> of(Map<String, String> texts) {
    String revision = texts.get("revision");
    String now = texts.get("now");
    if (revision == null || now == null) {
      return Optional.empty();
    }
    AuditScope scope =
        new AuditScope(
            Optional.ofNullable(texts.get("registry")),
            Optional.ofNullable(texts.get("repository")).flatMap(RepositoryName::parse),
            Optional.ofNullable(texts.get("subject")).flatMap(Subject::parse));
    return Optional.of(
        new ReportHeader(
            revision,
            Instant.parse(now),
            scope,
            "yes".equals(texts.get("history")),
            texts.containsKey("evidence")));
  }
}

package dev.portwrit.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.decision.Question;
import dev.portwrit.model.NaivePattern;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a report says, read from its text as an auditor reads it. */
public final class ReportCells {
  private static final Pattern RESTRICTION =
      Pattern.compile(
          "(except|with a warning for) tags .*? \\(protection (\\S+), \\w+"
              + "(?:; released by exception ([^)]*))?\\)");

  private ReportCells() {}

  /** The rows of a report by the names of its columns. */
  static List<Map<String, String>> rows(Report report) throws IOException {
    return objects(report).stream().map(ReportCells::texts).toList();
  }

  /** Of a matrix, by subject and repository, what its cells say. */
  static Map<String, Map<String, String>> matrix(Report report) throws IOException {
    Map<String, Map<String, String>> cells = new TreeMap<>();
    for (JsonNode row : objects(report)) {
      cells.put(row.path("subject").asText(), texts(row.path("repositories")));
    }
    return cells;
  }

  private static List<JsonNode> objects(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(out, AuditFormat.NDJSON);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines.subList(0, lines.size() - 1)) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(cell -> texts.put(cell.getKey(), cell.getValue().asText()));
    return texts;
  }

  /**
   * Whether a row, of the subject and action of a question, says yes to it.
   *
   * @param repository the pattern in the row
   * @param tags what the row says of tags
   */
  public static boolean reaches(
      String repository, String tags, Question question, Workspace workspace) {
    return NaivePattern.repositoryMatches(repository, question.repository().value())
        && (question.tag().isEmpty()
            || !isTakenAway(tags, question, question.tag().get(), workspace));
  }

  // The protections that the cell names, less the exceptions that it names.
  private static boolean isTakenAway(String tags, Question question, Tag tag, Workspace workspace) {
    Matcher matcher = RESTRICTION.matcher(tags);
    while (matcher.find()) {
      List<String> released =
          matcher.group(3) == null ? List.of() : Arrays.asList(matcher.group(3).split(", "));
      Protection protection = protection(workspace, matcher.group(2));
      if (matcher.group(1).equals("except")
          && protection.covers(question.repository(), tag)
          && released.stream()
              .map(name -> exception(workspace, name))
              .noneMatch(exception -> exception.covers(question.repository(), tag))) {
        return true;
      }
    }
    return false;
  }

  private static Protection protection(Workspace workspace, String name) {
    return workspace.protections().stream()
        .filter(protection -> protection.fullName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ProtectionException exception(Workspace workspace, String name) {
    return workspace.exceptions().stream()
        .filter(exception -> exception.fullName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

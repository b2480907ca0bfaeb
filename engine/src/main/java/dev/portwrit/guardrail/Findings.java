package dev.portwrit.guardrail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a policy answered: a list with one result, whose value is the set of its denies. Every
 * other shape, an undefined rule above all, is no answer.
 */
final class Findings {
  private static final int MAX_LENGTH = 1000;

  private Findings() {}

  /**
   * Reads an answer.
   *
   * @param answer what the policy said, as JSON
   * @param guardrail which guardrail was asked
   * @param place where the workspace turns it on, for findings that name no place of their own
   * @return the denies; empty if there are none
   * @throws EvaluationFailed if it is no answer
   */
  static List<Diagnostic> read(String answer, Guardrail guardrail, Place place)
      throws EvaluationFailed {
    JsonNode denies = denies(answer);
    List<Diagnostic> findings = new ArrayList<>();
    for (JsonNode deny : denies) {
      findings.add(
          new Diagnostic(
              Optional.of(place(deny).orElse(place)),
              Severity.ERROR,
              guardrail.code(),
              text(deny, "message").orElseThrow(() -> odd("a finding without a message")),
              text(deny, "help")));
    }
    return findings;
  }

  private static JsonNode denies(String answer) throws EvaluationFailed {
    try {
      JsonNode results = StrictJson.parse(answer);
      if (!results.isArray() || results.size() > 1) {
        throw odd("something else than one result");
      }
      if (results.isEmpty()) {
        throw new EvaluationFailed("its answer is undefined");
      }
      JsonNode denies = results.path(0).path("result");
      if (!denies.isArray()) {
        throw odd("something else than a set of findings");
      }
      return denies;
    } catch (JsonRefused e) {
      throw new EvaluationFailed("its answer cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Place> place(JsonNode deny) {
    JsonNode file = deny.path("file");
    int line = deny.path("line").asInt();
    int column = deny.path("column").asInt();
    return file.isTextual() && line > 0 && column > 0
        ? Optional.of(new Place(line(file.textValue()), line, column))
        : Optional.empty();
  }

  private static Optional<String> text(JsonNode deny, String key) {
    JsonNode value = deny.path(key);
    return value.isTextual() && !value.textValue().isBlank()
        ? Optional.of(line(value.textValue()))
        : Optional.empty();
  }

  private static EvaluationFailed odd(String what) {
    return new EvaluationFailed("it answers with " + what);
  }

  // A finding may quote what somebody pushed: it stays on its line and says nothing to a terminal.
  private static String line(String text) {
    int length = Math.min(MAX_LENGTH, text.codePointCount(0, text.length()));
    return Printable.escape(text.substring(0, text.offsetByCodePoints(0, length)));
  }
}

package dev.portwrit.cli;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The answer to a push that somebody thinks of, in the form in which the gateway gives it.
 *
 * @param json with {@code decision}: {@code allow}, {@code deny} or {@code indeterminate}
 */
record AdmitAnswer(JsonNode json) {
  void print(Console console, String format) {
    if (format.equals("json")) {
      console.print(json.toString());
      return;
    }
    String message = json.path("message").asText();
    String rest = message.isEmpty() ? "" : "  " + message;
    console.answer(exitCode() == ExitCode.YES, decision(), rest);
    json.path("warnings").forEach(warning -> console.warning(warning.asText()));
  }

  ExitCode exitCode() {
    return switch (decision()) {
      case "allow" -> ExitCode.YES;
      case "deny" -> ExitCode.NO;
      default -> ExitCode.UNDETERMINED;
    };
  }

  private String decision() {
    return json.path("decision").asText("indeterminate");
  }
}

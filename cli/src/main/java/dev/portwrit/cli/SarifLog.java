package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Problems as a SARIF 2.1.0 log (OASIS, "Static Analysis Results Interchange Format"), with files
 * as a code host names them: from the root of the repository.
 *
 * <p>GitHub refuses a whole log in which one result has no place ("expected at least one
 * location"), so what has none stands at the settings of the workspace.
 */
final class SarifLog {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  private static final Place NO_PLACE = new Place("portwrit.yaml", 1, 1);

  private record Result(String rule, String level, String text, Place place) {
    static Result of(Diagnostic problem) {
      return new Result(
          problem.code().toString(),
          ProblemFormat.severity(problem),
          text(problem.message(), problem.help()),
          problem.place().orElse(NO_PLACE));
    }

    static Result of(Failure failure) {
      return new Result(
          failure
              .code()
              .map(Object::toString)
              .orElse(failure.exitCode().name().toLowerCase(Locale.ROOT)),
          "error",
          Printable.escape(text(failure.message(), failure.help())),
          NO_PLACE);
    }

    private static String text(String message, Optional<String> help) {
      return message + help.map(text -> "; help: " + text).orElse("");
    }
  }

  private SarifLog() {}

  /** The log of a check that came to its end. */
  static void write(JsonGenerator json, List<Diagnostic> problems, String folder)
      throws IOException {
    write(json, problems.stream().map(Result::of).toList(), Optional.empty(), folder);
  }

  /** The log of a check that could not go on: nobody shall take it for one that found nothing. */
  static void write(JsonGenerator json, Failure failure, String folder) throws IOException {
    write(json, List.of(Result.of(failure)), Optional.of(failure), folder);
  }

  private static void write(
      JsonGenerator json, List<Result> results, Optional<Failure> failure, String folder)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    writeTool(json, results);
    writeInvocation(json, failure);
    // Columns of places count code points.
    json.writeStringField("columnKind", "unicodeCodePoints");
    json.writeArrayFieldStart("results");
    for (Result result : results) {
      writeResult(json, result, folder);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeTool(JsonGenerator json, List<Result> results) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "portwrit");
    json.writeStringField("version", Version.text());
    json.writeArrayFieldStart("rules");
    for (String rule : results.stream().map(Result::rule).distinct().sorted().toList()) {
      json.writeStartObject();
      json.writeStringField("id", rule);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeInvocation(JsonGenerator json, Optional<Failure> failure)
      throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", failure.isEmpty());
    if (failure.isPresent()) {
      json.writeNumberField("exitCode", failure.get().exitCode().status());
    }
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeResult(JsonGenerator json, Result result, String folder)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", result.rule());
    json.writeStringField("level", result.level());
    json.writeObjectFieldStart("message");
    json.writeStringField("text", result.text());
    json.writeEndObject();
    writeLocation(json, result.place(), folder);
    json.writeEndObject();
  }

  private static void writeLocation(JsonGenerator json, Place place, String folder)
      throws IOException {
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", relativeUri(ProblemFormat.path(folder, place)));
    json.writeEndObject();
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", place.line());
    json.writeNumberField("startColumn", place.column());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  // A first segment with a colon would be taken for a scheme (RFC 3986, section 4.2).
  private static String relativeUri(String path) {
    int colon = path.indexOf(':');
    int slash = path.indexOf('/');
    boolean looksLikeScheme = colon >= 0 && (slash < 0 || colon < slash);
    try {
      return new URI(null, null, looksLikeScheme ? "./" + path : path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a relative path is a URI: " + path, e);
    }
  }
}

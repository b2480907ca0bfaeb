package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Problems as a SARIF 2.1.0 log (OASIS, "Static Analysis Results Interchange Format"). */
final class SarifLog {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private SarifLog() {}

  static void write(JsonGenerator json, List<Diagnostic> problems) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    writeTool(json, problems);
    // Columns of places count code points.
    json.writeStringField("columnKind", "unicodeCodePoints");
    json.writeArrayFieldStart("results");
    for (Diagnostic problem : problems) {
      writeResult(json, problem);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeTool(JsonGenerator json, List<Diagnostic> problems) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "portwrit");
    json.writeStringField("version", Version.text());
    json.writeArrayFieldStart("rules");
    List<String> codes =
        problems.stream().map(problem -> problem.code().toString()).distinct().sorted().toList();
    for (String code : codes) {
      json.writeStartObject();
      json.writeStringField("id", code);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeResult(JsonGenerator json, Diagnostic problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", problem.code().toString());
    json.writeStringField("level", ProblemFormat.severity(problem));
    json.writeObjectFieldStart("message");
    json.writeStringField(
        "text", problem.message() + problem.help().map(text -> "; help: " + text).orElse(""));
    json.writeEndObject();
    if (problem.place().isPresent()) {
      writeLocation(json, problem.place().get());
    }
    json.writeEndObject();
  }

  private static void writeLocation(JsonGenerator json, Place place) throws IOException {
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", relativeUri(place.file()));
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

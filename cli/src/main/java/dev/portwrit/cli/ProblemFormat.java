package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Severity;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Problems of policies in the formats that people, editors and build servers read. */
enum ProblemFormat {
  /** As a compiler prints them. */
  TEXT {
    @Override
    String of(List<Diagnostic> problems) {
      return problems.stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
    }
  },
  /** One object. */
  JSON {
    @Override
    String of(List<Diagnostic> problems) {
      return Json.pretty(
          json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("problems");
            for (Diagnostic problem : problems) {
              writeJson(json, problem);
            }
            json.writeEndArray();
            json.writeEndObject();
          });
    }
  },
  /** SARIF 2.1.0, which code-scanning services show beside the change. */
  SARIF {
    @Override
    String of(List<Diagnostic> problems) {
      return Json.pretty(json -> SarifLog.write(json, problems));
    }
  },
  /** JUnit XML, a test case a file. */
  JUNIT {
    @Override
    String of(List<Diagnostic> problems) {
      return JunitReport.of(problems);
    }
  },
  /** Workflow commands of GitHub Actions. */
  GITHUB {
    @Override
    String of(List<Diagnostic> problems) {
      return problems.stream().map(ProblemFormat::githubCommand).collect(Collectors.joining("\n"));
    }
  };

  /**
   * The problems, without a final line end; empty text where there are none and the format allows.
   */
  abstract String of(List<Diagnostic> problems);

  /** One problem as an object. */
  static void writeJson(JsonGenerator json, Diagnostic problem) throws IOException {
    json.writeStartObject();
    if (problem.place().isPresent()) {
      Place place = problem.place().get();
      json.writeStringField("file", place.file());
      json.writeNumberField("line", place.line());
      json.writeNumberField("column", place.column());
    }
    json.writeStringField("severity", severity(problem));
    json.writeStringField("code", problem.code().toString());
    json.writeStringField("message", problem.message());
    if (problem.help().isPresent()) {
      json.writeStringField("help", problem.help().get());
    }
    json.writeEndObject();
  }

  /** {@code error} or {@code warning}. */
  static String severity(Diagnostic problem) {
    return problem.severity() == Severity.ERROR ? "error" : "warning";
  }

  private static String githubCommand(Diagnostic problem) {
    String where =
        problem
            .place()
            .map(
                place ->
                    "file=%s,line=%d,col=%d,"
                        .formatted(escapeProperty(place.file()), place.line(), place.column()))
            .orElse("");
    String help = problem.help().map(text -> "\nhelp: " + text).orElse("");
    return "::%s %stitle=%s::%s"
        .formatted(severity(problem), where, problem.code(), escapeData(problem.message() + help));
  }

  private static String escapeData(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String escapeProperty(String text) {
    return escapeData(text).replace(":", "%3A").replace(",", "%2C");
  }
}

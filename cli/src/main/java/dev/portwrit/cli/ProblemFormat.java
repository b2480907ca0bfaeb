package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Problems of policies in the formats that people, editors and build servers read. Those that a
 * code host reads name files from the root of the repository, the others from that of the
 * workspace.
 */
enum ProblemFormat {
  /** As a compiler prints them. */
  TEXT {
    @Override
    String of(List<Diagnostic> problems, String folder) {
      return text(problems);
    }
  },
  /** One object. */
  JSON {
    @Override
    String of(List<Diagnostic> problems, String folder) {
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
    String of(List<Diagnostic> problems, String folder) {
      return Json.pretty(json -> SarifLog.write(json, problems, folder));
    }

    @Override
    Optional<String> of(Failure failure, String folder) {
      return Optional.of(Json.pretty(json -> SarifLog.write(json, failure, folder)));
    }
  },
  /** JUnit XML, a test case a file. */
  JUNIT {
    @Override
    String of(List<Diagnostic> problems, String folder) {
      return JunitReport.ofCheck(problems);
    }

    @Override
    Optional<String> of(Failure failure, String folder) {
      return Optional.of(JunitReport.of("check", failure));
    }
  },
  /** Workflow commands of GitHub Actions. */
  GITHUB {
    @Override
    String of(List<Diagnostic> problems, String folder) {
      return problems.stream()
          .map(problem -> githubCommand(problem, folder))
          .collect(Collectors.joining("\n"));
    }

    @Override
    Optional<String> of(Failure failure, String folder) {
      String help = failure.help().map(text -> "\nhelp: " + text).orElse("");
      return Optional.of("::error title=portwrit::" + escapeData(failure.message() + help));
    }
  };

  /**
   * The problems, without a final line end; empty text where there are none and the format allows.
   *
   * @param folder the way from the root of the repository to the workspace; empty if it is the root
   */
  abstract String of(List<Diagnostic> problems, String folder);

  /**
   * That there is no list of problems, in a format whose readers take an empty one for none at all.
   */
  Optional<String> of(Failure failure, String folder) {
    return Optional.empty();
  }

  /** As people read them, one below the other. */
  static String text(List<Diagnostic> problems) {
    return problems.stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
  }

  /** A file by its path from the root of the repository. */
  static String path(String folder, Place place) {
    return folder.isEmpty() ? place.file() : folder + "/" + place.file();
  }

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

  private static String githubCommand(Diagnostic problem, String folder) {
    String where =
        problem
            .place()
            .map(
                place ->
                    "file=%s,line=%d,col=%d,"
                        .formatted(
                            escapeProperty(path(folder, place)), place.line(), place.column()))
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

package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the schema of SARIF 2.1.0 demands of the parts that are written: required properties, closed
 * sets of values, the least of numbers, and no property that it does not know (sections 3.13, 3.14,
 * 3.18 to 3.20, 3.27 to 3.30 and 3.49).
 */
class SarifLogTest {
  @TempDir Path folder;

  private JsonNode log() throws Exception {
    Command.Outcome outcome = Command.in(folder).run("check", "--format", "sarif");
    return new ObjectMapper().readTree(outcome.out());
  }

  private static void hasOnly(JsonNode object, String... names) {
    List<String> there = new ArrayList<>();
    object.fieldNames().forEachRemaining(there::add);
    assertThat(there).isSubsetOf(names);
  }

  /** Checks a log, and answers how many results it has. */
  private static int check(JsonNode log) {
    hasOnly(log, "$schema", "version", "runs");
    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    assertThat(URI.create(log.path("$schema").asText()).isAbsolute()).isTrue();
    assertThat(log.path("runs").isArray()).isTrue();
    int results = 0;
    for (JsonNode run : log.path("runs")) {
      hasOnly(run, "tool", "invocations", "columnKind", "results");
      for (JsonNode invocation : run.path("invocations")) {
        hasOnly(invocation, "executionSuccessful", "exitCode");
        assertThat(invocation.path("executionSuccessful").isBoolean()).isTrue();
      }
      assertThat(run.path("columnKind").asText()).isIn("utf16CodeUnits", "unicodeCodePoints");
      JsonNode driver = run.path("tool").path("driver");
      hasOnly(run.path("tool"), "driver");
      hasOnly(driver, "name", "version", "rules");
      assertThat(driver.path("name").asText()).isNotEmpty();
      Set<String> rules = Set.copyOf(driver.path("rules").findValuesAsText("id"));
      assertThat(rules).hasSize(driver.path("rules").size());
      for (JsonNode result : run.path("results")) {
        check(result, rules);
        results++;
      }
    }
    return results;
  }

  private static void check(JsonNode result, Set<String> rules) {
    hasOnly(result, "ruleId", "level", "message", "locations");
    assertThat(result.path("ruleId").asText()).isIn(rules);
    assertThat(result.path("level").asText()).isIn("none", "note", "warning", "error");
    hasOnly(result.path("message"), "text");
    assertThat(result.path("message").path("text").asText()).isNotEmpty();
    // The schema would take none, GitHub refuses the log.
    assertThat(result.path("locations")).isNotEmpty();
    for (JsonNode location : result.path("locations")) {
      hasOnly(location, "physicalLocation");
      JsonNode physical = location.path("physicalLocation");
      hasOnly(physical, "artifactLocation", "region");
      hasOnly(physical.path("artifactLocation"), "uri");
      URI uri = URI.create(physical.path("artifactLocation").path("uri").asText());
      assertThat(uri.isAbsolute()).isFalse();
      hasOnly(physical.path("region"), "startLine", "startColumn");
      assertThat(physical.path("region").path("startLine").asInt()).isPositive();
      assertThat(physical.path("region").path("startColumn").asInt()).isPositive();
    }
  }

  @Test
  void log_ofNothingFound_isValid() throws Exception {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    assertThat(check(log())).isZero();
  }

  @Test
  void log_ofErrorsWarningsAndStrangeNames_isValid() throws Exception {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(
        folder.resolve("a b:c#\u00e9.yaml"),
        "organization: acme\nowners: [ada]\n---\nregistry: r\ntype: distribution\n"
            + "url: http://127.0.0.1:5000\nrepositories: [acme/**]\n---\nrepository: acme/x\n"
            + "native-webhooks: {ci: https://ci.example/}\n"
            + "grants: [{role: pusher, to: [user:nobody]}]\n");
    assertThat(check(log())).isGreaterThan(1);
  }

  @Test
  void log_ofNoWorkspace_isValid() throws Exception {
    Files.writeString(folder.resolve("portwrit.yaml"), "- nothing\n");
    assertThat(check(log())).isPositive();
  }

  @Test
  void log_ofWhatHasNoPlace_standsAtTheSettings() throws Exception {
    Diagnostic problem =
        new Diagnostic(
            Optional.empty(), Severity.ERROR, Code.AUTHOR_UNKNOWN, "nobody", Optional.empty());
    String log = Json.pretty(json -> SarifLog.write(json, List.of(problem), "ops"));
    assertThat(check(new ObjectMapper().readTree(log))).isEqualTo(1);
    assertThat(log).contains("\"uri\" : \"ops/portwrit.yaml\"");
  }

  @Test
  void log_ofACheckThatEndsEarly_isValid_andNoSuccess() throws Exception {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Command.Outcome outcome =
        Command.in(folder).run("check", "--base", "main", "--format", "sarif");
    JsonNode log = new ObjectMapper().readTree(outcome.out());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(check(log)).isEqualTo(1);
    JsonNode invocation = log.path("runs").path(0).path("invocations").path(0);
    assertThat(invocation.path("executionSuccessful").asBoolean(true)).isFalse();
    assertThat(invocation.path("exitCode").asInt()).isEqualTo(2);
  }
}

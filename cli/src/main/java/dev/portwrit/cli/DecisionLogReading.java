package dev.portwrit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.audit.ForceRecord;
import dev.portwrit.audit.UseLog;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.gateway.decisionlog.DecisionLogVerifier;
import dev.portwrit.gateway.decisionlog.Verification;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the decision log of a gateway says about policies.
 *
 * @param records which policies it enforced since when
 * @param uses what was allowed
 */
record DecisionLogReading(List<ForceRecord> records, UseLog uses) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  DecisionLogReading {
    records = List.copyOf(records);
  }

  /** Reads a log, a folder or a file of it, whose chain must be whole. */
  static DecisionLogReading of(Path log) throws Failure {
    try {
      List<Path> files = Files.exists(log) ? DecisionLogVerifier.filesOf(log) : List.of();
      if (files.isEmpty()) {
        throw Failure.wrong("`" + log + "` holds no decision log", "name the folder of a log");
      }
      if (DecisionLogVerifier.verify(files, Optional.empty())
          instanceof Verification.Broken broken) {
        throw Failure.undetermined(
            "the decision log cannot be relied upon: " + broken, "`portwrit verify` says more");
      }
      Lines lines = new Lines();
      for (Path file : files) {
        lines.read(file);
      }
      return new DecisionLogReading(lines.records, lines.uses());
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + log + "` cannot be read: " + IoReason.of(e), "look at its rights");
    }
  }

  private static final class Lines {
    private final List<ForceRecord> records = new ArrayList<>();
    private final SortedMap<UseLog.Use, Instant> last = new TreeMap<>();
    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;

    void read(Path file) throws IOException {
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode json = JSON.readTree(line);
          Instant time = Instant.parse(json.path("time").asText());
          from = from.equals(Instant.EPOCH) ? time : from;
          to = time;
          switch (json.path("kind").asText()) {
            case "policy-accepted" ->
                records.add(
                    new ForceRecord(
                        "gateway", json.path("detail").path("version").asText(), time, true));
            case "decision" -> use(json).ifPresent(use -> last.put(use, time));
            default -> {
              // Of nothing else somebody made use.
            }
          }
        }
      }
    }

    // A cluster that runs an image pulls it. What is uploaded counts by the push that it ends with.
    private static Optional<UseLog.Use> use(JsonNode json) {
      String operation = json.path("operation").asText();
      Optional<Action> action = Action.parse(operation.equals("run") ? "pull" : operation);
      Optional<Subject> caller = Subject.parse(json.path("caller").asText());
      Optional<RepositoryName> repository = RepositoryName.parse(json.path("repository").asText());
      return json.path("decision").asText().equals("allow")
              && action.isPresent()
              && caller.isPresent()
              && repository.isPresent()
          ? Optional.of(new UseLog.Use(caller.get(), action.get(), repository.get()))
          : Optional.empty();
    }

    UseLog uses() {
      return new UseLog(from, to, last);
    }
  }
}

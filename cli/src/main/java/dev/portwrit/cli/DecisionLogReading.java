package dev.portwrit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.audit.ForceRecord;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.gateway.decisionlog.DecisionLogVerifier;
import dev.portwrit.gateway.decisionlog.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the decision log of a gateway says about policies.
 *
 * @param records which policies it enforced since when
 */
record DecisionLogReading(List<ForceRecord> records) {
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
      List<ForceRecord> records = new ArrayList<>();
      for (Path file : files) {
        read(file, records);
      }
      return new DecisionLogReading(records);
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + log + "` cannot be read: " + IoReason.of(e), "look at its rights");
    }
  }

  private static void read(Path file, List<ForceRecord> records) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode json = JSON.readTree(line);
        if (json.path("kind").asText().equals("policy-accepted")) {
          records.add(
              new ForceRecord(
                  "gateway",
                  json.path("detail").path("version").asText(),
                  Instant.parse(json.path("time").asText()),
                  true));
        }
      }
    }
  }
}

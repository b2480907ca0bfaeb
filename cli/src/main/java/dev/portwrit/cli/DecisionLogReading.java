package dev.portwrit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.audit.ForceRecord;
import dev.portwrit.audit.UseLog;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.gateway.decisionlog.DecisionLogVerifier;
import dev.portwrit.gateway.decisionlog.Head;
import dev.portwrit.gateway.decisionlog.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

  /**
   * Reads a log, a folder or a file of it, whose chain must be whole.
   *
   * @param noted a head that it must hold, if one was noted
   * @param until behind which uses are not looked at
   */
  static DecisionLogReading of(Path log, Optional<Head> noted, Instant until) throws Failure {
    try {
      List<Path> files = Files.exists(log) ? DecisionLogVerifier.filesOf(log) : List.of();
      if (files.isEmpty()) {
        throw Failure.wrong("`" + log + "` holds no decision log", "name the folder of a log");
      }
      Verification verification = DecisionLogVerifier.verify(files, noted);
      if (!(verification instanceof Verification.Intact intact)) {
        throw Failure.undetermined(
            "the decision log cannot be relied upon: " + verification,
            "`portwrit verify` says more");
      }
      // A gateway that runs goes on writing, and what came since was not verified.
      Lines lines = new Lines(until, intact.lines());
      for (Path file : files) {
        lines.read(file);
      }
      if (lines.isEmpty) {
        throw Failure.undetermined(
            "the decision log in `" + log + "` has no line", "name the folder of a log in use");
      }
      return new DecisionLogReading(lines.records(), lines.uses.uses(intact.head().toString()));
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + log + "` cannot be read: " + IoReason.of(e), "look at its rights");
    }
  }

  /** What the logs of several gateways say together; each enforces for itself. */
  static DecisionLogReading together(List<DecisionLogReading> each) throws Failure {
    if (each.size() == 1) {
      return each.get(0);
    }
    List<ForceRecord> records = new ArrayList<>();
    Set<String> instances = new TreeSet<>();
    for (DecisionLogReading one : each) {
      String instance = one.uses().logs().get(0).instance();
      if (!instances.add(instance)) {
        throw Failure.wrong(
            "two of the decision logs are of one gateway, `" + instance + "`",
            "name the folder of each once, with all its files");
      }
      one.records().stream()
          .map(record -> record.by(ForceRecord.GATEWAY + " " + instance))
          .forEach(records::add);
    }
    return new DecisionLogReading(
        records, UseLog.together(each.stream().map(DecisionLogReading::uses).toList()));
  }

  private static final class Lines {
    /** What was enforced before the log begins is not known, however far back. */
    private static final ForceRecord BEFORE_THE_LOG = enforced(Optional.empty(), "", Instant.EPOCH);

    private final List<ForceRecord> records = new ArrayList<>();
    private final UseReading uses;
    private boolean isEmpty = true;
    private long left;

    Lines(Instant until, long most) {
      this.uses = new UseReading(until);
      this.left = most;
    }

    void read(Path file) throws IOException, Failure {
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        while (left > 0) {
          String line = lines.readLine();
          if (line == null) {
            break;
          }
          left--;
          JsonNode json = JSON.readTree(line);
          Instant time = time(json, file);
          if (isEmpty) {
            begin(json);
          }
          if (json.path("kind").asText().equals("policy-accepted")) {
            accepted(json.path("detail"), time);
          }
          uses.line(json, time);
        }
      }
    }

    private static Instant time(JsonNode json, Path file) throws Failure {
      String text = json.path("time").asText();
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw Failure.undetermined(
            "`"
                + file
                + "` cannot be relied upon: the time of line "
                + json.path("sequence").asText()
                + " is none",
            "no gateway wrote it; look at who else can write there");
      }
    }

    private void begin(JsonNode json) {
      isEmpty = false;
      if (json.path("sequence").asLong() != 1) {
        records.add(BEFORE_THE_LOG);
      }
    }

    private void accepted(JsonNode detail, Instant time) {
      // A gateway that came back, or was told what to enforce, wrote another log before this one.
      if (records.isEmpty() && !UseReading.isFirst(detail)) {
        records.add(BEFORE_THE_LOG);
      }
      records.add(
          enforced(
              Optional.ofNullable(detail.path("registry").textValue()),
              detail.path("version").asText(),
              time));
    }

    private static ForceRecord enforced(Optional<String> registry, String commit, Instant time) {
      return new ForceRecord(ForceRecord.GATEWAY, registry, commit, time, true);
    }

    /**
     * What was enforced. A line that does not say for which registry is for the one that others
     * name; where they name several, it is not known what was enforced for each from then on. A
     * line that names another registry ends what was enforced for the one before.
     */
    List<ForceRecord> records() {
      NavigableSet<String> named = new TreeSet<>();
      records.forEach(record -> record.registry().ifPresent(named::add));
      if (named.isEmpty()) {
        return records;
      }
      List<ForceRecord> all = new ArrayList<>();
      NavigableSet<String> before = new TreeSet<>();
      for (ForceRecord record : records) {
        NavigableSet<String> served = record.registry().map(Lines::only).orElse(named);
        String commit = record.registry().isPresent() || named.size() == 1 ? record.commit() : "";
        before.removeAll(served);
        before.forEach(name -> all.add(enforced(name, ForceRecord.NOTHING, record.at())));
        served.forEach(name -> all.add(enforced(name, commit, record.at())));
        before = new TreeSet<>(served);
      }
      return all;
    }

    private static NavigableSet<String> only(String registry) {
      return new TreeSet<>(Set.of(registry));
    }

    private static ForceRecord enforced(String registry, String commit, Instant time) {
      return enforced(Optional.of(registry), commit, time);
    }
  }
}

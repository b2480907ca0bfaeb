package dev.portwrit.gateway.decisionlog;

import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log in a temporary folder, and records to put into it. */
final class LogFixture {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final FaultyStore store = new FaultyStore();
  final Path folder;
  DecisionLogSettings settings =
      new DecisionLogSettings(1 << 20, 1 << 20, Duration.ofMillis(20), Duration.ofSeconds(20));

  LogFixture(Path folder) {
    this.folder = folder;
  }

  DecisionLog open() throws DecisionLogException {
    return DecisionLog.open(folder, settings, CLOCK, meters, store);
  }

  static DecisionRecord push(String tag) {
    return decision("push", tag, DecisionRecord.Outcome.ALLOW);
  }

  static DecisionRecord pull(String tag) {
    return decision("pull", tag, DecisionRecord.Outcome.ALLOW);
  }

  static DecisionRecord decision(String operation, String tag, DecisionRecord.Outcome outcome) {
    return new DecisionRecord(
        new Subject.User("bob"),
        operation,
        RepositoryName.parse("acme/pay/api"),
        List.of(new Tag(tag)),
        Optional.of(Digest.sha256(tag.getBytes(StandardCharsets.UTF_8))),
        outcome,
        Optional.of(
            new Rule(
                Rule.Kind.GRANT,
                "push to team:acme/pay on acme/pay/**",
                Optional.of(new Place("teams/pay.yaml", 12, 5)))),
        List.of(),
        Optional.empty(),
        "0123456789abcdef0123456789abcdef01234567");
  }

  List<Path> files() throws IOException {
    return LogFiles.in(folder);
  }

  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files()) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  Verification verify() throws IOException {
    return DecisionLogVerifier.verify(files(), Optional.empty());
  }

  double count(String meter) {
    return meters.get(meter).counter().count();
  }
}

package dev.portwrit.gateway.kubernetes;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.gateway.decisionlog.LogRecord;
import dev.portwrit.gateway.gate.DecisionRecords;
import dev.portwrit.gateway.gate.Gate;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Subject;
import dev.portwrit.source.PolicyFile;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster that asks, before a registry with a few policies. */
final class Cluster {
  private static final String POLICY =
      """
      organization: acme
      owners: [ada]
      ---
      organization: umbrella
      owners: [uma]
      ---
      service: acme/prod
      ---
      service: acme/pay.api@prod
      ---
      repository: acme/site
      visibility: public
      ---
      repositories: acme/pay/**
      grants:
        - {role: pull, to: ['service:acme/pay.api@prod']}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      protection: acme/stable
      repositories: [acme/**]
      tags: [stable]
      rule: restricted
      to: [user:ada]
      ---
      protection: acme/nightlies
      repositories: [acme/**]
      tags: [nightly]
      rule: immutable
      enforce: warn
      ---
      registry: hub
      type: distribution
      url: http://127.0.0.1:5000
      repositories: [acme/**]
      """;

  private final PolicyView policy =
      PolicyView.of(
          PolicyIndex.of(
              new PolicyCompiler(Set.of())
                  .compile(
                      List.of(
                          PolicyFile.of("portwrit.yaml", "version: 1\n"),
                          PolicyFile.of("policy.yaml", POLICY)))
                  .workspace()
                  .orElseThrow()),
          "0123abcd",
          "hub",
          Optional.empty());
  private final List<LogRecord> logged = new ArrayList<>();
  private final ReviewJudgement judgement;

  private Cluster(Optional<String> address) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-02T09:30:00Z"), ZoneOffset.UTC);
    this.judgement =
        new ReviewJudgement(
            new ImageJudgement(new Gate("hub", () -> policy, clock), address), log());
  }

  static Cluster before(String address) {
    return new Cluster(Optional.of(address));
  }

  static Cluster beforeAnUnnamedGateway() {
    return new Cluster(Optional.empty());
  }

  private DecisionRecords.Log log() {
    return new DecisionRecords.Log() {
      @Override
      public void append(LogRecord decision) {
        logged.add(decision);
      }

      @Override
      public void note(LogRecord decision) {
        logged.add(decision);
      }
    };
  }

  List<LogRecord> logged() {
    return logged;
  }

  /** What it is told, asking as {@code service:acme/prod}. */
  ReviewAnswer ask(byte[] review) throws Review.Unreadable {
    return ask("service:acme/prod", review);
  }

  ReviewAnswer ask(String caller, byte[] review) throws Review.Unreadable {
    return judgement.judge(
        Subject.parse(caller).orElseThrow(), Review.parse(review), policy.version());
  }
}

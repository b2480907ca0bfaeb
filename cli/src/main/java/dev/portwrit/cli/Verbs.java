package dev.portwrit.cli;

import java.util.List;
import java.util.Optional;

/** The verbs, in the order in which help shows them. */
final class Verbs {
  private static final List<Verb> ALL =
      List.of(
          new DemoVerb(),
          new InitVerb(),
          new CheckVerb(),
          new FmtVerb(),
          new SchemaVerb(),
          new CanVerb(),
          new ExplainVerb(),
          new WhoCanVerb(),
          new WhatCanVerb(),
          new DiffVerb(),
          new HistoryVerb(),
          new CompileVerb(),
          new PlanVerb(),
          new ApplyVerb(),
          new ImportVerb(),
          new DriftVerb(),
          new SyncVerb(),
          new AdmitVerb(),
          new GuardrailsVerb(),
          new OwnersVerb(),
          new GatewayVerb(),
          new AuditVerb(),
          new VerifyVerb(),
          new TestVerb());

  private Verbs() {}

  static List<Verb> all() {
    return ALL;
  }

  static Optional<Verb> named(String name) {
    return ALL.stream().filter(verb -> verb.name().equals(name)).findFirst();
  }
}

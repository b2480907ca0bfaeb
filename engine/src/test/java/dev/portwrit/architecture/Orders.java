package dev.portwrit.architecture;

import java.util.List;

/** The written orders of packages, the lowest first; ARCHITECTURE.md says what each is for. */
public final class Orders {
  /** The packages of the engine. */
  public static final List<String> ENGINE =
      List.of(
          "reference",
          "region",
          "diagnostic",
          "policy",
          "source",
          "syntax",
          "language",
          "decision",
          "access",
          "ownership",
          "guardrail",
          "admission",
          "expectation",
          "registry",
          "registry.ecr",
          "registry.hub",
          "plan",
          "apply",
          "review",
          "cache",
          "history",
          "audit");

  /** The packages of the admission webhook, above all of the engine. */
  public static final List<String> ADMISSION_WEBHOOK =
      List.of(
          "embedded",
          "gateway.request",
          "gateway.identity",
          "gateway.decisionlog",
          "gateway.upstream",
          "gateway.ledger",
          "gateway.inforce",
          "gateway.write",
          "gateway.exchange",
          "gateway.gate",
          "gateway.forward",
          "gateway.registry",
          "gateway.authrequest",
          "gateway.kubernetes",
          "gateway.sweep",
          "gateway.webhook",
          "gateway.admin",
          "gateway.server");

  private Orders() {}
}

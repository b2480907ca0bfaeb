package dev.portwrit.gateway.inforce;

import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.policy.Settings;
import java.time.Instant;
import java.util.List;

/** Refuses a change that a guardrail of the policy in force is against, or cannot judge. */
public final class GuardrailsCheck implements ChangeCheck {
  private final Guardrails guardrails;

  /**
   * A check.
   *
   * @param guardrails the rules that there are; which of them count, the policy in force says
   */
  public GuardrailsCheck(Guardrails guardrails) {
    this.guardrails = guardrails;
  }

  @Override
  public List<String> objections(Settings restraints, Proposal proposal, Instant now) {
    return guardrails
        .onPolicy(restraints.guardrails(), proposal.index().workspace(), now)
        .diagnostics()
        .stream()
        .map(Problems::line)
        .toList();
  }
}

package dev.portwrit.gateway.write;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.gateway.upstream.BlobReader;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.upstream.UpstreamContent;
import dev.portwrit.guardrail.GuardrailVerdict;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.guardrail.PushFacts;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Settings.GuardrailUse;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks the guardrails in Rego that the policy in force turns on. What a pushed manifest refers to
 * is read from the registry it is pushed to, and only if a guardrail has something to ask about it.
 */
public final class RegoPushGuardrail implements PushGuardrail {
  private final Guardrails guardrails;
  private final Upstream upstream;
  private final BlobReader blobs;

  /**
   * Guardrails before a registry.
   *
   * @param guardrails the rules that there are, warmed up; not closed by this
   * @param upstream the registry
   * @param blobs the blobs of the same registry
   */
  public RegoPushGuardrail(Guardrails guardrails, Upstream upstream, BlobReader blobs) {
    this.guardrails = guardrails;
    this.upstream = upstream;
    this.blobs = blobs;
  }

  @Override
  public boolean concerns(WritePolicy policy, List<Protection> protections) {
    return guardrails.concernsPush(
        policy.index().workspace().settings().guardrails(), !protections.isEmpty());
  }

  @Override
  public Verdict check(Push push) {
    return check(push, BroughtContent.NONE);
  }

  @Override
  public Verdict check(Push push, BroughtContent content) {
    List<GuardrailUse> uses = push.policy().index().workspace().settings().guardrails();
    GuardrailVerdict verdict =
        guardrails.onPush(
            uses,
            new PushFacts(push.subject(), push.repository(), push.tag(), push.protections()),
            push.manifest().bytes(),
            content.before(new UpstreamContent(upstream, blobs, push.repository())),
            push.now());
    if (verdict instanceof GuardrailVerdict.Refused refused) {
      return new Refused(line(refused.findings()));
    }
    return verdict instanceof GuardrailVerdict.Undetermined undetermined
        ? new Undetermined(line(undetermined.problems()))
        : new Passed();
  }

  // One line, in which the client sees each finding once, where the rule is turned on, and the way
  // out.
  private static String line(List<Diagnostic> findings) {
    return findings.stream()
        .map(RegoPushGuardrail::line)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String line(Diagnostic finding) {
    String where =
        finding.place().map(RegoPushGuardrail::where).map(text -> ", " + text).orElse("");
    String help = finding.help().map(text -> ": " + text).orElse("");
    return finding.message() + " (" + finding.code() + where + ")" + help;
  }

  private static String where(Place place) {
    return place.file() + ":" + place.line();
  }
}

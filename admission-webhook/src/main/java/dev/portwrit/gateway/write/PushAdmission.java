package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagAdmission;
import dev.portwrit.admission.TagJudgement;
import dev.portwrit.admission.TagRules;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.upstream.ManifestContent;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.policy.Protection;
import dev.portwrit.reference.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what would be answered to a push, without doing anything: role, protections, what the tag
 * is, the manifest, guardrails, in the order in which {@link ManifestWrites} asks them of a push. A
 * gateway and a command that reads the registry itself answer with this one function; only what is
 * known of the tag differs, since a command has no ledger.
 */
public final class PushAdmission {
  private static final Logger LOG = LoggerFactory.getLogger(PushAdmission.class);

  private final Upstream upstream;
  private final PushGuardrail guardrail;

  /**
   * Answers before a registry.
   *
   * @param upstream the registry
   * @param guardrail the guardrails on pushes to it
   */
  public PushAdmission(Upstream upstream, PushGuardrail guardrail) {
    this.upstream = upstream;
    this.guardrail = guardrail;
  }

  /** What is known of the tag of a question. */
  interface Look {
    TagBook.Known at(TagRules rules) throws LedgerException;
  }

  /**
   * Answers by the policy and the registry alone.
   *
   * @param question what somebody would push
   * @param policy the policy by which it is judged
   * @param now the instant at which it is judged
   * @return the answer of a gateway whose ledger has not seen the tag
   */
  public PushAnswer ask(PushQuestion question, WritePolicy policy, Instant now) {
    return ask(
        question,
        policy,
        now,
        rules ->
            new TagBook.Known(
                question.tag(),
                new LedgerState.Unseen(),
                rules.isCovered()
                    ? upstream.read(question.repository(), question.tag())
                    : new TagState.Unknown("not read, since nothing protects the tag")));
  }

  PushAnswer ask(PushQuestion question, WritePolicy policy, Instant now, Look look) {
    if (policy.writesRefused().isPresent()) {
      return new PushAnswer.Undetermined(policy.writesRefused().get());
    }
    TagRules rules = policy.rules(question.subject(), question.repository(), question.tag(), now);
    try {
      // Who has no role causes nobody to be asked.
      TagBook.Known known =
          rules.pushRole().isAllowed()
              ? look.at(rules)
              : new TagBook.Known(question.tag(), new LedgerState.Unseen(), new TagState.Absent());
      TagJudgement judgement =
          TagAdmission.judgePush(
              rules,
              known.ledgerForSame(new LedgerState.Intent.Put(question.digest())),
              known.upstream(),
              question.digest());
      return answer(question, policy, now, rules, judgement);
    } catch (LedgerException e) {
      LOG.error("a question cannot be answered: {}", e.getMessage());
      return new PushAnswer.Undetermined("the gateway's ledger cannot be used");
    }
  }

  private PushAnswer answer(
      PushQuestion question,
      WritePolicy policy,
      Instant now,
      TagRules rules,
      TagJudgement judgement) {
    if (judgement instanceof TagJudgement.Refuse refuse) {
      return new PushAnswer.Denied(refuse.refusal());
    }
    if (judgement instanceof TagJudgement.Undecidable undecidable) {
      return new PushAnswer.Undetermined(undecidable.cause());
    }
    if (judgement instanceof TagJudgement.ResolvePending) {
      return new PushAnswer.Undetermined(
          "an earlier write of `" + question.tag() + "` is not resolved yet");
    }
    return judgement instanceof TagJudgement.Forward forward
        ? manifest(question, policy, now, rules, forward)
        : new PushAnswer.Allowed(List.of());
  }

  /** What the manifest itself says to it; a push that changes nothing does not come here. */
  private PushAnswer manifest(
      PushQuestion question,
      WritePolicy policy,
      Instant now,
      TagRules rules,
      TagJudgement.Forward forward) {
    List<Protection> protections =
        rules.protections().stream().map(standing -> standing.protection()).toList();
    boolean isAsked = guardrail.concerns(policy, protections);
    // Without a question to the manifest it is taken for one that the gateway can read.
    Optional<byte[]> bytes = question.content().find(question.digest());
    if (bytes.isEmpty() && isAsked) {
      TagState pushed =
          upstream.read(question.repository(), new Reference.ByDigest(question.digest()));
      if (!(pushed instanceof TagState.At at)) {
        return new PushAnswer.Undetermined(missing(pushed));
      }
      bytes = Optional.of(at.manifest().bytes());
    }
    if (bytes.isPresent()
        && rules.isProtected()
        && ManifestContent.read(bytes.get()) instanceof ManifestContent.Unreadable unreadable) {
      return new PushAnswer.Unfit(unreadable.cause());
    }
    if (bytes.isPresent() && isAsked) {
      PushGuardrail.Verdict verdict =
          guardrail.check(
              new PushGuardrail.Push(
                  question.subject(),
                  question.repository(),
                  question.tag(),
                  protections,
                  new ManifestBytes(bytes.get(), ""),
                  policy,
                  now),
              question.content());
      if (verdict instanceof PushGuardrail.Refused refused) {
        return new PushAnswer.Unfit(refused.message());
      }
      if (verdict instanceof PushGuardrail.Undetermined undetermined) {
        return new PushAnswer.Undetermined(undetermined.cause());
      }
    }
    return new PushAnswer.Allowed(forward.warnings());
  }

  private static String missing(TagState pushed) {
    return pushed instanceof TagState.Unknown unknown
        ? "a guardrail asks about the manifest, and it cannot be read: " + unknown.cause()
        : "a guardrail asks about the manifest, which the registry does not have: bring it with"
            + " `--manifest`, or push it by its digest first";
  }
}

package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.OciError;
import dev.portwrit.admission.ProtectionStanding;
import dev.portwrit.admission.Refusal;
import dev.portwrit.admission.TagRules;
import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.write.Decisions.Matter;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import dev.portwrit.gateway.write.WriteOutcome.Refused;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a write or delete may go on that another proxy carries out: we see no manifest, hold no
 * lock while it is under way, write no intent and do not see how it ends. So only what touches no
 * protected tag, whatever its content and whenever it lands, may; the rest is refused with the way
 * to the gateway. Methods block.
 *
 * <p>INVARIANT: no tag that a protection covers which refuses, and no tag with a row in the ledger,
 * can be changed by what is let through, as long as the policy stays as it is while it is under
 * way. A tag with a row is left out even where nothing protects it any more: its row would become
 * wrong, and let an old digest come back later.
 */
public final class UnseenWrites {
  private static final Logger LOG = LoggerFactory.getLogger(UnseenWrites.class);
  private static final String WAY_OUT = "send it to the gateway itself";
  private static final String NOT_SEEN = "another proxy would carry it out";
  private static final WriteOutcome MAY_GO_ON = new Done(200, List.of());

  private final WriteParts parts;
  private final RoleCheck roles;

  /**
   * Judges by the parts of a gateway, of which the registry is not asked.
   *
   * @param parts those of its writes
   */
  public UnseenWrites(WriteParts parts) {
    this.parts = parts;
    this.roles = new RoleCheck(parts);
  }

  /** One request with the policy that judges it. */
  private record Asked(
      WritePolicy policy, Subject caller, RepositoryName repository, Matter matter, Instant now) {
    TagRules rules(Tag tag) {
      return policy.rules(caller, repository, tag, now);
    }

    Decisions decisions(WriteParts parts) {
      return new Decisions(parts.log(), caller, repository, policy.version());
    }
  }

  private interface Judgement {
    Optional<WriteOutcome> refusal(Asked asked) throws LedgerException;
  }

  /**
   * Judges the write of a manifest that is not seen.
   *
   * @param caller who asks; authenticated, and within what its token lets it
   * @param repository where
   * @param reference the tag or digest in the path
   * @param queryTags the values of {@code ?tag=}; each is a tag write
   * @return {@link Done} if it may go on; it is in the log then
   */
  public WriteOutcome put(
      Subject caller, RepositoryName repository, Reference reference, List<Tag> queryTags) {
    Optional<OciError> malformed = ManifestWrites.malformed(reference, queryTags);
    if (malformed.isPresent()) {
      return new Refused(malformed.get());
    }
    List<Tag> tags = ManifestTarget.of(repository, reference, queryTags).tags();
    Matter matter = new Matter(Action.PUSH, tags, digest(reference));
    return judge(caller, repository, matter, this::refusalOfPush);
  }

  /**
   * Judges the delete of a tag or manifest.
   *
   * @param caller who asks; authenticated, and within what its token lets it
   * @param repository where
   * @param reference which
   * @return {@link Done} if it may go on; it is in the log then
   */
  public WriteOutcome deleteManifest(
      Subject caller, RepositoryName repository, Reference reference) {
    boolean isByTag = reference instanceof Reference.ByTag;
    List<Tag> tags = isByTag ? List.of(((Reference.ByTag) reference).tag()) : List.of();
    Matter matter = new Matter(Action.DELETE, tags, digest(reference));
    return judge(
        caller, repository, matter, isByTag ? this::refusalOfTags : this::refusalOfContent);
  }

  /**
   * Judges the delete of a blob.
   *
   * @param caller who asks; authenticated, and within what its token lets it
   * @param repository where
   * @param digest which
   * @return {@link Done} if it may go on; it is in the log then
   */
  public WriteOutcome deleteBlob(Subject caller, RepositoryName repository, Digest digest) {
    Matter matter = new Matter(Action.DELETE, List.of(), Optional.of(digest));
    return judge(caller, repository, matter, this::refusalOfContent);
  }

  private static Optional<Digest> digest(Reference reference) {
    return reference instanceof Reference.ByDigest named
        ? Optional.of(named.digest())
        : Optional.empty();
  }

  private WriteOutcome judge(
      Subject caller, RepositoryName repository, Matter matter, Judgement judgement) {
    WritePolicy policy = parts.policy().get();
    Asked asked = new Asked(policy, caller, repository, matter, parts.clock().instant());
    try {
      Optional<WriteOutcome> refused = roles.missing(policy, caller, repository, matter);
      if (refused.isEmpty()) {
        refused = judgement.refusal(asked);
      }
      return refused.isPresent() ? refused.get() : allow(asked);
    } catch (UndecidedException e) {
      return new Unavailable(e.cause(), parts.settings().retryAfter());
    } catch (LedgerException e) {
      LOG.error("a write is refused: {}", e.getMessage());
      return new Unavailable("the gateway's ledger cannot be used", parts.settings().retryAfter());
    }
  }

  private WriteOutcome allow(Asked asked) throws UndecidedException {
    List<Rule> warnings =
        asked.matter().tags().stream()
            .flatMap(tag -> asked.rules(tag).protections().stream())
            .map(ProtectionStanding::rule)
            .distinct()
            .toList();
    asked
        .decisions(parts)
        .allow(
            asked.matter(),
            asked
                .policy()
                .role(asked.caller(), asked.matter().action(), asked.repository(), asked.now()),
            warnings,
            Optional.of(NOT_SEEN));
    return MAY_GO_ON;
  }

  private Optional<WriteOutcome> refusalOfTags(Asked asked) throws LedgerException {
    for (Tag tag : asked.matter().tags()) {
      String name = "`" + asked.repository() + ":" + tag + "`";
      List<Protection> covering =
          asked.rules(tag).protections().stream().map(ProtectionStanding::protection).toList();
      Optional<Protection> refusing = covering.stream().filter(UnseenWrites::refuses).findFirst();
      if (refusing.isPresent()) {
        String fact = name + " is protected, and what this makes of it is not seen here";
        return Optional.of(refused(asked, Optional.of(tag), fact, refusing.get()));
      }
      boolean isPush = asked.matter().action() == Action.PUSH;
      if (isPush && parts.guardrail().concerns(asked.policy(), covering)) {
        return Optional.of(
            refused(
                asked, "guardrails ask about what " + name + " becomes, which is not seen here"));
      }
      if (!(parts.ledger().state(asked.repository(), tag) instanceof LedgerState.Unseen)) {
        return Optional.of(
            refused(asked, name + " was protected once, and the ledger keeps what it was"));
      }
    }
    return Optional.empty();
  }

  /** Where the registry forgets what a tag leaves, a push to a tag may be a delete. */
  private Optional<WriteOutcome> refusalOfPush(Asked asked) throws LedgerException {
    Optional<WriteOutcome> refused = refusalOfTags(asked);
    boolean mayDelete = parts.settings().forgetsLeft() && !asked.matter().tags().isEmpty();
    return refused.isPresent() || !mayDelete
        ? refused
        : refusalOfContent(asked, "what a tag names", "lost");
  }

  private Optional<WriteOutcome> refusalOfContent(Asked asked) throws LedgerException {
    String digest = asked.matter().digest().map(d -> "`" + d + "`").orElse("it");
    return refusalOfContent(asked, digest, "deleted");
  }

  /** A digest may be part of any protected tag of the repository, now or when the request lands. */
  private Optional<WriteOutcome> refusalOfContent(Asked asked, String digest, String done)
      throws LedgerException {
    Optional<Protection> reaching =
        asked.policy().index().protectionsReaching(asked.repository()).stream()
            .filter(UnseenWrites::refuses)
            .findFirst();
    if (reaching.isPresent()) {
      String fact = digest + " may be part of a protected tag by the time that it is " + done;
      return Optional.of(refused(asked, Optional.empty(), fact, reaching.get()));
    }
    return parts.ledger().entries(asked.repository()).isEmpty()
        ? Optional.empty()
        : Optional.of(refused(asked, digest + " may be part of a tag that was protected once"));
  }

  private static boolean refuses(Protection protection) {
    return protection.enforcement() == Protection.Enforcement.DENY;
  }

  private WriteOutcome refused(Asked asked, Optional<Tag> tag, String fact, Protection protection) {
    Rule rule = new ProtectionStanding(protection, false, List.of()).rule();
    Refusal refusal =
        new Refusal(
            asked.caller(),
            asked.matter().action(),
            asked.repository(),
            tag,
            Optional.empty(),
            Optional.empty(),
            rule,
            fact + ": " + rule + "; " + WAY_OUT,
            List.of(WAY_OUT));
    asked.decisions(parts).deny(asked.matter(), Optional.of(rule), Optional.of(NOT_SEEN));
    return new Refused(OciError.denied(refusal));
  }

  private WriteOutcome refused(Asked asked, String fact) {
    asked.decisions(parts).deny(asked.matter(), Optional.empty(), Optional.of(fact));
    return new Refused(OciError.of(OciError.Code.DENIED, fact + "; " + WAY_OUT));
  }
}

package dev.portwrit.admission;

import dev.portwrit.admission.TagJudgement.AlreadyThere;
import dev.portwrit.admission.TagJudgement.Drift;
import dev.portwrit.admission.TagJudgement.Forward;
import dev.portwrit.admission.TagJudgement.Refuse;
import dev.portwrit.admission.TagJudgement.ResolvePending;
import dev.portwrit.admission.TagJudgement.Undecidable;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The judgement of a tag write and of a tag delete: total functions of policy, ledger, registry and
 * what is pushed. They touch nothing and remember nothing.
 *
 * <p>INVARIANT: where an immutable protection that refuses covers the tag and the ledger or the
 * registry knows a digest for it, {@link Forward} with another digest, or with a delete, comes out
 * only under an exception in force for the subject.
 */
public final class TagAdmission {
  private TagAdmission() {}

  /**
   * Judges a request that points a tag at a manifest.
   *
   * <p>The role comes first, so that who has none learns nothing of the tag. Where nothing that
   * refuses covers the tag, the registry need not have been read and may be unknown.
   *
   * @param rules what the policy says to the subject about the tag
   * @param ledger what the ledger remembers of the tag
   * @param upstream what the registry holds under it
   * @param pushed the SHA-256 of the manifest that is pushed
   * @return what to do
   */
  public static TagJudgement judgePush(
      TagRules rules, LedgerState ledger, TagState upstream, Digest pushed) {
    Optional<TagJudgement> role = judgeRole(rules, rules.pushRole(), Action.PUSH);
    if (role.isPresent()) {
      return role.get();
    }
    if (ledger instanceof LedgerState.Pending) {
      return new ResolvePending();
    }
    if (upstream instanceof TagState.Unknown unknown && rules.isProtected()) {
      return new Undecidable(unknown.cause());
    }
    Write write = new Write(rules, ledger, upstream, pushed);
    Optional<ProtectionStanding> refusing = write.firstRefusing(true);
    if (refusing.isPresent()) {
      return write.refuse(refusing.get());
    }
    if (rules.isProtected() && upstream.isAt(pushed)) {
      return new AlreadyThere(pushed);
    }
    boolean restores = ledger.kept().filter(pushed::equals).isPresent();
    return new Forward(write.lifts(), restores, write.warnings());
  }

  /**
   * Judges a request that removes a tag.
   *
   * <p>A protection refuses it whether the tag exists or not, so the registry matters only for what
   * is told to the client and kept in the ledger.
   *
   * @param rules what the policy says to the subject about the tag
   * @param ledger what the ledger remembers of the tag
   * @param upstream what the registry holds under it
   * @return what to do; never {@link AlreadyThere}
   */
  public static TagJudgement judgeDelete(TagRules rules, LedgerState ledger, TagState upstream) {
    Optional<TagJudgement> role = judgeRole(rules, rules.deleteRole(), Action.DELETE);
    if (role.isPresent()) {
      return role.get();
    }
    Optional<Digest> digest = ledger.kept().or(upstream::digest);
    List<Rule> warnings = new ArrayList<>();
    for (ProtectionStanding standing : rules.protections()) {
      if (standing.letsMove()) {
        continue;
      }
      if (standing.isEnforced()) {
        Refusal refusal = Refusals.delete(rules, standing, digest);
        return new Refuse(refusal, unseen(ledger, upstream), drift(ledger, upstream));
      }
      warnings.add(standing.rule());
    }
    if (ledger instanceof LedgerState.Pending) {
      return new ResolvePending();
    }
    if (upstream instanceof TagState.Unknown unknown && rules.isProtected()) {
      return new Undecidable(unknown.cause());
    }
    return new Forward(rules.lifts(), false, warnings);
  }

  /**
   * The refusal of a request that the subject has no role for.
   *
   * @param subject who asks
   * @param action {@link Action#PUSH} or {@link Action#DELETE}
   * @param repository where
   * @param rule the rule that refuses
   * @return the refusal, which says nothing of what is in the repository
   */
  public static Refusal refuseRole(
      Subject subject, Action action, RepositoryName repository, Rule rule) {
    return Refusals.role(subject, action, repository, rule);
  }

  /**
   * The refusal of a delete by digest of something that a protected tag needs.
   *
   * @param rules what the policy says of the tag
   * @param current the digest that the tag has
   * @param part the manifest or blob that was to be deleted
   * @return the refusal
   * @throws IllegalArgumentException if no protection that refuses covers the tag
   */
  public static Refusal refusePart(TagRules rules, Digest current, Digest part) {
    return rules.protections().stream()
        .filter(ProtectionStanding::isEnforced)
        .findFirst()
        .map(standing -> Refusals.part(rules, standing, current, part))
        .orElseThrow(() -> new IllegalArgumentException("`" + rules.tag() + "` is not protected"));
  }

  /**
   * The refusal of a push that moves another tag off something that a protected tag needs, where
   * the registry forgets a manifest that no tag names any more.
   *
   * @param rules what the policy says of the protected tag
   * @param current the digest that the protected tag has
   * @param moved the tag that was to be moved
   * @param part the manifest that it names
   * @return the refusal
   * @throws IllegalArgumentException if no protection that refuses covers the protected tag
   */
  public static Refusal refuseLoss(TagRules rules, Digest current, Tag moved, Digest part) {
    return rules.protections().stream()
        .filter(ProtectionStanding::isEnforced)
        .findFirst()
        .map(standing -> Refusals.lost(rules, standing, current, moved, part))
        .orElseThrow(() -> new IllegalArgumentException("`" + rules.tag() + "` is not protected"));
  }

  private static Optional<TagJudgement> judgeRole(TagRules rules, Decision role, Action action) {
    if (role instanceof Decision.Denied denied) {
      Refusal refusal = refuseRole(rules.subject(), action, rules.repository(), denied.rule());
      return Optional.of(new Refuse(refusal, Optional.empty(), Optional.empty()));
    }
    return role instanceof Decision.Indeterminate indeterminate
        ? Optional.of(new Undecidable(indeterminate.cause()))
        : Optional.empty();
  }

  /** What a tag is that the ledger did not know. */
  private static Optional<Digest> unseen(LedgerState ledger, TagState upstream) {
    return ledger instanceof LedgerState.Unseen ? upstream.digest() : Optional.empty();
  }

  private static Optional<Drift> drift(LedgerState ledger, TagState upstream) {
    if (!(ledger instanceof LedgerState.Held held)
        || upstream instanceof TagState.Unknown
        || upstream.isAt(held.digest())) {
      return Optional.empty();
    }
    return Optional.of(new Drift(held.digest(), upstream.digest()));
  }

  /** One tag write with a settled ledger. */
  private record Write(TagRules rules, LedgerState ledger, TagState upstream, Digest pushed) {
    Optional<ProtectionStanding> firstRefusing(boolean enforced) {
      return rules.protections().stream()
          .filter(standing -> standing.isEnforced() == enforced && !lets(standing))
          .findFirst();
    }

    List<Rule> warnings() {
      return rules.protections().stream()
          .filter(standing -> !standing.isEnforced() && !lets(standing))
          .map(ProtectionStanding::rule)
          .toList();
    }

    /** The exceptions without which it would not pass. */
    List<Lift> lifts() {
      List<Lift> lifts = new ArrayList<>();
      for (ProtectionStanding standing : rules.protections()) {
        if (standing.isEnforced() && !letsAnybody(standing)) {
          standing.lift().ifPresent(lifts::add);
        }
      }
      return lifts;
    }

    boolean lets(ProtectionStanding standing) {
      return letsAnybody(standing) || standing.letsMove();
    }

    /** Whether the write changes nothing that the protection keeps, whoever makes it. */
    private boolean letsAnybody(ProtectionStanding standing) {
      return standing.isImmutable() ? keepsDigest() : upstream.isAt(pushed) || comesBack(standing);
    }

    private boolean keepsDigest() {
      Optional<Digest> must = ledger.kept();
      return must.isPresent()
          ? must.get().equals(pushed)
          : upstream instanceof TagState.Absent || upstream.isAt(pushed);
    }

    /** What was deleted under an exception to this protection comes back with the role alone. */
    private boolean comesBack(ProtectionStanding standing) {
      return ledger instanceof LedgerState.Deleted deleted
          && deleted.digest().equals(pushed)
          && upstream instanceof TagState.Absent
          && deleted.lifts().stream()
              .anyMatch(lift -> lift.protection().equals(standing.protection().fullName()));
    }

    TagJudgement refuse(ProtectionStanding standing) {
      Optional<Drift> drift = drift(ledger, upstream);
      Refusal refusal =
          ledger instanceof LedgerState.Deleted deleted
              ? Refusals.comeBack(rules, standing, deleted, pushed)
              : Refusals.push(rules, standing, ledger.kept().or(upstream::digest), drift, pushed);
      return new Refuse(refusal, unseen(ledger, upstream), drift);
    }
  }
}

package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.OciError;
import dev.portwrit.admission.Refusal;
import dev.portwrit.admission.TagAdmission;
import dev.portwrit.admission.TagJudgement;
import dev.portwrit.admission.TagJudgement.AlreadyThere;
import dev.portwrit.admission.TagJudgement.Forward;
import dev.portwrit.admission.TagJudgement.Refuse;
import dev.portwrit.admission.TagJudgement.Undecidable;
import dev.portwrit.admission.TagRules;
import dev.portwrit.admission.TagState;
import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.upstream.ManifestContent;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.write.Decisions.Matter;
import dev.portwrit.gateway.write.RepositoryContent.Watched;
import dev.portwrit.gateway.write.TagBook.After;
import dev.portwrit.gateway.write.TagBook.Known;
import dev.portwrit.gateway.write.TagBook.Planned;
import dev.portwrit.gateway.write.TagBook.Told;
import dev.portwrit.gateway.write.WriteOutcome.Refused;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One write of a manifest, with the locks of its tags held. */
final class ManifestPut {
  private final WriteParts parts;
  private final UpstreamHabits habits;
  private final WritePolicy policy;
  private final Subject caller;
  private final ManifestTarget target;
  private final ManifestBytes manifest;
  private final TagBook book;
  private final Decisions decisions;
  private final Instant now;

  ManifestPut(
      WriteParts parts,
      UpstreamHabits habits,
      WritePolicy policy,
      Subject caller,
      ManifestTarget target,
      ManifestBytes manifest) {
    this.parts = parts;
    this.habits = habits;
    this.policy = policy;
    this.caller = caller;
    this.target = target;
    this.manifest = manifest;
    this.book = new TagBook(parts, target.repository());
    this.decisions = new Decisions(parts.log(), caller, target.repository(), policy.version());
    this.now = parts.clock().instant();
  }

  /** A tag that the manifest is to take, and what is to be done about it. */
  private record Judged(TagRules rules, Known known, TagJudgement judgement) {
    Tag tag() {
      return rules.tag();
    }

    boolean isForwarded() {
      return judgement instanceof Forward;
    }

    /** Whether the ledger hears of it: the tag is protected, or has a row from when it was. */
    boolean isTracked() {
      return isForwarded() && (rules.isProtected() || known.hasRow());
    }

    boolean isOverwrite(Digest pushed) {
      return known
          .ledger()
          .kept()
          .or(known.upstream()::digest)
          .filter(d -> !d.equals(pushed))
          .isPresent();
    }
  }

  WriteOutcome run() throws LedgerException, UndecidedException {
    List<Judged> tags = new ArrayList<>();
    for (Tag tag : target.tags()) {
      Judged judged = judge(tag);
      Optional<WriteOutcome> refused = refusal(judged);
      if (refused.isPresent()) {
        return refused.get();
      }
      tags.add(judged);
    }
    requireNoRemoval(tags);
    keepWhatIsThere(tags);
    LeftBehind left = leftBehind(tags);
    Optional<WriteOutcome> refused =
        lossOf(left, tags).or(() -> unfit(tags)).or(() -> guardrails(tags));
    if (refused.isPresent()) {
      return refused.get();
    }
    List<Rule> warnings =
        tags.stream()
            .flatMap(
                judged ->
                    judged.judgement() instanceof Forward forward
                        ? forward.warnings().stream()
                        : Stream.<Rule>empty())
            .distinct()
            .toList();
    decisions.allow(
        matter(tags),
        policy.role(caller, Action.PUSH, target.repository(), now),
        warnings,
        remark(tags));
    boolean nothingToDo = !tags.isEmpty() && tags.stream().noneMatch(Judged::isForwarded);
    ManifestAnswers answers = new ManifestAnswers(target, manifest, habits, warnings);
    return nothingToDo ? answers.alreadyThere() : forward(tags, left.digests(), answers);
  }

  private Judged judge(Tag tag) throws LedgerException {
    TagRules rules = policy.rules(caller, target.repository(), tag, now);
    boolean isRead = rules.isCovered() || parts.settings().forgetsLeft();
    Known known = book.look(tag, isRead);
    Intent intent = new Intent.Put(manifest.digest());
    return new Judged(
        rules,
        known,
        TagAdmission.judgePush(
            rules, known.ledgerForSame(intent), known.upstream(), manifest.digest()));
  }

  private Optional<WriteOutcome> refusal(Judged judged) throws LedgerException, UndecidedException {
    Matter matter = matter(List.of(judged));
    if (judged.judgement() instanceof Refuse refuse) {
      if (refuse.hold().isPresent()
          && !judged.known().isOpen()
          && judged.known().upstream() instanceof TagState.At at) {
        book.hold(judged.tag(), at.manifest());
      }
      if (refuse.drift().isPresent()) {
        book.report(judged.tag(), refuse.drift().get());
      }
      decisions.deny(
          matter,
          Optional.of(refuse.refusal().rule()),
          refuse
              .drift()
              .map(
                  drift ->
                      "the registry has "
                          + drift.found().map(Digest::value).orElse("nothing")
                          + " where "
                          + drift.expected()
                          + " must be"));
      return Optional.of(new Refused(OciError.denied(refuse.refusal())));
    }
    if (judged.judgement() instanceof Undecidable undecidable) {
      decisions.undecided(matter, undecidable.cause());
      throw new UndecidedException(undecidable.cause());
    }
    if (judged.judgement() instanceof TagJudgement.ResolvePending) {
      String cause = "an earlier write of `" + judged.tag() + "` is not resolved yet";
      decisions.undecided(matter, cause);
      throw new UndecidedException(cause);
    }
    return Optional.empty();
  }

  /** A delete that may still take effect could take away what a protected tag is to have. */
  private void requireNoRemoval(List<Judged> tags) throws LedgerException, UndecidedException {
    if (tags.stream().noneMatch(judged -> judged.rules().isProtected())) {
      return;
    }
    logged(
        tags,
        () -> {
          new Removals(parts, target.repository()).requireNone(manifest);
          return true;
        });
  }

  private interface Step<T> {
    T run() throws LedgerException, UndecidedException;
  }

  /** A step of which it is in the log too that it could not be decided. */
  private <T> T logged(List<Judged> tags, Step<T> step) throws LedgerException, UndecidedException {
    try {
      return step.run();
    } catch (UndecidedException e) {
      decisions.undecided(matter(tags), e.cause());
      throw e;
    }
  }

  /** Holds what a protected tag was found to be. */
  private void keepWhatIsThere(List<Judged> tags) throws LedgerException {
    for (Judged judged : tags) {
      if (judged.judgement() instanceof AlreadyThere there
          && !judged.known().ledger().settled().equals(new Held(there.digest()))
          && judged.known().upstream() instanceof TagState.At at) {
        book.hold(judged.tag(), at.manifest());
      }
    }
  }

  /** What tags are moved away from, where the registry forgets that. */
  private LeftBehind leftBehind(List<Judged> tags) throws LedgerException, UndecidedException {
    boolean forgets = parts.settings().forgetsLeft() && asksForTags();
    List<Watched> moved =
        tags.stream()
            .filter(judged -> forgets && judged.isForwarded())
            .map(judged -> new Watched(judged.rules(), judged.known()))
            .toList();
    return logged(tags, () -> LeftBehind.by(moved, manifest.digest()));
  }

  private Optional<WriteOutcome> lossOf(LeftBehind left, List<Judged> tags)
      throws LedgerException, UndecidedException {
    RepositoryContent content =
        new RepositoryContent(parts, policy, caller, target.repository(), now);
    Optional<Refusal> refusal = logged(tags, () -> left.refusal(content));
    refusal.ifPresent(
        refused -> decisions.deny(matter(tags), Optional.of(refused.rule()), Optional.empty()));
    return refusal.map(refused -> new Refused(OciError.denied(refused)));
  }

  /** A protected tag takes only a manifest of which it can be known what it is made of. */
  private Optional<WriteOutcome> unfit(List<Judged> tags) {
    if (tags.stream().noneMatch(judged -> judged.isForwarded() && judged.rules().isProtected())) {
      return Optional.empty();
    }
    if (ManifestContent.read(manifest.bytes()) instanceof ManifestContent.Unreadable unreadable) {
      decisions.deny(matter(tags), Optional.empty(), Optional.of(unreadable.cause()));
      return Optional.of(
          new Refused(OciError.of(OciError.Code.MANIFEST_INVALID, unreadable.cause())));
    }
    return Optional.empty();
  }

  private Optional<WriteOutcome> guardrails(List<Judged> tags) {
    for (Judged judged : tags) {
      if (!judged.isForwarded()) {
        continue;
      }
      List<Protection> protections =
          judged.rules().protections().stream().map(standing -> standing.protection()).toList();
      PushGuardrail.Verdict verdict =
          parts
              .guardrail()
              .check(
                  new PushGuardrail.Push(
                      caller,
                      target.repository(),
                      judged.tag(),
                      protections,
                      manifest,
                      policy,
                      now));
      if (verdict instanceof PushGuardrail.Refused refused) {
        decisions.deny(matter(tags), Optional.empty(), Optional.of(refused.message()));
        return Optional.of(new Refused(OciError.of(OciError.Code.DENIED, refused.message())));
      }
      if (verdict instanceof PushGuardrail.Undetermined undetermined) {
        decisions.undecided(matter(tags), undetermined.cause());
        return Optional.of(new Unavailable(undetermined.cause(), parts.settings().retryAfter()));
      }
    }
    return Optional.empty();
  }

  /** Whether the registry will be asked for the tags; one that it is not asked for gets no row. */
  private boolean asksForTags() {
    return target.isByTag() || habits.passesTagQuery();
  }

  /**
   * Forwards it.
   *
   * @param left what the registry may forget by it
   */
  private WriteOutcome forward(List<Judged> tags, Set<Digest> left, ManifestAnswers answers)
      throws LedgerException, UndecidedException {
    boolean asksForTags = asksForTags();
    List<Planned> plans = new ArrayList<>();
    List<Tag> asked = new ArrayList<>();
    for (Judged judged : tags) {
      if (asksForTags && judged.isForwarded()) {
        asked.add(judged.tag());
        if (judged.isTracked()) {
          plans.add(new Planned(judged.known(), new Intent.Put(manifest.digest())));
        }
      }
    }
    book.reopenClosuresWith(manifest);
    // INVARIANT: nothing is sent before the decision and the intent are durable. Whoever reads the
    // ledger after a crash knows every tag that a request of ours may still change.
    Removals removals = new Removals(parts, target.repository());
    Instant begun = parts.clock().instant();
    boolean isAgain = !left.isEmpty() && removals.begin(left, caller);
    Instant at = book.intend(plans, caller);
    parts.requireInTime(begun);
    List<Tag> query = target.isByTag() ? List.of() : asked;
    UpstreamAnswer answer =
        parts.upstream().putManifest(target.repository(), target.reference(), query, manifest);
    if (answer instanceof Answered answered && answered.isSuccess()) {
      habits.learn(answered, !query.isEmpty());
    }
    Map<Tag, After> after = book.settle(plans, caller, at, tag -> told(answer, tag));
    if (!left.isEmpty() && Told.by(answer) != Told.NOTHING && !isAgain) {
      removals.end(left);
    }
    tellOf(tags, asked, answer, after);
    List<Tag> present =
        tags.stream().filter(judged -> !judged.isForwarded()).map(Judged::tag).toList();
    return answers.of(answer, asked, present, after, parts.settings().retryAfter());
  }

  /** Tells of the tags that are the manifest now and were not seen to be it before. */
  private void tellOf(
      List<Judged> tags, List<Tag> asked, UpstreamAnswer answer, Map<Tag, After> after) {
    for (Judged judged : tags) {
      After seen = after.get(judged.tag());
      boolean isDone =
          seen == null ? told(answer, judged.tag()) == Told.DONE : seen instanceof After.Happened;
      boolean wasSo = judged.known().upstream().isAt(manifest.digest());
      if (asked.contains(judged.tag()) && isDone && !wasSo) {
        parts
            .pushed()
            .accept(
                new Pushed(
                    target.repository(),
                    judged.tag(),
                    manifest.digest(),
                    manifest.mediaType(),
                    Optional.of(caller),
                    policy.version(),
                    parts.clock().instant()));
      }
    }
  }

  private Told told(UpstreamAnswer answer, Tag tag) {
    boolean leftOut =
        answer instanceof Answered answered
            && answered.isSuccess()
            && !target.isByTag()
            && !UpstreamHabits.echoed(answered).contains(tag);
    return leftOut ? Told.NOT_DONE : Told.by(answer);
  }

  private Matter matter(List<Judged> tags) {
    boolean overwrites = tags.stream().anyMatch(judged -> judged.isOverwrite(manifest.digest()));
    return new Matter(
        overwrites ? Action.OVERWRITE : Action.PUSH, target.tags(), Optional.of(manifest.digest()));
  }

  private static Optional<String> remark(List<Judged> tags) {
    Set<String> remarks = new TreeSet<>();
    for (Judged judged : tags) {
      if (judged.judgement() instanceof AlreadyThere) {
        remarks.add(judged.tag() + " is there already");
      } else if (judged.judgement() instanceof Forward forward) {
        forward.lifts().forEach(lift -> remarks.add("under exception " + lift.exception()));
        if (forward.restores()) {
          remarks.add(judged.tag() + " is restored");
        }
      }
    }
    return remarks.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", remarks));
  }
}

package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.OciError;
import dev.portwrit.admission.Refusal;
import dev.portwrit.admission.TagAdmission;
import dev.portwrit.admission.TagJudgement;
import dev.portwrit.admission.TagJudgement.Forward;
import dev.portwrit.admission.TagJudgement.Refuse;
import dev.portwrit.admission.TagJudgement.Undecidable;
import dev.portwrit.admission.TagRules;
import dev.portwrit.admission.TagState;
import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.upstream.BlobState;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.gateway.write.Decisions.Matter;
import dev.portwrit.gateway.write.RepositoryContent.Watched;
import dev.portwrit.gateway.write.TagBook.After;
import dev.portwrit.gateway.write.TagBook.Known;
import dev.portwrit.gateway.write.TagBook.Planned;
import dev.portwrit.gateway.write.TagBook.Told;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import dev.portwrit.gateway.write.WriteOutcome.Refused;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** One delete of a tag, a manifest or a blob, with the repository held exclusively. */
final class Deletion {
  private static final String SHA256 = "sha256";

  private final WriteParts parts;
  private final WritePolicy policy;
  private final Subject caller;
  private final RepositoryName repository;
  private final TagBook book;
  private final Decisions decisions;
  private final Instant now;

  Deletion(WriteParts parts, WritePolicy policy, Subject caller, RepositoryName repository) {
    this.parts = parts;
    this.policy = policy;
    this.caller = caller;
    this.repository = repository;
    this.book = new TagBook(parts, repository);
    this.decisions = new Decisions(parts.log(), caller, repository, policy.version());
    this.now = parts.clock().instant();
  }

  /** A tag that the delete takes away, and what is to be done about it. */
  private record Judged(TagRules rules, Known known, TagJudgement judgement) {
    Tag tag() {
      return rules.tag();
    }

    /** Whether the ledger hears of it; a tag that the registry has elsewhere stays as it is. */
    boolean isTracked(Set<Digest> removed) {
      boolean isElsewhere =
          !removed.isEmpty()
              && known.upstream() instanceof TagState.At
              && removed.stream().noneMatch(known.upstream()::isAt);
      return !isElsewhere && (rules.isProtected() || known.hasRow());
    }
  }

  WriteOutcome ofTag(Tag tag) throws LedgerException, UndecidedException {
    TagRules rules = policy.rules(caller, repository, tag, now);
    List<Judged> tags = List.of(judge(rules, book.look(tag, rules.isCovered())));
    Matter matter = new Matter(Action.DELETE, List.of(tag), digest(tags));
    Optional<WriteOutcome> refused = refusal(tags, matter);
    return refused.isPresent()
        ? refused.get()
        : forward(
            tags,
            matter,
            Set.of(),
            () -> parts.upstream().deleteManifest(repository, new Reference.ByTag(tag)));
  }

  WriteOutcome ofManifest(Digest digest) throws LedgerException, UndecidedException {
    Set<Digest> names = manifestNames(digest);
    RepositoryContent content = content();
    List<Watched> watched = content.watched(true);
    List<Judged> tags = new ArrayList<>();
    for (Watched one : watched) {
      if (one.isAtOneOf(names)) {
        tags.add(judge(one.rules(), one.known()));
      }
    }
    Matter matter =
        new Matter(Action.DELETE, tags.stream().map(Judged::tag).toList(), Optional.of(digest));
    Optional<WriteOutcome> refused = refusal(tags, matter);
    if (refused.isEmpty()) {
      refused = content.holder(watched, names).map(refusal -> refused(refusal, matter));
    }
    return refused.isPresent()
        ? refused.get()
        : forward(
            tags,
            matter,
            names,
            () -> parts.upstream().deleteManifest(repository, new Reference.ByDigest(digest)));
  }

  WriteOutcome ofBlob(Digest digest) throws LedgerException, UndecidedException {
    Set<Digest> names = blobNames(digest);
    RepositoryContent content = content();
    List<Watched> watched = content.watched(false);
    Matter matter = new Matter(Action.DELETE, List.of(), Optional.of(digest));
    Optional<Refusal> holder =
        watched.stream()
            .filter(one -> one.rules().isProtected() && one.isAtOneOf(names))
            .map(one -> TagAdmission.refusePart(one.rules(), digest, digest))
            .findFirst();
    if (holder.isEmpty()) {
      holder = content.holder(watched, names);
    }
    return holder.isPresent()
        ? refused(holder.get(), matter)
        : forward(List.of(), matter, names, () -> parts.upstream().deleteBlob(repository, digest));
  }

  private RepositoryContent content() {
    return new RepositoryContent(parts, policy, caller, repository, now);
  }

  /** The digests by which a manifest may be named: SHA-256 of its bytes is one of them. */
  private Set<Digest> manifestNames(Digest digest) throws UndecidedException {
    if (digest.algorithm().equals(SHA256)) {
      return Set.of(digest);
    }
    TagState state = parts.upstream().read(repository, new Reference.ByDigest(digest));
    if (state instanceof TagState.Unknown unknown) {
      throw new UndecidedException("`" + digest + "` cannot be read: " + unknown.cause());
    }
    Set<Digest> names = new TreeSet<>(Set.of(digest));
    state.digest().ifPresent(names::add);
    return names;
  }

  private Set<Digest> blobNames(Digest digest) throws UndecidedException {
    if (digest.algorithm().equals(SHA256)) {
      return Set.of(digest);
    }
    BlobState state = parts.upstream().blob(repository, digest);
    if (state instanceof BlobState.Unknown unknown) {
      throw new UndecidedException("`" + digest + "` cannot be read: " + unknown.cause());
    }
    return state instanceof BlobState.Present present
        ? new TreeSet<>(Set.of(digest, present.sha256()))
        : Set.of(digest);
  }

  private Judged judge(TagRules rules, Known known) {
    // Asking again for the delete that is pending is judged like the first time.
    Intent again = new Intent.Delete(Optional.empty(), List.of());
    return new Judged(
        rules,
        known,
        TagAdmission.judgeDelete(rules, known.ledgerForSame(again), known.upstream()));
  }

  private static Optional<Digest> digest(List<Judged> tags) {
    return tags.stream()
        .flatMap(
            judged -> judged.known().ledger().kept().or(judged.known().upstream()::digest).stream())
        .findFirst();
  }

  private Optional<WriteOutcome> refusal(List<Judged> tags, Matter matter)
      throws LedgerException, UndecidedException {
    for (Judged judged : tags) {
      if (judged.judgement() instanceof Refuse refuse) {
        if (refuse.hold().isPresent()
            && !judged.known().isOpen()
            && judged.known().upstream() instanceof TagState.At at) {
          book.hold(judged.tag(), at.manifest());
        }
        if (refuse.drift().isPresent()) {
          book.report(judged.tag(), refuse.drift().get());
        }
        return Optional.of(refused(refuse.refusal(), matter));
      }
      if (!(judged.judgement() instanceof Forward)) {
        String cause =
            judged.judgement() instanceof Undecidable undecidable
                ? undecidable.cause()
                : "an earlier write of `" + judged.tag() + "` is not resolved yet";
        decisions.undecided(matter, cause);
        throw new UndecidedException(cause);
      }
    }
    return Optional.empty();
  }

  private WriteOutcome refused(Refusal refusal, Matter matter) {
    decisions.deny(matter, Optional.of(refusal.rule()), Optional.empty());
    return new Refused(OciError.denied(refusal));
  }

  /**
   * Forwards it.
   *
   * @param removed the names of the manifest or blob that it takes away for every tag there may be
   */
  private WriteOutcome forward(
      List<Judged> tags, Matter matter, Set<Digest> removed, Supplier<UpstreamAnswer> sending)
      throws LedgerException, UndecidedException {
    List<Planned> plans = new ArrayList<>();
    Set<String> exceptions = new TreeSet<>();
    Set<Rule> warnings = new LinkedHashSet<>();
    for (Judged judged : tags) {
      Forward forward = (Forward) judged.judgement();
      warnings.addAll(forward.warnings());
      forward.lifts().forEach(lift -> exceptions.add("under exception " + lift.exception()));
      if (judged.isTracked(removed)) {
        Optional<Digest> digest =
            judged.known().ledger().kept().or(judged.known().upstream()::digest);
        plans.add(new Planned(judged.known(), new Intent.Delete(digest, forward.lifts())));
      }
    }
    decisions.allow(
        matter,
        policy.role(caller, Action.DELETE, repository, now),
        List.copyOf(warnings),
        exceptions.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", exceptions)));
    // INVARIANT: nothing is sent before the decision and the intents are durable; those of tags are
    // not enough, since a tag that is pushed meanwhile may be made of what is removed.
    Removals removals = new Removals(parts, repository);
    Instant begun = parts.clock().instant();
    boolean isAgain = !removed.isEmpty() && removals.begin(removed, caller);
    Instant at = book.intend(plans, caller);
    parts.requireInTime(begun);
    UpstreamAnswer answer = sending.get();
    Told told = Told.by(answer);
    Map<Tag, After> after = book.settle(plans, caller, at, tag -> told);
    if (!removed.isEmpty() && told != Told.NOTHING && !isAgain) {
      removals.end(removed);
    }
    return outcome(answer, after, List.copyOf(warnings));
  }

  private WriteOutcome outcome(UpstreamAnswer answer, Map<Tag, After> after, List<Rule> warnings) {
    boolean happened = after.values().stream().allMatch(After.Happened.class::isInstance);
    if (answer instanceof Answered answered && answered.isSuccess()) {
      return happened
          ? new Done(202, Answers.warnings(warnings))
          : new Unavailable(
              "the registry said that it deleted what is still there",
              parts.settings().retryAfter());
    }
    boolean seen = answer instanceof NoAnswer && !after.isEmpty() && happened;
    return seen
        ? new Done(202, Answers.warnings(warnings))
        : Answers.failure(answer, parts.settings().retryAfter());
  }
}

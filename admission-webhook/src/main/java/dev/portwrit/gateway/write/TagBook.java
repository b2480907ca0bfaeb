package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Settled;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.PendingResolution;
import dev.portwrit.admission.PendingResolution.Landing;
import dev.portwrit.admission.PendingResolution.Resolved;
import dev.portwrit.admission.PendingResolution.Waits;
import dev.portwrit.admission.TagJudgement.Drift;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.ledger.Closure;
import dev.portwrit.gateway.ledger.Intention;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.Settlement;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ledger and registry say of the tags of one repository, and the steps that keep them
 * together. Who uses it holds the locks.
 */
final class TagBook {
  private static final Logger LOG = LoggerFactory.getLogger(TagBook.class);
  private static final TagState NOT_ASKED = new TagState.Unknown("the registry was not asked");

  private final WriteParts parts;
  private final RepositoryName repository;

  TagBook(WriteParts parts, RepositoryName repository) {
    this.parts = parts;
    this.repository = repository;
  }

  /**
   * What is known of a tag.
   *
   * @param ledger {@link Pending} only if it could not be resolved, or stays open
   * @param upstream what the registry holds; unknown too if it was not asked
   */
  record Known(Tag tag, LedgerState ledger, TagState upstream) {
    /** The state by which the same request is judged that left an intent behind. */
    LedgerState ledgerForSame(Intent intent) {
      return ledger instanceof Pending pending && isSame(pending.intent(), intent)
          ? pending.before()
          : ledger;
    }

    /** Whether an earlier request for the tag may still take effect. */
    boolean isOpen() {
      return ledger instanceof Pending;
    }

    private static boolean isSame(Intent left, Intent right) {
      return left instanceof Intent.Put ? left.equals(right) : right instanceof Intent.Delete;
    }

    boolean hasRow() {
      return !(ledger instanceof LedgerState.Unseen);
    }
  }

  /**
   * Reads a tag, and resolves what is pending if that can be.
   *
   * @param asksRegistry whether the registry is asked even if nothing is pending
   */
  Known look(Tag tag, boolean asksRegistry) throws LedgerException {
    LedgerState state = parts.ledger().state(repository, tag);
    if (state instanceof Pending pending) {
      TagState upstream = parts.upstream().read(repository, tag);
      return new Known(tag, resolve(tag, pending, upstream), upstream);
    }
    return new Known(tag, state, asksRegistry ? parts.upstream().read(repository, tag) : NOT_ASKED);
  }

  /** Reads a tag as it would be seen if what is pending were resolved now, and writes nothing. */
  Known peek(Tag tag) throws LedgerException {
    TagState upstream = parts.upstream().read(repository, tag);
    LedgerState state = parts.ledger().state(repository, tag);
    if (state instanceof Pending pending
        && PendingResolution.of(pending, upstream, landing(pending)) instanceof Resolved resolved) {
      return new Known(tag, after(pending, resolved), upstream);
    }
    return new Known(tag, state, upstream);
  }

  private static LedgerState after(Pending pending, Resolved resolved) {
    return resolved.open()
        ? new Pending(pending.intent(), resolved.state(), pending.since(), pending.repeats())
        : resolved.state();
  }

  private LedgerState resolve(Tag tag, Pending pending, TagState upstream) throws LedgerException {
    PendingResolution resolution = PendingResolution.of(pending, upstream, landing(pending));
    if (resolution instanceof Waits) {
      return pending;
    }
    Resolved resolved = (Resolved) resolution;
    if (resolved.open() && resolved.state().equals(pending.before())) {
      return pending;
    }
    // Who asked is in the row of the intent.
    Optional<Subject> by =
        resolved.happened()
            ? parts.ledger().entries(repository).stream()
                .filter(entry -> entry.tag().equals(tag))
                .findFirst()
                .flatMap(LedgerEntry::by)
            : Optional.empty();
    Settlement settlement =
        new Settlement(tag, resolved.state(), by, pending.since(), resolved.open());
    parts.ledger().settle(repository, List.of(settlement), closures(upstream));
    LOG.info("{}:{} is settled: {}", repository, tag, resolved.state());
    if (resolved.happened() && !pending.before().equals(resolved.state())) {
      tellOf(tag, upstream, by);
    }
    return after(pending, resolved);
  }

  /** Tells of a push that nobody knew the end of when it was answered. */
  private void tellOf(Tag tag, TagState upstream, Optional<Subject> by) {
    if (upstream instanceof TagState.At at) {
      parts
          .pushed()
          .accept(
              new Pushed(
                  repository,
                  tag,
                  at.manifest().digest(),
                  at.manifest().mediaType(),
                  by,
                  parts.policy().get().version(),
                  parts.clock().instant()));
    }
  }

  private Landing landing(Pending pending) {
    return parts.mayLand(pending.since()) ? Landing.POSSIBLE : Landing.OVER;
  }

  /** What the manifest that was read says of itself. */
  private Map<Digest, Closure> closures(TagState upstream) {
    return upstream instanceof TagState.At at
        ? Map.of(at.manifest().digest(), ClosureReader.ofBytes(repository, at.manifest()))
        : Map.of();
  }

  /** Holds what a tag was found to be. */
  void hold(Tag tag, ManifestBytes manifest) throws LedgerException {
    Settlement settlement =
        new Settlement(tag, new Held(manifest.digest()), Optional.empty(), parts.clock().instant());
    parts
        .ledger()
        .settle(
            repository,
            List.of(settlement),
            Map.of(manifest.digest(), ClosureReader.ofBytes(repository, manifest)));
  }

  /** What is about to be asked of the registry for a tag that is known. */
  record Planned(Known known, Intent intent) {
    Tag tag() {
      return known.tag();
    }

    /** Whether the tag may be as intended already, so that seeing it so proves nothing. */
    boolean mayBeSo() {
      TagState upstream = known.upstream();
      return upstream instanceof TagState.Unknown
          || (intent instanceof Intent.Put put
              ? upstream.isAt(put.digest())
              : upstream instanceof TagState.Absent);
    }
  }

  /** Writes intents down, durably; each replaces what is pending. */
  Instant intend(List<Planned> plans, Subject by) throws LedgerException {
    Instant at = parts.clock().instant();
    if (!plans.isEmpty()) {
      List<Intention> intentions =
          plans.stream()
              .map(
                  plan ->
                      new Intention(
                          plan.tag(), plan.intent(), plan.known().isOpen() || plan.mayBeSo()))
              .toList();
      parts.ledger().intend(repository, intentions, by, at);
    }
    return at;
  }

  /** What the registry's answer says of a request. */
  enum Told {
    DONE,
    /** It was not done and will not be. */
    NOT_DONE,
    NOTHING;

    static Told by(UpstreamAnswer answer) {
      if (answer instanceof NoAnswer none) {
        return none.mayHaveArrived() ? NOTHING : NOT_DONE;
      }
      Answered answered = (Answered) answer;
      return answered.isSuccess() ? DONE : answered.isRefusal() ? NOT_DONE : NOTHING;
    }
  }

  /** What came of an intent: whether it happened, or why that is not known. */
  sealed interface After {
    record Happened() implements After {}

    record DidNot() implements After {}

    record NotKnown(String cause) implements After {}
  }

  /** Reads each tag back and settles what is known. */
  Map<Tag, After> settle(List<Planned> plans, Subject by, Instant at, Function<Tag, Told> told)
      throws LedgerException {
    Map<Tag, After> after = new LinkedHashMap<>();
    List<Settlement> settlements = new ArrayList<>();
    Map<Digest, Closure> closures = new HashMap<>();
    for (Planned plan : plans) {
      Tag tag = plan.tag();
      TagState upstream = parts.upstream().read(repository, tag);
      PendingResolution resolution = resolution(plan, upstream, at, told.apply(tag));
      if (resolution instanceof Resolved resolved) {
        Optional<Subject> maker = resolved.happened() ? Optional.of(by) : Optional.empty();
        settlements.add(new Settlement(tag, resolved.state(), maker, at, resolved.open()));
        closures.putAll(closures(upstream));
        after.put(tag, resolved.happened() ? new After.Happened() : new After.DidNot());
      } else {
        after.put(tag, new After.NotKnown(((Waits) resolution).cause()));
      }
    }
    if (!settlements.isEmpty()) {
      parts.ledger().settle(repository, settlements, closures);
    }
    return after;
  }

  /**
   * INVARIANT: an intent is closed only when no request that it covers can take effect any more. An
   * answer ends the request that it answers, and no earlier one.
   */
  private static PendingResolution resolution(
      Planned plan, TagState upstream, Instant at, Told told) {
    boolean isOpen = plan.known().isOpen();
    boolean repeats = isOpen || (told == Told.NOTHING && plan.mayBeSo());
    Settled before = plan.known().ledger().settled();
    return PendingResolution.of(
        new Pending(plan.intent(), before, at, repeats),
        upstream,
        told == Told.NOT_DONE && !isOpen ? Landing.OVER : Landing.POSSIBLE);
  }

  /**
   * Reports that somebody reached the registry by another way. A gateway that lost its locks after
   * it had read the ledger sees what others did meanwhile, and must not call that another way: it
   * cannot read the ledger any more.
   */
  void report(Tag tag, Drift drift) throws LedgerException {
    var unused = parts.ledger().state(repository, tag);
    LOG.warn(
        "{}:{} must be {} but the registry has {}: it was changed by another way than this gateway",
        repository,
        tag,
        drift.expected(),
        drift.found().map(Digest::toString).orElse("nothing"));
  }

  /**
   * What was a blob, or missing, when it was found out what a held manifest is made of, may be
   * about to become a manifest with parts of its own: then that has to be found out again.
   */
  void reopenClosuresWith(ManifestBytes manifest) throws LedgerException {
    Map<Digest, Closure> closures = new HashMap<>();
    Set<Digest> members = ClosureReader.ofBytes(repository, manifest).members();
    Closure found = new Closure(members, Optional.of("`" + manifest.digest() + "` came since"));
    for (LedgerEntry entry : parts.ledger().holding(repository, Set.of(manifest.digest()))) {
      if (entry.state() instanceof Held held && !members.isEmpty()) {
        closures.put(held.digest(), found);
      }
    }
    if (!closures.isEmpty()) {
      parts.ledger().settle(repository, List.of(), closures);
    }
  }

  /** Finds out what a manifest that is held is made of, and remembers it. */
  Closure completeClosure(Digest root) throws LedgerException {
    TagState state = parts.upstream().read(repository, new Reference.ByDigest(root));
    if (!(state instanceof TagState.At at)) {
      String cause =
          state instanceof TagState.Unknown unknown ? unknown.cause() : "its manifest is not there";
      return new Closure(Set.of(), Optional.of(cause));
    }
    Closure closure = ClosureReader.of(parts.upstream(), repository, at.manifest());
    parts.ledger().settle(repository, List.of(), Map.of(root, closure));
    return closure;
  }
}

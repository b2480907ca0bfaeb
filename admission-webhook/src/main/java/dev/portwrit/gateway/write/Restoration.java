package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.decisionlog.LogRecord;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.RepositoryLocks.Hold;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.write.TagBook.After;
import dev.portwrit.gateway.write.TagBook.Known;
import dev.portwrit.gateway.write.TagBook.Planned;
import dev.portwrit.gateway.write.TagBook.Told;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts a protected tag back that somebody moved or removed past the gateway, where a protection
 * says so and the registry still has the manifest. It is a write as any other: locked, read,
 * logged, written down, sent once, read back.
 *
 * <p>INVARIANT: a tag is only put back to what its row holds, and never while an exception to the
 * protection is in force for the tag, whoever it is for: what is there now may have come by it.
 * What the registry refuses is left as it is; nothing is deleted to get round it.
 */
public final class Restoration {
  private final WriteParts parts;
  private final EventSink events;

  /** Where events are written down, durably; the gateway's {@code DecisionLog::append}. */
  @FunctionalInterface
  public interface EventSink {
    /**
     * Writes an event and returns when it is durable.
     *
     * @param event what is about to happen, or happened
     * @throws DecisionLogException if it cannot be written: then nothing is sent
     */
    void append(LogRecord event) throws DecisionLogException;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** No protection says so. */
    record NotWanted() implements Outcome {}

    /** The tag is again what its row holds, by this. */
    record Restored() implements Outcome {}

    /**
     * The tag was what its row holds, perhaps since another gateway put it back: nothing was sent.
     */
    record Right() implements Outcome {}

    /**
     * It is not.
     *
     * @param cause why, one line
     */
    record Left(String cause) implements Outcome {}
  }

  /**
   * The restorations of one gateway.
   *
   * @param parts what its writes are made of
   * @param events where they are written down
   */
  public Restoration(WriteParts parts, EventSink events) {
    this.parts = parts;
    this.events = events;
  }

  /**
   * Puts a tag back, if that is wanted and can be.
   *
   * @param repository where
   * @param tag which
   * @param kept what its row holds, as somebody saw
   * @return what came of it
   * @throws LedgerException if the ledger cannot be used
   */
  @SuppressWarnings("try") // the lock is held by being there
  public Outcome restore(RepositoryName repository, Tag tag, Digest kept) throws LedgerException {
    if (wanting(parts.policy().get(), repository, tag).isEmpty()) {
      return new Outcome.NotWanted();
    }
    if (parts.settings().forgetsLeft()) {
      return new Outcome.Left("this registry forgets what a tag leaves, so a person decides");
    }
    Optional<Hold> lock =
        parts.locks().shared(repository, List.of(tag), parts.settings().lockPatience());
    if (lock.isEmpty()) {
      return new Outcome.Left("others are writing it");
    }
    try (Hold hold = lock.get()) {
      return new One(repository, tag, kept).restore();
    } catch (UndecidedException e) {
      return new Outcome.Left(e.cause());
    }
  }

  private static List<Protection> wanting(WritePolicy policy, RepositoryName repository, Tag tag) {
    return policy.index().protectionsOf(repository, tag).stream()
        .filter(Protection::restore)
        .toList();
  }

  /** One tag, with its lock held. */
  private final class One {
    private final RepositoryName repository;
    private final Tag tag;
    private final Digest kept;
    private final TagBook book;

    One(RepositoryName repository, Tag tag, Digest kept) {
      this.repository = repository;
      this.tag = tag;
      this.kept = kept;
      this.book = new TagBook(parts, repository);
    }

    Outcome restore() throws LedgerException, UndecidedException {
      Optional<Outcome> objection = objection(parts.policy().get());
      if (objection.isPresent()) {
        return objection.get();
      }
      Known known = book.look(tag, true);
      if (!known.ledger().equals(new Held(kept))) {
        return new Outcome.Left("its row was changed meanwhile");
      }
      if (known.upstream() instanceof TagState.Unknown unknown) {
        return new Outcome.Left("it cannot be read: " + unknown.cause());
      }
      if (known.upstream().isAt(kept)) {
        return new Outcome.Right();
      }
      TagState old = parts.upstream().read(repository, new Reference.ByDigest(kept));
      if (old instanceof TagState.At at && at.manifest().digest().equals(kept)) {
        return put(known, DeclaredType.canonical(at.manifest()));
      }
      return new Outcome.Left(
          old instanceof TagState.Unknown unknown
              ? "`" + kept + "` cannot be read: " + unknown.cause()
              : "the registry does not have `" + kept + "` any more");
    }

    private Optional<Outcome> objection(WritePolicy policy) {
      if (policy.writesRefused().isPresent()) {
        return Optional.of(new Outcome.Left(policy.writesRefused().get()));
      }
      List<Protection> wanting = wanting(policy, repository, tag);
      if (wanting.isEmpty()) {
        return Optional.of(new Outcome.NotWanted());
      }
      Instant now = parts.clock().instant();
      return policy.index().workspace().exceptions().stream()
          .filter(exception -> exception.covers(repository, tag))
          .filter(exception -> exception.expires().isInForceAt(now))
          .filter(exception -> isTo(exception, policy))
          .findFirst()
          .map(
              exception ->
                  new Outcome.Left(
                      "exception `"
                          + exception.fullName()
                          + "` is in force, and what is there now may have come by it"));
    }

    /** Whether it lifts any protection of the tag. */
    private boolean isTo(ProtectionException exception, WritePolicy policy) {
      return policy.index().protectionsOf(repository, tag).stream()
          .anyMatch(protection -> protection.fullName().equals(exception.protection()));
    }

    private Outcome put(Known known, ManifestBytes manifest)
        throws LedgerException, UndecidedException {
      new Removals(parts, repository).requireNone(manifest);
      // INVARIANT: as of every write, nothing is sent before event and intent are durable.
      if (!log("tag-restore", known)) {
        return new Outcome.Left("it cannot be logged");
      }
      Planned plan = new Planned(known, new Intent.Put(kept));
      Subject by = maker();
      Instant begun = parts.clock().instant();
      Instant at = book.intend(List.of(plan), by);
      parts.requireInTime(begun);
      UpstreamAnswer answer =
          parts.upstream().putManifest(repository, new Reference.ByTag(tag), List.of(), manifest);
      Map<Tag, After> after = book.settle(List.of(plan), by, at, one -> Told.by(answer));
      if (after.get(tag) instanceof After.Happened) {
        boolean isLogged = log("tag-restored", known);
        return isLogged
            ? new Outcome.Restored()
            : new Outcome.Left("it was put back, and that cannot be logged");
      }
      return new Outcome.Left(
          answer instanceof Answered answered
              ? "the registry answered " + answered.status()
              : "the registry did not answer");
    }

    /** Who made the tag what it is to be again, in whose name it is put back. */
    private Subject maker() throws LedgerException {
      return parts.ledger().entries(repository).stream()
          .filter(entry -> entry.tag().equals(tag))
          .findFirst()
          .flatMap(LedgerEntry::by)
          .orElse(new Subject.Anonymous());
    }

    private boolean log(String kind, Known known) {
      Map<String, String> detail = new TreeMap<>();
      detail.put("tag", repository + ":" + tag);
      detail.put("kept", kept.value());
      known.upstream().digest().ifPresent(found -> detail.put("registry", found.value()));
      detail.put("policy", parts.policy().get().version());
      try {
        events.append(new EventRecord(kind, detail));
        return true;
      } catch (DecisionLogException e) {
        return false;
      }
    }
  }
}

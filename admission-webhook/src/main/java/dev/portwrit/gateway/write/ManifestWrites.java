package dev.portwrit.gateway.write;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.OciError;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.RepositoryLocks.Hold;
import dev.portwrit.gateway.write.Decisions.Matter;
import dev.portwrit.gateway.write.WriteOutcome.Refused;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every write of a manifest and every delete, from the decision to what the client is told. Methods
 * block, for as long as locks and the registry take, and may be called from any number of threads.
 * A request body is buffered before it comes here.
 */
public final class ManifestWrites {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestWrites.class);
  private static final int MAX_TAGS = 32;

  private final WriteParts parts;
  private final UpstreamHabits habits;
  private final RoleCheck roles;

  /**
   * The writes of one gateway.
   *
   * @param parts what they are made of
   */
  public ManifestWrites(WriteParts parts) {
    this.parts = parts;
    this.roles = new RoleCheck(parts);
    this.habits = new UpstreamHabits(parts.settings().tagQuery());
  }

  private interface Locked {
    WriteOutcome run(WritePolicy policy) throws LedgerException, UndecidedException;
  }

  private interface Locking {
    Optional<Hold> take() throws LedgerException;
  }

  /**
   * Writes a manifest.
   *
   * @param caller who asks; authenticated, and within what its token lets it
   * @param repository where
   * @param reference the tag or digest in the path
   * @param queryTags the values of {@code ?tag=}; each is a tag write
   * @param manifest the body and its {@code Content-Type}
   * @return what to tell the client
   */
  public WriteOutcome put(
      Subject caller,
      RepositoryName repository,
      Reference reference,
      List<Tag> queryTags,
      ManifestBytes manifest) {
    Optional<OciError> malformed = malformed(reference, queryTags, manifest);
    if (malformed.isPresent()) {
      return new Refused(malformed.get());
    }
    ManifestTarget target = ManifestTarget.of(repository, reference, queryTags);
    ManifestBytes canonical = DeclaredType.canonical(manifest);
    Matter matter = new Matter(Action.PUSH, target.tags(), Optional.of(manifest.digest()));
    return guarded(
        caller,
        repository,
        matter,
        () -> lock(target),
        policy -> new ManifestPut(parts, habits, policy, caller, target, canonical).run());
  }

  /** Where what a tag leaves may be lost, moving one is a delete too. */
  private Optional<Hold> lock(ManifestTarget target) throws LedgerException {
    boolean mayDelete = parts.settings().forgetsLeft() && !target.tags().isEmpty();
    return mayDelete
        ? parts.locks().exclusive(target.repository(), parts.settings().lockPatience())
        : parts.locks().shared(target.repository(), target.tags(), parts.settings().lockPatience());
  }

  private static Optional<OciError> malformed(
      Reference reference, List<Tag> queryTags, ManifestBytes manifest) {
    if (manifest.bytes().length > ManifestBytes.MAX_LENGTH) {
      return Optional.of(OciError.of(OciError.Code.SIZE_INVALID, "a manifest has at most 4 MiB"));
    }
    if (reference instanceof Reference.ByDigest named && !named.digest().isOf(manifest.bytes())) {
      return Optional.of(
          OciError.of(
              OciError.Code.DIGEST_INVALID,
              "the manifest is `" + manifest.digest() + "`, not `" + named.digest() + "`"));
    }
    return malformed(reference, queryTags)
        .or(
            () ->
                DeclaredType.contradiction(manifest)
                    .map(cause -> OciError.of(OciError.Code.MANIFEST_INVALID, cause)));
  }

  /** What is wrong with the tags of a manifest, whatever it is. */
  static Optional<OciError> malformed(Reference reference, List<Tag> queryTags) {
    if (!queryTags.isEmpty() && reference instanceof Reference.ByTag) {
      return Optional.of(
          OciError.of(OciError.Code.UNSUPPORTED, "`tag` goes with a digest in the path alone"));
    }
    if (queryTags.size() > MAX_TAGS) {
      return Optional.of(
          OciError.of(
              OciError.Code.UNSUPPORTED, "a manifest takes at most " + MAX_TAGS + " tags at once"));
    }
    return Optional.empty();
  }

  /**
   * Deletes a tag, or a manifest with every tag that points at it.
   *
   * @param caller who asks; authenticated, and within what its token lets it
   * @param repository where
   * @param reference which
   * @return what to tell the client
   */
  public WriteOutcome deleteManifest(
      Subject caller, RepositoryName repository, Reference reference) {
    if (reference instanceof Reference.ByTag byTag) {
      Tag tag = byTag.tag();
      return delete(
          caller,
          repository,
          new Matter(Action.DELETE, List.of(tag), Optional.empty()),
          policy -> new Deletion(parts, policy, caller, repository).ofTag(tag));
    }
    Digest digest = ((Reference.ByDigest) reference).digest();
    return delete(
        caller,
        repository,
        new Matter(Action.DELETE, List.of(), Optional.of(digest)),
        policy -> new Deletion(parts, policy, caller, repository).ofManifest(digest));
  }

  /**
   * Deletes a blob.
   *
   * @param caller who asks; authenticated, and within what its token lets it
   * @param repository where
   * @param digest which
   * @return what to tell the client
   */
  public WriteOutcome deleteBlob(Subject caller, RepositoryName repository, Digest digest) {
    return delete(
        caller,
        repository,
        new Matter(Action.DELETE, List.of(), Optional.of(digest)),
        policy -> new Deletion(parts, policy, caller, repository).ofBlob(digest));
  }

  private WriteOutcome delete(
      Subject caller, RepositoryName repository, Matter matter, Locked locked) {
    return guarded(
        caller,
        repository,
        matter,
        () -> parts.locks().exclusive(repository, parts.settings().lockPatience()),
        locked);
  }

  @SuppressWarnings("try") // the lock is held by being there
  private WriteOutcome guarded(
      Subject caller, RepositoryName repository, Matter matter, Locking locking, Locked locked) {
    // Who has no role is told so at once, and learns nothing from how long it takes.
    Optional<WriteOutcome> early = roles.missing(parts.policy().get(), caller, repository, matter);
    if (early.isPresent()) {
      return early.get();
    }
    try {
      Optional<Hold> lock = locking.take();
      if (lock.isEmpty()) {
        return unavailable("others are writing to `" + repository + "`");
      }
      try (Hold hold = lock.get()) {
        // INVARIANT: what is decided by is read with the locks held: policy, ledger and registry
        // may have changed while we waited.
        WritePolicy policy = parts.policy().get();
        Optional<WriteOutcome> refused = roles.missing(policy, caller, repository, matter);
        return refused.isPresent() ? refused.get() : locked.run(policy);
      }
    } catch (UndecidedException e) {
      return unavailable(e.cause());
    } catch (LedgerException e) {
      LOG.error("a write is refused: {}", e.getMessage());
      return unavailable("the gateway's ledger cannot be used");
    }
  }

  private WriteOutcome unavailable(String cause) {
    return new Unavailable(cause, parts.settings().retryAfter());
  }

  /**
   * What would be answered to a push now, without doing anything and without waiting for others.
   *
   * @param question the push
   * @return the answer
   */
  public PushAnswer admit(PushQuestion question) {
    return new PushAdmission(parts.upstream(), parts.guardrail())
        .ask(
            question,
            parts.policy().get(),
            parts.clock().instant(),
            rules -> new TagBook(parts, question.repository()).peek(question.tag()));
  }
}

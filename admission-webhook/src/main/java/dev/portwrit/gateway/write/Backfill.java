package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.RepositoryLocks.Hold;
import dev.portwrit.gateway.upstream.Listing;
import dev.portwrit.gateway.write.TagBook.Known;
import dev.portwrit.policy.Protection;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads and holds the tags that exist and are protected, when a protection comes into force or the
 * ledger is new. It is run in the background and may be stopped and run again at any time: until a
 * tag is held, whoever writes it reads it.
 */
public final class Backfill {
  private final WriteParts parts;

  /**
   * The backfill of one gateway.
   *
   * @param parts what its writes are made of
   */
  public Backfill(WriteParts parts) {
    this.parts = parts;
  }

  /**
   * What was done.
   *
   * @param repositories how many were looked at
   * @param held how many tags are held now that were not before
   * @param unknown what could not be told, each in one line; run again while there is any
   */
  public record Report(int repositories, int held, List<String> unknown) {
    /** Copies the list. */
    public Report {
      unknown = List.copyOf(unknown);
    }

    /**
     * Whether everything was read.
     *
     * @return true if nothing is unknown
     */
    public boolean isComplete() {
      return unknown.isEmpty();
    }
  }

  /**
   * Reads and holds. It ends early, and incomplete, when the thread is interrupted.
   *
   * @param declared the repositories that are known to exist, besides those that the registry lists
   * @return what was done
   * @throws LedgerException if the ledger cannot be used
   */
  public Report run(Set<RepositoryName> declared) throws LedgerException {
    WritePolicy policy = parts.policy().get();
    List<String> unknown = new ArrayList<>();
    Set<RepositoryName> repositories = new TreeSet<>(declared);
    Listing<RepositoryName> catalog = parts.upstream().repositories();
    if (catalog instanceof Listing.Complete<RepositoryName> complete) {
      repositories.addAll(complete.entries());
    } else {
      String cause = ((Listing.Incomplete<RepositoryName>) catalog).cause();
      unknown.add("the repositories of the registry cannot be listed: " + cause);
    }
    repositories.removeIf(repository -> protections(policy, repository).isEmpty());
    int held = 0;
    for (RepositoryName repository : repositories) {
      held += run(policy, repository, unknown);
    }
    return new Report(repositories.size(), held, unknown);
  }

  private static List<Protection> protections(WritePolicy policy, RepositoryName repository) {
    return policy.index().protectionsReaching(repository).stream()
        .filter(protection -> protection.enforcement() == Protection.Enforcement.DENY)
        .toList();
  }

  private int run(WritePolicy policy, RepositoryName repository, List<String> unknown)
      throws LedgerException {
    List<Protection> protections = protections(policy, repository);
    Listing<Tag> tags = parts.upstream().tags(repository);
    if (tags instanceof Listing.Incomplete<Tag> incomplete) {
      unknown.add("the tags of `" + repository + "` cannot be listed: " + incomplete.cause());
      return 0;
    }
    int held = 0;
    for (Tag tag : ((Listing.Complete<Tag>) tags).entries()) {
      if (Thread.currentThread().isInterrupted()) {
        unknown.add("`" + repository + "` was not read to the end");
        return held;
      }
      if (protections.stream().anyMatch(protection -> protection.covers(repository, tag))) {
        held += hold(repository, tag, unknown) ? 1 : 0;
      }
    }
    completeClosures(repository, unknown);
    return held;
  }

  @SuppressWarnings("try") // the lock is held by being there
  private boolean hold(RepositoryName repository, Tag tag, List<String> unknown)
      throws LedgerException {
    if (!(parts.ledger().state(repository, tag) instanceof Unseen)) {
      return false;
    }
    Optional<Hold> lock =
        parts.locks().shared(repository, List.of(tag), parts.settings().lockPatience());
    if (lock.isEmpty()) {
      unknown.add("`" + repository + ":" + tag + "` is being written");
      return false;
    }
    // INVARIANT: only an unseen tag is held as it was found. What a pending one is is told by its
    // intent, and what a held one must be by its row.
    try (Hold hold = lock.get()) {
      TagBook book = new TagBook(parts, repository);
      Known known = book.look(tag, true);
      if (known.ledger() instanceof Unseen && known.upstream() instanceof TagState.At at) {
        book.hold(tag, at.manifest());
        return true;
      }
      if (known.upstream() instanceof TagState.Unknown why) {
        unknown.add("`" + repository + ":" + tag + "` cannot be read: " + why.cause());
      }
      return false;
    }
  }

  /**
   * Finds out what a held manifest is made of, and remembers it.
   *
   * @param repository where
   * @param root its digest
   * @throws LedgerException if the ledger cannot be used
   */
  public void completeClosure(RepositoryName repository, Digest root) throws LedgerException {
    var unused = new TagBook(parts, repository).completeClosure(root);
  }

  private void completeClosures(RepositoryName repository, List<String> unknown)
      throws LedgerException {
    TagBook book = new TagBook(parts, repository);
    for (LedgerEntry entry : parts.ledger().withoutClosure(repository)) {
      if (entry.state() instanceof Held held) {
        book.completeClosure(held.digest())
            .missing()
            .ifPresent(
                cause ->
                    unknown.add(
                        "it is not known what `"
                            + repository
                            + ":"
                            + entry.tag()
                            + "` is made of: "
                            + cause));
      }
    }
  }
}

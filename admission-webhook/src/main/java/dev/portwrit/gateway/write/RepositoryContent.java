package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.Refusal;
import dev.portwrit.admission.TagAdmission;
import dev.portwrit.admission.TagRules;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.ledger.Closure;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.upstream.Listing;
import dev.portwrit.gateway.write.TagBook.Known;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything in a repository that a delete by digest could take with it. Who uses it holds the
 * repository exclusively. What cannot be told is {@link UndecidedException}: a delete is refused
 * then.
 */
final class RepositoryContent {
  private final WriteParts parts;
  private final WritePolicy policy;
  private final Subject caller;
  private final RepositoryName repository;
  private final Instant now;
  private final TagBook book;

  RepositoryContent(
      WriteParts parts,
      WritePolicy policy,
      Subject caller,
      RepositoryName repository,
      Instant now) {
    this.parts = parts;
    this.policy = policy;
    this.caller = caller;
    this.repository = repository;
    this.now = now;
    this.book = new TagBook(parts, repository);
  }

  /** A tag that is protected or has a row. */
  record Watched(TagRules rules, Known known) {
    Tag tag() {
      return rules.tag();
    }

    /** Whether the tag points at a manifest, or the ledger says that it must. */
    boolean isAtOneOf(Set<Digest> names) {
      return names.stream()
          .anyMatch(name -> known.upstream().isAt(name) || known.ledger().equals(new Held(name)));
    }
  }

  /**
   * Every tag that is protected or has a row, with what is pending resolved; what was not known of
   * protected tags is held from now on.
   *
   * @param readsAll whether those that are held already are read from the registry too
   */
  List<Watched> watched(boolean readsAll) throws LedgerException, UndecidedException {
    return watched(readsAll, List.of());
  }

  /**
   * The same of all but some.
   *
   * @param own tags that are known already; they may be pending, and stay as they are
   */
  List<Watched> watched(boolean readsAll, List<Watched> own)
      throws LedgerException, UndecidedException {
    Map<Tag, LedgerState> rows = new LinkedHashMap<>();
    for (LedgerEntry entry : parts.ledger().entries(repository)) {
      rows.put(entry.tag(), entry.state());
    }
    Set<Tag> tags = new TreeSet<>(rows.keySet());
    tags.addAll(listed());
    own.forEach(one -> tags.remove(one.tag()));
    List<Watched> watched = new ArrayList<>();
    for (Tag tag : tags) {
      TagRules rules = policy.rules(caller, repository, tag, now);
      LedgerState row = rows.get(tag);
      if (row != null || rules.isProtected()) {
        watched.add(new Watched(rules, look(tag, readsAll || row == null)));
      }
    }
    for (Watched one : watched) {
      if (one.rules().isProtected()
          && one.known().ledger() instanceof LedgerState.Unseen
          && one.known().upstream() instanceof TagState.At at) {
        book.hold(one.tag(), at.manifest());
      }
    }
    watched.addAll(own);
    return watched;
  }

  private List<Tag> listed() throws UndecidedException {
    Listing<Tag> listing = parts.upstream().tags(repository);
    if (listing instanceof Listing.Incomplete<Tag> incomplete) {
      throw new UndecidedException(
          "the tags of `" + repository + "` cannot be listed: " + incomplete.cause());
    }
    return ((Listing.Complete<Tag>) listing).entries();
  }

  private Known look(Tag tag, boolean asksRegistry) throws LedgerException, UndecidedException {
    Known known = book.look(tag, asksRegistry);
    if (known.ledger() instanceof Pending) {
      throw new UndecidedException("an earlier write of `" + tag + "` is not resolved yet");
    }
    if (asksRegistry && known.upstream() instanceof TagState.Unknown unknown) {
      throw new UndecidedException("`" + tag + "` cannot be read: " + unknown.cause());
    }
    return known;
  }

  /**
   * Whether a protected tag is made of something.
   *
   * @param names the digests by which it may be named
   * @return the refusal of its delete by the first such tag
   */
  Optional<Refusal> holder(List<Watched> watched, Set<Digest> names)
      throws LedgerException, UndecidedException {
    Digest part = names.iterator().next();
    return holder(watched, names, (one, held) -> TagAdmission.refusePart(one.rules(), held, part));
  }

  /** Says what is refused for the sake of a tag that is held at a digest. */
  interface Wording {
    Refusal of(Watched holder, Digest held);
  }

  /** The same, of another request than a delete. */
  Optional<Refusal> holder(List<Watched> watched, Set<Digest> names, Wording wording)
      throws LedgerException, UndecidedException {
    Map<Tag, Watched> kept = new LinkedHashMap<>();
    for (Watched one : watched) {
      if (one.rules().isProtected()) {
        kept.put(one.tag(), one);
      }
    }
    requireClosures(kept.keySet());
    for (LedgerEntry entry : parts.ledger().holding(repository, names)) {
      Watched one = kept.get(entry.tag());
      if (one != null && entry.state() instanceof Held held) {
        return Optional.of(wording.of(one, held.digest()));
      }
    }
    return Optional.empty();
  }

  private void requireClosures(Set<Tag> tags) throws LedgerException, UndecidedException {
    for (LedgerEntry entry : parts.ledger().withoutClosure(repository)) {
      if (tags.contains(entry.tag()) && entry.state() instanceof Held held) {
        Closure closure = book.completeClosure(held.digest());
        if (!closure.isComplete()) {
          throw new UndecidedException(
              "it is not known what `"
                  + entry.tag()
                  + "` is made of: "
                  + closure.missing().orElse(""));
        }
      }
    }
  }
}

package dev.portwrit.gateway.write;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the gateway must answer and keep, written from the table of its specification and the
 * meaning of policies, in words and without a line of the program. Manifests are letters, subjects
 * and tags are names. Every request is answered by the registry, so nothing is ever pending.
 */
final class TagModel {
  enum Answer {
    DONE,
    DENIED,
    NOT_FOUND
  }

  /** What the ledger remembers of a tag. */
  record Row(String digest, boolean isDeleted) {}

  final Map<String, Row> ledger = new TreeMap<>();
  final Map<String, String> registry = new TreeMap<>();
  private final Set<String> manifests = new TreeSet<>();

  boolean releasesAreImmutable = true;
  boolean stableIsRestricted = true;
  boolean cyIsExceptedForV1;

  // Who may do what.

  private static boolean mayPush(String who) {
    return Set.of("ada", "bob", "cy", "dee").contains(who);
  }

  private static boolean mayDelete(String who) {
    return Set.of("ada", "cy", "dee").contains(who);
  }

  private boolean isImmutable(String tag) {
    return releasesAreImmutable && tag.startsWith("v");
  }

  private boolean isRestricted(String tag) {
    return stableIsRestricted && tag.equals("stable");
  }

  private boolean isProtected(String tag) {
    return isImmutable(tag) || isRestricted(tag);
  }

  private boolean isExcepted(String who, String tag) {
    return cyIsExceptedForV1 && who.equals("cy") && tag.equals("v1");
  }

  /** Whether somebody may point an existing tag elsewhere, or delete it, as far as tags go. */
  private boolean mayMove(String who, String tag) {
    return !isProtected(tag) || isExcepted(who, tag) || (isRestricted(tag) && who.equals("dee"));
  }

  // Pushes.

  Answer push(String who, String tag, String digest) {
    return push(who, digest, List.of(tag), false);
  }

  Answer pushByDigest(String who, String digest, List<String> tags) {
    return push(who, digest, tags, true);
  }

  private Answer push(String who, String digest, List<String> tags, boolean isByDigest) {
    if (!mayPush(who)) {
      return Answer.DENIED;
    }
    for (String tag : tags) {
      if (!tagTakes(who, tag, digest)) {
        believe(tag);
        return Answer.DENIED;
      }
    }
    boolean isForwarded = isByDigest && tags.isEmpty();
    for (String tag : new LinkedHashSet<>(tags)) {
      if (isProtected(tag)) {
        isForwarded |= !digest.equals(registry.put(tag, digest));
        ledger.put(tag, new Row(digest, false));
      } else {
        isForwarded = true;
        registry.put(tag, digest);
        ledger.computeIfPresent(tag, (t, row) -> new Row(digest, false));
      }
    }
    if (isForwarded) {
      manifests.add(digest);
    }
    return Answer.DONE;
  }

  private boolean tagTakes(String who, String tag, String digest) {
    if (mayMove(who, tag)) {
      return true;
    }
    Optional<String> there = Optional.ofNullable(registry.get(tag));
    if (isRestricted(tag)) {
      // The digest that it has passes every protection.
      return there.equals(Optional.of(digest));
    }
    // What the tag must be: what the ledger says, held or once deleted; else what the registry has.
    Optional<String> must = Optional.ofNullable(ledger.get(tag)).map(Row::digest).or(() -> there);
    return must.isEmpty() || must.get().equals(digest);
  }

  /** A protected tag that the ledger did not know is from now on what it was found to be. */
  private void believe(String tag) {
    if (isProtected(tag) && registry.containsKey(tag)) {
      ledger.putIfAbsent(tag, new Row(registry.get(tag), false));
    }
  }

  // Deletes.

  Answer deleteTag(String who, String tag) {
    if (!mayDelete(who)) {
      return Answer.DENIED;
    }
    if (!mayMove(who, tag)) {
      believe(tag);
      return Answer.DENIED;
    }
    Optional<String> there = Optional.ofNullable(registry.remove(tag));
    forget(who, tag, there);
    return there.isPresent() ? Answer.DONE : Answer.NOT_FOUND;
  }

  /** What was deleted under an exception is remembered; what needed none is forgotten. */
  private void forget(String who, String tag, Optional<String> there) {
    Optional<String> was = Optional.ofNullable(ledger.remove(tag)).map(Row::digest).or(() -> there);
    if (isProtected(tag) && isExcepted(who, tag) && was.isPresent()) {
      ledger.put(tag, new Row(was.get(), true));
    }
  }

  Answer deleteManifest(String who, String digest) {
    if (!mayDelete(who)) {
      return Answer.DENIED;
    }
    holdWhatIsThere();
    List<String> takenAway = new ArrayList<>();
    Set<String> tags = new TreeSet<>(registry.keySet());
    tags.addAll(ledger.keySet());
    for (String tag : tags) {
      boolean isThere = digest.equals(registry.get(tag));
      if ((isThere || new Row(digest, false).equals(ledger.get(tag))) && !mayMove(who, tag)) {
        return Answer.DENIED;
      }
      // A tag that the registry has lost, or has at the digest, is gone after that.
      if (isThere || (!registry.containsKey(tag) && ledgerHolds(tag, digest))) {
        takenAway.add(tag);
      }
    }
    for (String tag : takenAway) {
      forget(who, tag, Optional.ofNullable(registry.remove(tag)));
    }
    return manifests.remove(digest) ? Answer.DONE : Answer.NOT_FOUND;
  }

  private boolean ledgerHolds(String tag, String digest) {
    return new Row(digest, false).equals(ledger.get(tag));
  }

  // What happens without anybody asking the gateway.

  /** The protected tags that exist are read and held. */
  void holdWhatIsThere() {
    registry.keySet().forEach(this::believe);
  }

  void outside(String tag, Optional<String> digest) {
    digest.ifPresentOrElse(
        there -> {
          registry.put(tag, there);
          manifests.add(there);
        },
        () -> registry.remove(tag));
  }
}

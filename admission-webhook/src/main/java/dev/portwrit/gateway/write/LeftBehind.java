package dev.portwrit.gateway.write;

import dev.portwrit.admission.Refusal;
import dev.portwrit.admission.TagAdmission;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.write.RepositoryContent.Watched;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a push takes tags away from, before a registry that forgets a manifest which no tag names
 * any more: for whoever is made of it that is a delete. Who uses it holds the repository
 * exclusively.
 */
final class LeftBehind {
  private final Map<Digest, Set<Tag>> tags = new TreeMap<>();
  private final List<Watched> moved;

  private LeftBehind(List<Watched> moved) {
    this.moved = moved;
  }

  /**
   * What is left.
   *
   * @param moved the tags that the push sets, each read from the registry
   * @param pushed what it sets them to
   * @throws UndecidedException if it is not known what one of them is now
   */
  static LeftBehind by(List<Watched> moved, Digest pushed) throws UndecidedException {
    LeftBehind left = new LeftBehind(moved);
    for (Watched one : moved) {
      TagState now = one.known().upstream();
      if (now instanceof TagState.Unknown unknown) {
        throw new UndecidedException("`" + one.tag() + "` cannot be read: " + unknown.cause());
      }
      if (now instanceof TagState.At && !now.isAt(pushed)) {
        left.tags
            .computeIfAbsent(now.digest().orElseThrow(), digest -> new TreeSet<>())
            .add(one.tag());
      }
    }
    return left;
  }

  /** The manifests that are left; they may go. */
  Set<Digest> digests() {
    return Set.copyOf(tags.keySet());
  }

  /**
   * Whether a protected tag is made of what is left. That another tag may name it too is not looked
   * at: whoever reached the registry past the gateway may have moved that meanwhile.
   *
   * @return the refusal by the first such tag
   */
  Optional<Refusal> refusal(RepositoryContent content) throws LedgerException, UndecidedException {
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    List<Watched> watched = content.watched(false, moved);
    for (Map.Entry<Digest, Set<Tag>> left : tags.entrySet()) {
      Digest part = left.getKey();
      Tag leaving = left.getValue().iterator().next();
      // What leaves it needs it no longer.
      List<Watched> others =
          watched.stream().filter(one -> !left.getValue().contains(one.tag())).toList();
      Optional<Refusal> refusal =
          content.holder(
              others,
              Set.of(part),
              (one, held) -> TagAdmission.refuseLoss(one.rules(), held, leaving, part));
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }
}

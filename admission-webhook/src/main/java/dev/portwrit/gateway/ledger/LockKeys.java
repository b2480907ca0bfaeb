package dev.portwrit.gateway.ledger;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * The numbers under which PostgreSQL knows a lock: 64 bits of a hash of what is locked. Two things
 * with one number wait for each other without need; nothing else comes of it.
 *
 * <p>INVARIANT: repositories come before tags and tags in the order of their numbers, so that
 * nobody waits in a circle, whatever collides.
 */
final class LockKeys {
  /** Set in the number of a tag and not in that of a repository, so that these never collide. */
  private static final long TAG = Long.MIN_VALUE;

  private LockKeys() {}

  static long repository(RepositoryName repository) {
    return hash("repository", repository.value(), "") & ~TAG;
  }

  /** In the order in which they are taken, each once. */
  static List<Long> tags(RepositoryName repository, Collection<Tag> tags) {
    return tags.stream()
        .map(tag -> hash("tag", repository.value(), tag.value()) | TAG)
        .distinct()
        .sorted()
        .toList();
  }

  /** Of what manifests are made of, in the order in which they are taken, each once. */
  static List<Long> closures(RepositoryName repository, Collection<Digest> roots) {
    return roots.stream()
        .map(root -> hash("closure", repository.value(), root.value()))
        .distinct()
        .sorted()
        .toList();
  }

  // A blank is in none of the names.
  private static long hash(String kind, String repository, String name) {
    String text = kind + " " + repository + " " + name;
    Digest digest = Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    return Long.parseUnsignedLong(digest.hex(), 0, Long.BYTES * 2, 16);
  }
}

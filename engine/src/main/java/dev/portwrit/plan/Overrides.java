package dev.portwrit.plan;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody allows one plan besides, each bound to the digest of that plan: it lets no other
 * pass.
 */
public final class Overrides {
  /** None. */
  public static final Overrides NONE = new Overrides(Map.of());

  private static final Set<String> KINDS =
      Stream.of(Refusal.Kind.REMOVALS, Refusal.Kind.PUBLIC, Refusal.Kind.HISTORY)
          .map(Refusal.Kind::toString)
          .collect(Collectors.toUnmodifiableSet());
  private static final int SHORTEST = 12;

  private final Map<String, String> digests;

  private Overrides(Map<String, String> digests) {
    this.digests = digests;
  }

  /**
   * Reads overrides.
   *
   * @param texts each such as {@code removals=3f0c…}: at least twelve digits of the plan's digest
   * @return the overrides; empty if a text is none, or two are of one kind
   */
  public static Optional<Overrides> parse(Collection<String> texts) {
    Map<String, String> digests = new TreeMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String kind = text.substring(0, Math.max(0, equals));
      String digest = text.substring(equals + 1);
      if (!KINDS.contains(kind)
          || !digest.matches("[0-9a-f]{" + SHORTEST + ",64}")
          || digests.put(kind, digest) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new Overrides(digests));
  }

  /**
   * Whether a plan may pass in spite of a refusal.
   *
   * @param kind what is against it
   * @param digest the digest of the plan
   * @return true if the override names both
   */
  public boolean allow(Refusal.Kind kind, String digest) {
    String given = digests.get(kind.toString());
    return given != null && digest.startsWith(given);
  }

  @Override
  public String toString() {
    return digests.toString();
  }
}

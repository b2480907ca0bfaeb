package dev.portwrit.gateway.write;

import dev.portwrit.gateway.ledger.RepositoryLocks;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The locks of one repository as PostgreSQL keeps them: those of a client are gone with its
 * session, which may end at any instant, and whoever waits may be served in any order. A client
 * whose session ended can write nothing more.
 */
final class SteppedLocks {
  private final boolean areShared;
  private final Map<SteppedClient, Held> held = new HashMap<>();
  private final Set<SteppedClient> ended = new HashSet<>();

  private record Held(boolean isExclusive, Set<Tag> tags) {
    boolean excludes(Held other) {
      return isExclusive || other.isExclusive || tags.stream().anyMatch(other.tags::contains);
    }
  }

  /**
   * Locks.
   *
   * @param areShared false if each client is before a gateway with locks of its own
   */
  SteppedLocks(boolean areShared) {
    this.areShared = areShared;
  }

  /** Those that a client takes, each call a step. */
  RepositoryLocks of(SteppedClient client) {
    return new RepositoryLocks() {
      @Override
      public Optional<Hold> shared(
          RepositoryName repository, Collection<Tag> tags, Duration patience) {
        return take(client, new Held(false, Set.copyOf(tags)));
      }

      @Override
      public Optional<Hold> exclusive(RepositoryName repository, Duration patience) {
        return take(client, new Held(true, Set.of()));
      }
    };
  }

  private Optional<RepositoryLocks.Hold> take(SteppedClient client, Held wanted) {
    client.step(new SteppedClient.Step("lock", () -> isFree(wanted)));
    held.put(client, wanted);
    return Optional.of(() -> held.remove(client));
  }

  private boolean isFree(Held wanted) {
    return !areShared || held.values().stream().noneMatch(wanted::excludes);
  }

  boolean has(SteppedClient client) {
    return held.containsKey(client);
  }

  /** The client's session ends: others may have its locks now. */
  void endSession(SteppedClient client) {
    held.remove(client);
    ended.add(client);
  }

  /** Whether a client's session has ended. */
  boolean hasEnded(SteppedClient client) {
    return ended.contains(client);
  }

  String fingerprint() {
    StringBuilder text = new StringBuilder();
    held.keySet().stream().map(client -> client.name).sorted().forEach(text::append);
    text.append('/');
    ended.stream().map(client -> client.name).sorted().forEach(text::append);
    return text.toString();
  }
}

package dev.portwrit.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts the failures of many keys, each in a bucket that leaks: so many at once, then one for each
 * interval. What is kept of a bucket is the instant at which it will be empty.
 *
 * @param <K> what is counted by
 */
final class FailureBuckets<K> {
  private static final long MAX_KEYS = 100_000;

  private final Clock clock;
  private final long intervalMillis;
  private final long spanMillis;
  private final Cache<K, Long> emptyAt;

  FailureBuckets(int capacity, Duration interval, Clock clock) {
    this.clock = clock;
    this.intervalMillis = interval.toMillis();
    this.spanMillis = capacity * intervalMillis;
    this.emptyAt =
        Caffeine.newBuilder()
            .maximumSize(MAX_KEYS)
            .expireAfterWrite(Duration.ofMillis(spanMillis))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** How long until one more failure fits; zero if it does now. */
  Duration waitFor(K key) {
    Long empty = emptyAt.getIfPresent(key);
    if (empty == null) {
      return Duration.ZERO;
    }
    long now = clock.millis();
    return waitUntilFits(empty > now + spanMillis ? setBack(key, now) : empty, now);
  }

  /** Puts a failure in if it fits, and answers how long to wait if it does not. */
  Duration take(K key) {
    Duration[] wait = {Duration.ZERO};
    emptyAt
        .asMap()
        .compute(
            key,
            (k, empty) -> {
              long now = clock.millis();
              if (empty == null) {
                return now + intervalMillis;
              }
              long sane = Math.min(empty, now + spanMillis);
              wait[0] = waitUntilFits(sane, now);
              return wait[0].isZero() ? Math.max(sane, now) + intervalMillis : sane;
            });
    return wait[0];
  }

  /** Takes one failure out again: it was none. */
  void giveBack(K key) {
    emptyAt.asMap().computeIfPresent(key, (k, empty) -> empty - intervalMillis);
  }

  /** Forgets the failures of a key. */
  void forget(K key) {
    emptyAt.invalidate(key);
  }

  /**
   * No bucket is fuller than full: the clock was set back. What leaked meanwhile is not known, so
   * it begins to leak now, rather than when the clock comes to where it was.
   */
  private long setBack(K key, long now) {
    Long full =
        emptyAt.asMap().computeIfPresent(key, (k, empty) -> Math.min(empty, now + spanMillis));
    return full == null ? now : full;
  }

  private Duration waitUntilFits(long empty, long now) {
    return Duration.ofMillis(Math.max(0, empty - now + intervalMillis - spanMillis));
  }
}

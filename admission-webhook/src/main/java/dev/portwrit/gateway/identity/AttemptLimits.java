package dev.portwrit.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Slows those who guess passwords, and nobody else.
 *
 * <p>Failures are counted three times, in buckets that leak:
 *
 * <ul>
 *   <li>by name and address together: 5 at once, then one every 10 seconds. That stops a guesser,
 *       and a job with an old password that tries for ever.
 *   <li>by address: 50 at once, then one every 5 seconds. That stops who tries one password with
 *       many names.
 *   <li>by name: 100 at once, then one a second. That stops who guesses one name's password from
 *       many addresses.
 * </ul>
 *
 * <p>An attempt that does not fit is refused without a look at the password, right or wrong;
 * looking would tell. A pair of name and address that logged in before, in the last seven days and
 * since the start, is asked for its own bucket only. So an attacker elsewhere cannot lock a user
 * out of the places the user works from, and neither can one behind the same address with other
 * names. What an attacker can do is to keep a name's bucket full and so hold up that user's first
 * login from a <em>new</em> address: to do that with 5 failures and one every 10 seconds an address
 * takes ten addresses that keep at it, and it ends a second after they do. Tokens already issued
 * are never touched by any of this.
 *
 * <p>A failure is counted before the password is checked and taken back if it was right, so that
 * attempts made at the same time do not all pass. All IPv6 addresses of a /64 network are one
 * address. The number of keys is bounded; when there are too many, those least used are forgotten.
 */
final class AttemptLimits {
  private static final int MAX_KNOWN = 100_000;
  private static final Duration KNOWN_FOR = Duration.ofDays(7);

  private record Pair(String name, String address) {}

  private final FailureBuckets<Pair> byPair;
  private final FailureBuckets<String> byAddress;
  private final FailureBuckets<String> byName;
  private final Cache<Pair, Boolean> known;

  AttemptLimits(Clock clock) {
    byPair = new FailureBuckets<>(5, Duration.ofSeconds(10), clock);
    byAddress = new FailureBuckets<>(50, Duration.ofSeconds(5), clock);
    byName = new FailureBuckets<>(100, Duration.ofSeconds(1), clock);
    known =
        Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterAccess(KNOWN_FOR)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** How long to wait before an attempt is looked at; zero if it may be made now. */
  Duration waitFor(String name, String address) {
    Pair pair = new Pair(name, address);
    Duration wait = byPair.waitFor(pair);
    // Asked in any case: a clock that was set back is found out by whoever asks first.
    Duration others = longer(byAddress.waitFor(address), byName.waitFor(name));
    return !wait.isZero() || isKnown(pair) ? wait : others;
  }

  /** Counts an attempt as failed; if it does not fit, counts nothing and says how long to wait. */
  Duration begin(String name, String address) {
    Pair pair = new Pair(name, address);
    Duration wait = byPair.take(pair);
    if (!wait.isZero() || isKnown(pair)) {
      return wait;
    }
    wait = byAddress.take(address);
    if (wait.isZero()) {
      wait = byName.take(name);
      if (!wait.isZero()) {
        byAddress.giveBack(address);
      }
    }
    if (!wait.isZero()) {
      byPair.giveBack(pair);
    }
    return wait;
  }

  /** Takes back an attempt that was begun and never decided. */
  void withdraw(String name, String address) {
    Pair pair = new Pair(name, address);
    byPair.giveBack(pair);
    if (!isKnown(pair)) {
      byAddress.giveBack(address);
      byName.giveBack(name);
    }
  }

  /** Takes back an attempt that was begun, since the password was right. */
  void succeed(String name, String address) {
    withdraw(name, address);
    remember(name, address);
  }

  /** Notes that the name was used rightly from the address. */
  void remember(String name, String address) {
    Pair pair = new Pair(name, address);
    if (!isKnown(pair)) {
      known.put(pair, Boolean.TRUE);
    }
    byPair.forget(pair);
  }

  private boolean isKnown(Pair pair) {
    return known.getIfPresent(pair) != null;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

package dev.portwrit.gateway.upstream;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.ecr.EcrToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The gateway's login at AWS ECR: HTTP Basic with a token of twelve hours, which is renewed when a
 * quarter of its time is left, and when the registry refuses it. While a new one cannot be had, the
 * old one is used to its end; then requests go without, and the registry refuses them.
 *
 * <p>May wait for AWS, once for all who want a token when there is none.
 *
 * <p>Source: ECR User Guide, "Private registry authentication".
 */
public final class EcrLogin implements UpstreamAuthorization {
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(5);

  private final Tokens tokens;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Held held = Held.NOTHING;
  private volatile Instant nextTry = Instant.MIN;
  private volatile Optional<String> problem = Optional.empty();

  /** Where tokens come from. */
  @FunctionalInterface
  public interface Tokens {
    /**
     * Asks for one.
     *
     * @return a new token
     * @throws RegistryException if there is none to be had
     */
    EcrToken fetch() throws RegistryException;
  }

  private record Held(Optional<EcrToken> token, Instant since, Instant renew) {
    static final Held NOTHING = new Held(Optional.empty(), Instant.MIN, Instant.MIN);

    Optional<String> header(Instant now) {
      return token.filter(one -> now.isBefore(one.expires())).map(EcrToken::authorization);
    }
  }

  /**
   * A login. Nothing is asked yet.
   *
   * @param tokens where tokens come from
   * @param clock by which they expire
   */
  public EcrLogin(Tokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public Optional<String> header(Optional<RepositoryName> repository, Action action) {
    Instant now = clock.instant();
    Held have = held;
    if (now.isBefore(have.renew())) {
      return have.header(now);
    }
    if (have.header(now).isEmpty()) {
      asking.lock();
    } else if (!asking.tryLock()) {
      return have.header(now); // somebody is about to bring a newer one
    }
    try {
      if (held.equals(have) && !now.isBefore(nextTry)) {
        renew(now);
      }
      return held.header(now);
    } finally {
      asking.unlock();
    }
  }

  private void renew(Instant now) {
    try {
      EcrToken token = tokens.fetch();
      Duration lifetime = Duration.between(now, token.expires());
      Duration used = lifetime.multipliedBy(3).dividedBy(4);
      held = new Held(Optional.of(token), now, now.plus(used.compareTo(LEAST) > 0 ? used : LEAST));
      problem = Optional.empty();
    } catch (RegistryException e) {
      nextTry = now.plus(BEFORE_ANOTHER_TRY);
      problem = Optional.of(e.getMessage() + "; " + e.help());
    }
  }

  /** A token that is refused when it is new would be refused again. */
  @Override
  public void refused(
      Optional<RepositoryName> repository, Action action, Optional<RepositoryName> from) {
    Held have = held;
    if (have.token().isPresent() && have.since().plus(LEAST).isBefore(clock.instant())) {
      held = Held.NOTHING;
    }
  }

  @Override
  public Optional<String> problem() {
    return problem;
  }
}

package dev.portwrit.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks names and passwords.
 *
 * <p>A pair that was right is remembered for a minute, under an HMAC of name, password and the hash
 * in the users file, with a key that this process drew at its start. A changed file therefore never
 * finds an old entry, and memory holds nothing that could be guessed against elsewhere. Only what
 * was right is remembered. Requests that bring the same pair at the same time, as clients do that
 * push several layers at once, wait for one check.
 */
final class PasswordCheck implements AutoCloseable {
  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final int MAX_PASSWORD_BYTES = 1024;

  private enum Outcome {
    RIGHT,
    WRONG,
    THROTTLED,
    BUSY
  }

  private final Supplier<Users> users;
  private final AttemptLimits limits;
  private final BcryptThreads bcrypt;
  private final IdentityMeters meters;
  private final SecretKey key;
  private final Cache<ByteBuffer, Boolean> remembered;
  private final Map<ByteBuffer, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();

  PasswordCheck(
      Supplier<Users> users,
      AttemptLimits limits,
      BcryptThreads bcrypt,
      IdentityMeters meters,
      SecureRandom random,
      Clock clock) {
    this.users = users;
    this.limits = limits;
    this.bcrypt = bcrypt;
    this.meters = meters;
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** Waits for bcrypt if it must; the address is a key of {@link ClientAddress}. */
  PasswordAnswer check(String name, byte[] password, String address) {
    Duration wait = limits.waitFor(name, address);
    if (!wait.isZero()) {
      meters.password("throttled");
      return new PasswordAnswer.Later(wait);
    }
    Users known = users.get();
    Optional<Account> account = known.find(name);
    BcryptHash hash = account.map(Account::hash).orElse(known.decoy());
    ByteBuffer pair =
        ByteBuffer.wrap(
            Hashes.mac(key, name.getBytes(StandardCharsets.UTF_8), password, hash.utf8()));
    if (account.isPresent() && remembered.getIfPresent(pair) != null) {
      limits.remember(name, address);
      meters.password("remembered");
      return new PasswordAnswer.Right(account.get());
    }
    Outcome outcome = join(pair, name, password, hash, address);
    if (outcome == Outcome.RIGHT && account.isPresent()) {
      limits.remember(name, address);
      meters.password("right");
      return new PasswordAnswer.Right(account.get());
    }
    return switch (outcome) {
      case RIGHT, WRONG -> {
        meters.password("wrong");
        yield new PasswordAnswer.Wrong();
      }
      case THROTTLED -> {
        meters.password("throttled");
        Duration left = limits.waitFor(name, address);
        yield new PasswordAnswer.Later(left.isZero() ? BUSY : left);
      }
      case BUSY -> {
        meters.password("busy");
        yield new PasswordAnswer.Later(BUSY);
      }
    };
  }

  /** Starts a check, or waits for the one of the same pair that runs. */
  private Outcome join(
      ByteBuffer pair, String name, byte[] password, BcryptHash hash, String address) {
    CompletableFuture<Outcome> mine = new CompletableFuture<>();
    CompletableFuture<Outcome> other = running.putIfAbsent(pair, mine);
    if (other != null) {
      return await(other);
    }
    if (remembered.getIfPresent(pair) != null) {
      // Another check of the pair ended between our two looks.
      finish(pair, mine, Outcome.RIGHT);
    } else if (!limits.begin(name, address).isZero()) {
      finish(pair, mine, Outcome.THROTTLED);
    } else if (!isPossible(password)) {
      finish(pair, mine, Outcome.WRONG);
    } else {
      bcrypt.check(
          hash,
          password,
          result -> {
            Outcome outcome =
                result.map(right -> right ? Outcome.RIGHT : Outcome.WRONG).orElse(Outcome.BUSY);
            if (outcome == Outcome.RIGHT) {
              remembered.put(pair, Boolean.TRUE);
              limits.succeed(name, address);
            } else if (outcome == Outcome.BUSY) {
              limits.withdraw(name, address);
            }
            finish(pair, mine, outcome);
          });
    }
    return await(mine);
  }

  private void finish(ByteBuffer pair, CompletableFuture<Outcome> check, Outcome outcome) {
    running.remove(pair);
    check.complete(outcome);
  }

  /** A C implementation ends a password at a zero byte, and nobody has an empty one. */
  private static boolean isPossible(byte[] password) {
    for (byte b : password) {
      if (b == 0) {
        return false;
      }
    }
    return password.length > 0 && password.length <= MAX_PASSWORD_BYTES;
  }

  private static Outcome await(CompletableFuture<Outcome> outcome) {
    try {
      return outcome.get(BcryptThreads.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.BUSY;
    } catch (TimeoutException | ExecutionException e) {
      return Outcome.BUSY;
    }
  }

  @Override
  public void close() {
    bcrypt.close();
  }
}

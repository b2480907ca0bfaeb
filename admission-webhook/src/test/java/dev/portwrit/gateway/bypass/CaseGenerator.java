package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.bypass.Attempt.Outcome;
import dev.portwrit.gateway.bypass.Login.Credential;
import dev.portwrit.gateway.bypass.Login.Scope;
import java.io.IOException;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Draws cases. Each depends on the seed and its number alone. */
final class CaseGenerator {
  private static final int TRIES = 1000;

  private final long seed;
  private final Attempts attempts;

  CaseGenerator(long seed, World world) {
    this.seed = seed;
    this.attempts = new Attempts(world);
  }

  private Random random(long number) {
    return new Random(seed * 0x9E3779B97F4A7C15L + number * 0xBF58476D1CE4E5B9L);
  }

  BypassCase draw(long number) throws IOException, InterruptedException {
    Random random = random(number);
    // The first numbers of seeds that are near are near.
    random.nextLong();
    return random.nextInt(4) == 0 ? control(number, random) : attack(number, random);
  }

  private BypassCase attack(long number, Random random) throws IOException {
    Caller caller = caller(random);
    Attempt attempt = attempts.any(random, caller);
    boolean isHarmful = !attempt.isRead() && !attempt.repository().startsWith("acme/pay/");
    // The owner may read the vault, and so mount from it.
    boolean isForNobody = !attempt.never().isEmpty();
    if ((isHarmful || isForNobody) && caller == Caller.OWNER) {
      caller = Caller.KEEPER;
    }
    Credential[] credentials = Credential.values();
    Credential credential =
        random.nextInt(3) > 0
            ? (random.nextInt(3) == 0 ? Credential.PASSWORD : Credential.TOKEN)
            : credentials[random.nextInt(credentials.length)];
    Scope scope = random.nextInt(2) == 0 ? Scope.REACHING : any(Scope.values(), random);
    boolean hasBody = attempt.hasBody();
    Encoding encoding = mostly(Encoding.NONE, 3, random);
    Framing plain = hasBody ? Framing.LENGTH : Framing.NONE;
    return new BypassCase(
        number,
        false,
        caller,
        new Login(credential, scope),
        attempt,
        mostly(PathForm.PLAIN, 2, random),
        encoding,
        encoding.apply(attempt.path(), random),
        mostly(QueryForm.AS_IT_IS, 3, random),
        mostly(HeaderForm.NONE, 2, random),
        mostly(plain, hasBody ? 2 : 8, random),
        mostly(Protocol.HTTP_1, 1, random));
  }

  private static Caller caller(Random random) {
    int drawn = random.nextInt(20);
    return drawn < 8
        ? Caller.PUSHER
        : drawn < 13
            ? Caller.KEEPER
            : drawn < 15
                ? Caller.READER
                : drawn < 17 ? Caller.OUTER : drawn < 19 ? Caller.NOBODY : Caller.OWNER;
  }

  private static <T> T any(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }

  /** The plain one, or one time in {@code odds} any. */
  private static <E extends Enum<E>> E mostly(E plain, int odds, Random random) {
    E[] all = plain.getDeclaringClass().getEnumConstants();
    return random.nextInt(odds) > 0 ? plain : all[random.nextInt(all.length)];
  }

  private BypassCase control(long number, Random random) throws IOException, InterruptedException {
    Caller caller = any(Caller.values(), random);
    Attempt attempt = attempts.allowed(random, caller);
    if (attempt.outcome() != Outcome.ALLOWED) {
      throw new IllegalStateException(attempt.name() + " is none that must succeed");
    }
    Protocol protocol = any(Protocol.values(), random);
    Credential credential =
        caller == Caller.NOBODY || random.nextBoolean() ? Credential.TOKEN : Credential.PASSWORD;
    Encoding encoding = mostly(Encoding.NONE, 2, random);
    String path = encoding.apply(attempt.path(), random);
    Predicate<Login> reaches = login -> login.reaches(caller, attempt.right());
    Login login = passing(() -> new Login(credential, any(Scope.values(), random)), reaches);
    return new BypassCase(
        number,
        true,
        caller,
        login,
        attempt,
        passing(PathForm.values(), random, form -> form.verdict(path, protocol)),
        encoding,
        path,
        passing(QueryForm.values(), random, form -> form.verdict(attempt)),
        passing(HeaderForm.values(), random, form -> form.verdict(attempt)),
        passing(Framing.values(), random, form -> form.verdict(attempt)),
        protocol);
  }

  private static <T> T passing(T[] all, Random random, Function<T, Verdict> verdict) {
    return passing(
        () -> all[random.nextInt(all.length)], form -> verdict.apply(form) == Verdict.PASSES);
  }

  private static <T> T passing(Supplier<T> draw, Predicate<T> isGood) {
    for (int i = 0; i < TRIES; i++) {
      T drawn = draw.get();
      if (isGood.test(drawn)) {
        return drawn;
      }
    }
    throw new IllegalStateException("nothing passes");
  }
}

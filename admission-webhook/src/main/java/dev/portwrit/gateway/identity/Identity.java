package dev.portwrit.gateway.identity;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All that a gateway knows of who its clients are. Any number of threads may use it. */
public final class Identity implements AutoCloseable {
  private final IdentitySettings settings;
  private final PasswordCheck passwords;
  private final Authenticator authenticator;
  private final TokenService tokens;
  private final Supplier<TokenKeys> keys;
  private final Runnable unwatched;
  // The gauge of the users holds it weakly.
  private final Supplier<Users> users;

  private Identity(
      IdentitySettings settings,
      Supplier<Users> users,
      PasswordCheck passwords,
      Authenticator authenticator,
      TokenService tokens,
      Supplier<TokenKeys> keys,
      Runnable unwatched) {
    this.settings = settings;
    this.keys = keys;
    this.unwatched = unwatched;
    this.users = users;
    this.passwords = passwords;
    this.authenticator = authenticator;
    this.tokens = tokens;
  }

  /**
   * Reads the users and the keys, and makes the key file if it is to be made.
   *
   * @param settings which files, for which registry
   * @param clock the time by which tokens, failures and files are judged
   * @param meters where figures are registered, under {@code portwrit.identity}
   * @param listener is told when a file changed
   * @return identity, to be closed at the end
   * @throws IdentityFileException if a file cannot be used
   */
  public static Identity open(
      IdentitySettings settings, Clock clock, MeterRegistry meters, IdentityListener listener)
      throws IdentityFileException {
    SecureRandom random = new SecureRandom();
    IdentityMeters figures = new IdentityMeters(meters);
    IdentityListener counting = new CountingListener(listener, figures);
    RereadFile<Users> usersFile =
        RereadFile.open(
            settings.usersFile(),
            (file, content) -> UsersText.parse(file, content, random),
            clock,
            counting);
    Supplier<Users> users = usersFile::current;
    Supplier<TokenKeys> keys = keys(settings.keys(), random, clock, counting);
    Runnable unwatched = figures.watchUsers(users);
    PasswordCheck passwords =
        new PasswordCheck(
            users, new AttemptLimits(clock), new BcryptThreads(figures), figures, random, clock);
    TokenVerifier verifier = new TokenVerifier(settings.registry(), keys, users, clock);
    Authenticator authenticator = new Authenticator(passwords, verifier, figures);
    TokenIssuer issuer =
        new TokenIssuer(settings.registry(), settings.tokenLifetime(), keys, random);
    TokenService tokens =
        new TokenService(settings.registry(), authenticator, issuer, figures, clock);
    return new Identity(settings, users, passwords, authenticator, tokens, keys, unwatched);
  }

  private static Supplier<TokenKeys> keys(
      TokenKeySource source, SecureRandom random, Clock clock, IdentityListener listener)
      throws IdentityFileException {
    if (source instanceof TokenKeySource.Given given) {
      TokenKeys keys =
          TokenKeys.parse(
              "the given token key", given.content().getBytes(StandardCharsets.US_ASCII));
      return () -> keys;
    }
    Path file = ((TokenKeySource.File) source).path();
    TokenKeyFile.createIfAbsent(file, random);
    return RereadFile.open(file, TokenKeyFile::read, clock, listener)::current;
  }

  /**
   * Says who a request comes from.
   *
   * @return the one authenticator
   */
  public Authenticator authenticator() {
    return authenticator;
  }

  /**
   * Answers at {@link Challenge#TOKEN_PATH}.
   *
   * @return the one token service
   */
  public TokenService tokens() {
    return tokens;
  }

  /**
   * How many accounts the users file in use has.
   *
   * @return at least one
   */
  public int userCount() {
    return users.get().size();
  }

  /**
   * The challenge for a request.
   *
   * @param scheme {@code http} or {@code https}, as the client sees it
   * @param authority the request's {@code Host} or {@code :authority}, as it came
   * @return the challenge; empty if the authority is not one, and the request is to be rejected
   */
  public Optional<Challenge> challenge(String scheme, String authority) {
    Optional<URI> external = settings.externalUrl();
    Optional<Origin> origin =
        external.isPresent() ? Origin.of(external.get()) : Origin.of(scheme, authority);
    return origin.map(known -> new Challenge(known.text(), settings.registry()));
  }

  /**
   * Keys for another purpose than tokens, which all gateways of the registry share too and which
   * are no help to find the keys of the tokens.
   *
   * @param purpose what for; each purpose has keys of its own
   * @return 32 bytes each: the one to use first, and those that are to be accepted besides
   */
  public List<byte[]> derivedKeys(String purpose) {
    byte[] label = ("derived: " + purpose).getBytes(StandardCharsets.UTF_8);
    return keys.get().all().stream().map(key -> Hashes.mac(key.secret(), label)).toList();
  }

  /** Stops the threads that hash passwords, and takes the figures of users back. */
  @Override
  public void close() {
    unwatched.run();
    passwords.close();
  }

  private record CountingListener(IdentityListener next, IdentityMeters meters)
      implements IdentityListener {
    @Override
    public void accepted(Path file, String content) {
      next.accepted(file, content);
    }

    @Override
    public void rejected(Path file, List<String> problems) {
      meters.rejectedFile();
      next.rejected(file, problems);
    }
  }
}

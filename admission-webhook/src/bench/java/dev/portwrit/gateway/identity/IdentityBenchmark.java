package dev.portwrit.gateway.identity;

import dev.portwrit.reference.RepositoryName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to say who a request comes from. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class IdentityBenchmark {
  private static final String HERE = "192.0.2.1";

  private Path folder;
  private Identity identity;
  private TokenIssuer issuer;
  private TokenVerifier verifier;
  private Optional<Account> account;
  private List<dev.portwrit.gateway.identity.Scope> scopes;
  private String token;
  private Optional<String> bearer;
  private Optional<String> basic;

  /** Opens identity over one user. */
  @Setup
  public void open() throws IOException, IdentityFileException {
    folder = Files.createTempDirectory("portwrit-bench");
    Path usersFile = folder.resolve("users");
    Files.writeString(usersFile, IdentityFixture.user("bob", "secret") + "\n");
    TokenKeySource key = new TokenKeySource.Given(IdentityFixture.KEY_LINE);
    Clock clock = Clock.systemUTC();
    identity =
        Identity.open(
            new IdentitySettings("hub", usersFile, key, Duration.ofMinutes(5), Optional.empty()),
            clock,
            new SimpleMeterRegistry(),
            IdentityListener.NONE);
    Users users = UsersText.parse(usersFile, Files.readAllBytes(usersFile), new SecureRandom());
    TokenKeys keys = TokenKeys.parse("key", IdentityFixture.KEY_LINE.getBytes(StandardCharsets.US_ASCII));
    issuer = new TokenIssuer("hub", Duration.ofMinutes(5), () -> keys, new SecureRandom());
    verifier = new TokenVerifier("hub", () -> keys, () -> users, clock);
    account = users.find("bob");
    scopes =
        List.of(
            dev.portwrit.gateway.identity.Scope.of(
                new RepositoryName("acme/pay/api"), ScopeAction.PULL, ScopeAction.PUSH));
    token = issuer.issue(account, scopes, Instant.now());
    bearer = IdentityFixture.bearer(token);
    basic = IdentityFixture.basic("bob", "secret");
  }

  /** Removes the files. */
  @TearDown
  public void close() throws IOException {
    identity.close();
    Files.delete(folder.resolve("users"));
    Files.delete(folder);
  }

  /** A token is made. */
  @Benchmark
  public String issueToken() {
    return issuer.issue(account, scopes, Instant.now());
  }

  /** A token comes for the first time. */
  @Benchmark
  public Object verifyUnknownToken() {
    verifier.forget();
    return verifier.verify(token);
  }

  /** A request brings a token that came before. */
  @Benchmark
  public Object authenticateKnownToken() {
    return identity.authenticator().authenticate(bearer, HERE);
  }

  /** A request brings a password that was right within the last minute. */
  @Benchmark
  public Object authenticateKnownPassword() {
    return identity.authenticator().authenticate(basic, HERE);
  }
}

package dev.portwrit.gateway.upstream;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpMethod;

/**
 * The gateway's own login at a registry of which it is not known beforehand what it wants. Its
 * answer to a request without credentials says it: a token of a token service, which is then asked
 * for by scope and used until shortly before it expires, or the account itself, as HTTP Basic.
 *
 * <p>Nothing is sent to a token service that the {@link RealmRule} does not have. Where no token
 * can be had requests go without one, and the registry refuses them.
 *
 * <p>May wait for the token service, once for all who want the same scope.
 *
 * <p>Source: Distribution, "Token Authentication Specification".
 */
public final class TokenLogin implements UpstreamAuthorization {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofMinutes(1);
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_TOKENS = 10_000;

  private final URI registry;
  private final UpstreamAuthorization account;
  private final RealmRule realms;
  private final Clock clock;
  private final Transport asking;
  private final Transport asAccount;
  private final AsyncCache<String, FetchedToken> tokens;
  private volatile Known known = Known.NOTHING;
  private volatile Optional<String> problem = Optional.empty();

  /** What the registry wants, as far as it said. */
  private record Known(boolean isSaid, Optional<BearerChallenge> challenge, Instant since) {
    static final Known NOTHING = new Known(false, Optional.empty(), Instant.MIN);
  }

  /** Tokens are used as long as they say, whether they are used or not. */
  private static final class Lifetimes implements Expiry<String, FetchedToken> {
    @Override
    public long expireAfterCreate(String scope, FetchedToken token, long now) {
      return token.lifetime().toNanos();
    }

    @Override
    public long expireAfterUpdate(String scope, FetchedToken token, long now, long left) {
      return token.lifetime().toNanos();
    }

    @Override
    public long expireAfterRead(String scope, FetchedToken token, long now, long left) {
      return left;
    }
  }

  /**
   * A login. Nothing is asked yet.
   *
   * @param client a started client, of which {@link HttpUpstream} says what is changed in it
   * @param registry the address of the registry, before {@code /v2/}
   * @param account the gateway's own account there
   * @param realms where the account may be sent for a token
   * @param clock by which tokens expire
   */
  public TokenLogin(
      HttpClient client,
      URI registry,
      UpstreamAuthorization account,
      RealmRule realms,
      Clock clock) {
    this.registry = registry;
    this.account = account;
    this.realms = realms;
    this.clock = clock;
    this.asking = new Transport(client, UpstreamAuthorization.anonymous());
    this.asAccount = new Transport(client, account);
    this.tokens =
        Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(new Lifetimes())
            .buildAsync();
  }

  @Override
  public Optional<String> problem() {
    return problem.or(account::problem);
  }

  @Override
  public Optional<String> header(Optional<RepositoryName> repository, Action action) {
    return header(repository, action, Optional.empty());
  }

  @Override
  public Optional<String> header(
      Optional<RepositoryName> repository, Action action, Optional<RepositoryName> from) {
    Known now = known.isSaid() ? known : ask();
    return now.challenge().isEmpty()
        ? account.header(repository, action)
        : token(now.challenge().get(), scopes(repository, action, from));
  }

  @Override
  public void refused(
      Optional<RepositoryName> repository, Action action, Optional<RepositoryName> from) {
    account.refused(repository, action, from);
    tokens.synchronous().invalidate(String.join(" ", scopes(repository, action, from)));
    if (known.isSaid() && known.since().plus(SETTLED).isBefore(clock.instant())) {
      known = Known.NOTHING;
    }
  }

  private Known ask() {
    UpstreamAnswer answer =
        asking.send(
            asking.request(HttpMethod.GET, registry.resolve("/v2/")),
            Optional.empty(),
            Action.PULL,
            TIMEOUT,
            MAX_BYTES);
    if (!(answer instanceof Answered answered) || answered.status() >= 500) {
      return Known.NOTHING;
    }
    Optional<BearerChallenge> challenge =
        answered.status() == 401
            ? BearerChallenge.parse(answered.header("WWW-Authenticate"))
            : Optional.empty();
    Known said = new Known(true, challenge, clock.instant());
    known = said;
    return said;
  }

  /** The scopes to ask for, as the registry's own handlers want them. */
  private static List<String> scopes(
      Optional<RepositoryName> repository, Action action, Optional<RepositoryName> from) {
    List<String> scopes = new ArrayList<>();
    String actions =
        switch (action) {
          case PULL -> "pull";
          case PUSH, OVERWRITE -> "pull,push";
          case DELETE -> "pull,delete";
          case ADMINISTER -> "*";
        };
    scopes.add(
        repository.map(name -> "repository:" + name + ":" + actions).orElse("registry:catalog:*"));
    from.ifPresent(name -> scopes.add("repository:" + name + ":pull"));
    return scopes;
  }

  private Optional<String> token(BearerChallenge challenge, List<String> scopes) {
    CompletableFuture<FetchedToken> mine = new CompletableFuture<>();
    CompletableFuture<FetchedToken> first =
        tokens.asMap().putIfAbsent(String.join(" ", scopes), mine);
    if (first != null) {
      return first.join().header();
    }
    FetchedToken token = FetchedToken.none();
    try {
      token = fetch(challenge, scopes);
    } finally {
      mine.complete(token);
    }
    return token.header();
  }

  private FetchedToken fetch(BearerChallenge challenge, List<String> scopes) {
    Optional<String> refusal = realms.refusal(challenge.realm());
    if (refusal.isPresent()) {
      return none(refusal.get());
    }
    UpstreamAnswer answer =
        asAccount.send(
            asAccount.request(HttpMethod.GET, address(challenge, scopes)),
            Optional.empty(),
            Action.PULL,
            TIMEOUT,
            MAX_BYTES);
    if (answer instanceof NoAnswer) {
      return none("the registry's token service does not answer");
    }
    Answered answered = (Answered) answer;
    if (answered.status() != 200) {
      return none("the registry's token service answered " + answered.status());
    }
    try {
      FetchedToken token = FetchedToken.read(answered.body().bytes());
      problem = Optional.empty();
      return token;
    } catch (IOException e) {
      return none("the registry's token service answered something that is no token");
    }
  }

  private FetchedToken none(String cause) {
    problem = Optional.of(cause);
    return FetchedToken.none();
  }

  private static URI address(BearerChallenge challenge, List<String> scopes) {
    StringBuilder query = new StringBuilder();
    challenge.service().ifPresent(service -> query.append("service=").append(encoded(service)));
    for (String scope : scopes) {
      query.append(query.isEmpty() ? "" : "&").append("scope=").append(encoded(scope));
    }
    String realm = challenge.realm().toString();
    return URI.create(realm + (realm.indexOf('?') < 0 ? "?" : "&") + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

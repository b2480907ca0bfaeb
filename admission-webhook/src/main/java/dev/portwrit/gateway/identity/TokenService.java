package dev.portwrit.gateway.identity;

import dev.portwrit.policy.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The token service of the distribution token protocol, without its HTTP: GET with Basic
 * credentials or none, and POST with an OAuth 2 password grant.
 *
 * <p>A token carries the scopes that were asked for, as far as this registry has them. The policy
 * is not asked here: it is asked at the request, with the policy then in force, and a client whom
 * it refuses is told the rule there. Asked here it could only make the client run in circles
 * between a token that does not reach and a service that does not say why.
 *
 * <p>There are no refresh tokens: {@code offline_token} and {@code access_type} are accepted and
 * ignored, clients then keep the password. A refresh token would be one more secret that outlives a
 * change of the users file.
 *
 * <p>Source: distribution token authentication and OAuth 2 specifications.
 */
public final class TokenService {
  private final String registry;
  private final Authenticator authenticator;
  private final TokenIssuer issuer;
  private final IdentityMeters meters;
  private final Clock clock;

  TokenService(
      String registry,
      Authenticator authenticator,
      TokenIssuer issuer,
      IdentityMeters meters,
      Clock clock) {
    this.registry = registry;
    this.authenticator = authenticator;
    this.issuer = issuer;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Answers a GET.
   *
   * @param query the decoded parameters, each with its values in order
   * @param authorization the {@code Authorization} header, if there is one
   * @param remoteAddress the address that the connection comes from
   * @return a token, or why there is none
   */
  public TokenAnswer get(
      Map<String, List<String>> query, Optional<String> authorization, String remoteAddress) {
    Optional<TokenAnswer> wrongService = wrongService(query);
    if (wrongService.isPresent()) {
      return wrongService.get();
    }
    Optional<List<Scope>> scopes = ScopeText.parse(query.getOrDefault("scope", List.of()));
    if (scopes.isEmpty()) {
      return invalidScope();
    }
    if (authorization.isEmpty()) {
      return issue(Optional.empty(), scopes.get());
    }
    String header = authorization.get();
    boolean isBasic = header.toLowerCase(Locale.ROOT).startsWith("basic ");
    Optional<BasicCredentials> credentials =
        isBasic
            ? BasicCredentials.decode(header.substring("basic ".length()).strip())
            : Optional.empty();
    return credentials.isPresent()
        ? checkAndIssue(credentials.get(), scopes.get(), remoteAddress)
        : TokenAnswer.unauthorized(registry, "a token is given for Basic credentials");
  }

  /**
   * Answers a POST.
   *
   * @param form the decoded fields of the form, each with its values in order
   * @param remoteAddress the address that the connection comes from
   * @return a token, or why there is none
   */
  public TokenAnswer post(Map<String, List<String>> form, String remoteAddress) {
    Optional<TokenAnswer> wrongService = wrongService(form);
    if (wrongService.isPresent()) {
      return wrongService.get();
    }
    if (!single(form, "grant_type").equals(Optional.of("password"))) {
      return TokenAnswer.invalid(
          "unsupported_grant_type", "the only grant is `password`; there are no refresh tokens");
    }
    Optional<String> name = single(form, "username");
    Optional<String> password = single(form, "password");
    if (name.isEmpty() || password.isEmpty()) {
      return TokenAnswer.invalid("invalid_request", "`username` and `password` are needed once");
    }
    Optional<List<Scope>> scopes = ScopeText.parse(form.getOrDefault("scope", List.of()));
    if (scopes.isEmpty()) {
      return invalidScope();
    }
    Optional<BasicCredentials> credentials =
        BasicCredentials.of(name.get(), password.get().getBytes(StandardCharsets.UTF_8));
    return credentials.isPresent()
        ? checkAndIssue(credentials.get(), scopes.get(), remoteAddress)
        : TokenAnswer.unauthorized(registry, Authenticator.WRONG);
  }

  private TokenAnswer checkAndIssue(
      BasicCredentials credentials, List<Scope> scopes, String remoteAddress) {
    PasswordAnswer answer = authenticator.check(credentials, remoteAddress);
    if (answer instanceof PasswordAnswer.Right right) {
      return issue(Optional.of(right.account()), scopes);
    }
    return answer instanceof PasswordAnswer.Later later
        ? TokenAnswer.throttled(later.retryAfter())
        : TokenAnswer.unauthorized(registry, Authenticator.WRONG);
  }

  private TokenAnswer issue(Optional<Account> account, List<Scope> scopes) {
    // Times in a token are whole seconds.
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String token = issuer.issue(account, scopes, now);
    meters.issued(account.map(a -> kindOf(a.subject())).orElse("anonymous"));
    return TokenAnswer.issued(token, issuer.lifetime(), now, TokenAccess.of(scopes).toString());
  }

  private static String kindOf(Subject subject) {
    return subject instanceof Subject.Service ? "service" : "user";
  }

  private Optional<TokenAnswer> wrongService(Map<String, List<String>> parameters) {
    boolean isOurs =
        parameters.getOrDefault("service", List.of()).stream().allMatch(registry::equals);
    return isOurs
        ? Optional.empty()
        : Optional.of(
            TokenAnswer.invalid(
                "invalid_request", "this is the token service of `" + registry + "` only"));
  }

  private static TokenAnswer invalidScope() {
    return TokenAnswer.invalid(
        "invalid_scope",
        "a scope is written `repository:NAME:ACTION,…`; at most %d scopes and %d characters"
            .formatted(ScopeText.MAX_SCOPES, ScopeText.MAX_CHARACTERS));
  }

  private static Optional<String> single(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}

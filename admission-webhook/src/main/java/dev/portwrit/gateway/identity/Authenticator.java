package dev.portwrit.gateway.identity;

import java.util.Locale;
import java.util.Optional;

/**
 * Turns the {@code Authorization} header of a request into who it comes from.
 *
 * <p>It may wait for bcrypt, so call it from a thread that may wait. Credentials that are wrong are
 * never read as none: a request that brings them is refused, even where anonymous might do what it
 * asks for.
 */
public final class Authenticator {
  /** What a client is told whose name or password is wrong. */
  static final String WRONG = "wrong user name or password";

  private final PasswordCheck passwords;
  private final TokenVerifier tokens;
  private final IdentityMeters meters;

  Authenticator(PasswordCheck passwords, TokenVerifier tokens, IdentityMeters meters) {
    this.passwords = passwords;
    this.tokens = tokens;
    this.meters = meters;
  }

  /**
   * Authenticates a request.
   *
   * @param authorization the header's value; empty if there is none. A request with two such
   *     headers is to be rejected before
   * @param remoteAddress the address that the connection comes from, by which failures are counted
   * @return who it is, or why that is not known
   */
  public Authentication authenticate(Optional<String> authorization, String remoteAddress) {
    if (authorization.isEmpty()) {
      return new Authentication.Anonymous();
    }
    String header = authorization.get();
    int space = header.indexOf(' ');
    String scheme = (space < 0 ? header : header.substring(0, space)).toLowerCase(Locale.ROOT);
    String rest = space < 0 ? "" : header.substring(space + 1).strip();
    return switch (scheme) {
      case "basic" -> withPassword(rest, remoteAddress);
      case "bearer" -> withToken(rest);
      default ->
          new Authentication.Refused(
              ChallengeError.NONE, "credentials must be a bearer token or Basic");
    };
  }

  private Authentication withPassword(String base64, String remoteAddress) {
    Optional<BasicCredentials> credentials = BasicCredentials.decode(base64);
    if (credentials.isEmpty()) {
      return new Authentication.Refused(
          ChallengeError.NONE, "the Basic credentials are not base64 of a name and a password");
    }
    PasswordAnswer answer = check(credentials.get(), remoteAddress);
    if (answer instanceof PasswordAnswer.Right right) {
      return new Authentication.Authenticated(right.account().subject(), Optional.empty());
    }
    if (answer instanceof PasswordAnswer.Later later) {
      return new Authentication.Throttled(later.retryAfter());
    }
    return new Authentication.Refused(ChallengeError.NONE, WRONG);
  }

  /** Checks a name and a password wherever they came from. */
  PasswordAnswer check(BasicCredentials credentials, String remoteAddress) {
    return passwords.check(
        credentials.name(), credentials.password(), ClientAddress.keyOf(remoteAddress));
  }

  private Authentication withToken(String token) {
    TokenVerifier.Verdict verdict = tokens.verify(token);
    if (verdict instanceof TokenVerifier.Verdict.Invalid invalid) {
      meters.refused(invalid.reason());
      return new Authentication.Refused(ChallengeError.INVALID_TOKEN, invalid.reason().message());
    }
    TokenClaims claims = ((TokenVerifier.Verdict.Valid) verdict).claims();
    return new Authentication.Authenticated(claims.subject(), Optional.of(claims.access()));
  }
}

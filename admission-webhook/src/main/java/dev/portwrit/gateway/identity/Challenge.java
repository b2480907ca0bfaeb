package dev.portwrit.gateway.identity;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a {@code WWW-Authenticate} header, which tells a client where to get a token and what
 * to ask for.
 *
 * <p>Source: distribution token authentication specification, "How to authenticate".
 */
public final class Challenge {
  /** Where the token service lies below the address of the gateway. */
  public static final String TOKEN_PATH = "/token";

  private final String realm;
  private final String service;

  Challenge(String origin, String service) {
    this.realm = requireQuotable(origin + TOKEN_PATH);
    this.service = requireQuotable(service);
  }

  /**
   * The header for a request that needs scopes.
   *
   * @param scopes what a token must reach; none where any token will do
   * @param error what was wrong with the credentials that the request brought
   * @return such as {@code Bearer
   *     realm="https://host/token",service="hub",scope="repository:a/b:pull"}
   */
  public String header(List<Scope> scopes, ChallengeError error) {
    StringBuilder header = new StringBuilder("Bearer realm=\"");
    header.append(realm).append("\",service=\"").append(service).append('"');
    if (!scopes.isEmpty()) {
      String text = scopes.stream().map(Scope::toString).collect(Collectors.joining(" "));
      header.append(",scope=\"").append(text).append('"');
    }
    if (error != ChallengeError.NONE) {
      header.append(",error=\"").append(error.attribute()).append('"');
    }
    return header.toString();
  }

  private static String requireQuotable(String text) {
    boolean isQuotable = text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\');
    if (!isQuotable) {
      throw new IllegalArgumentException("cannot stand in a challenge");
    }
    return text;
  }
}

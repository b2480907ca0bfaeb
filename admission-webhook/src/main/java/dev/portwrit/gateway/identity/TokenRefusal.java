package dev.portwrit.gateway.identity;

import java.util.Locale;

/** The reasons for which a token is refused. */
public enum TokenRefusal {
  /** Longer than any token of ours. */
  TOO_LONG("the token is too long"),
  /** Not three parts of JSON and MAC in base64url. */
  MALFORMED("the token is not a signed JSON web token"),
  /** Another algorithm than HS256, or none. */
  ALGORITHM("the token is not signed with HS256"),
  /** Signed with a key that is not, or no longer, in use. */
  UNKNOWN_KEY("the token names a key that is not in use"),
  /** The MAC does not fit. */
  SIGNATURE("the token was not signed by this registry"),
  /** Issued by somebody else. */
  ISSUER("the token has another issuer"),
  /** Issued for another registry. */
  OTHER_REGISTRY("the token is for another registry"),
  /** Its time is over. */
  EXPIRED("the token has expired"),
  /** Its time has not begun. */
  NOT_YET("the token is not valid yet"),
  /** Signed, but without what a token of ours carries. */
  CLAIMS("the token does not carry what it must"),
  /** Its user is not in the users file, or no longer. */
  UNKNOWN_USER("the user of the token is no longer known"),
  /** Its user has another password by now. */
  CHANGED_PASSWORD("the user of the token has another password since");

  private final String message;

  TokenRefusal(String message) {
    this.message = message;
  }

  /**
   * The reason in one line, for the client.
   *
   * @return text without anything of the token
   */
  public String message() {
    return message;
  }

  /**
   * The reason as a stable word, for figures.
   *
   * @return such as {@code other-registry}
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

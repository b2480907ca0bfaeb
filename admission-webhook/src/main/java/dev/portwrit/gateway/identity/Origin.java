package dev.portwrit.gateway.identity;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scheme and the authority under which clients reach the gateway, such as {@code
 * https://registry.acme.example:8443}.
 *
 * <p>A client's {@code Host} header ends up in our answer, so nothing passes but a host name, an
 * IPv4 or a bracketed IPv6 address, with a port or without: no user information, no other byte.
 *
 * @param text the origin, without a slash at its end
 */
record Origin(String text) {
  private static final int MAX_LENGTH = 300;
  private static final String NAME = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?";
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:" + NAME + "|\\[[0-9A-Fa-f:.]{2,45}\\])(?::([0-9]{1,5}))?");

  /** Puts a request's scheme and authority together; empty if one of them is not one. */
  static Optional<Origin> of(String scheme, String authority) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    boolean isWeb = lower.equals("http") || lower.equals("https");
    return isWeb && isAuthority(authority)
        ? Optional.of(new Origin(lower + "://" + authority))
        : Optional.empty();
  }

  /** Reads a configured address; empty if it has more than a scheme, an authority and a slash. */
  static Optional<Origin> of(URI uri) {
    boolean isBare =
        uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && (uri.getRawPath() == null
                || uri.getRawPath().isEmpty()
                || uri.getRawPath().equals("/"));
    return isBare && uri.getScheme() != null && uri.getRawAuthority() != null
        ? of(uri.getScheme(), uri.getRawAuthority())
        : Optional.empty();
  }

  private static boolean isAuthority(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    Matcher matcher = AUTHORITY.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    String port = matcher.group(1);
    return port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65535);
  }
}

package dev.portwrit.gateway.upstream;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry answers that wants a token: where it is given.
 *
 * <p>Source: Distribution, "Token Authentication Specification"; RFC 6750, section 3.
 *
 * @param realm where the token is given, absolute
 * @param service the registry's name there
 */
record BearerChallenge(URI realm, Optional<String> service) {
  private static final Pattern SCHEME = Pattern.compile("(?i)(?:^|,\\s*)Bearer\\s+(?=[a-z_]+=)");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\G(?:,?\\s*)([A-Za-z_]{1,32})=\"([\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]{0,2048})\"");

  /** The first that is in those headers; empty if there is none or it names no realm. */
  static Optional<BearerChallenge> parse(List<String> headers) {
    return headers.stream().map(BearerChallenge::parse).flatMap(Optional::stream).findFirst();
  }

  private static Optional<BearerChallenge> parse(String header) {
    Matcher scheme = SCHEME.matcher(header);
    if (!scheme.find()) {
      return Optional.empty();
    }
    Optional<URI> realm = Optional.empty();
    Optional<String> service = Optional.empty();
    Matcher parameter = PARAMETER.matcher(header);
    parameter.region(scheme.end(), header.length());
    while (parameter.find()) {
      switch (parameter.group(1)) {
        case "realm" -> realm = address(parameter.group(2));
        case "service" -> service = Optional.of(parameter.group(2));
        default -> {
          // The scope is ours to know, and the rest is about tokens that were sent.
        }
      }
    }
    Optional<String> name = service;
    return realm.map(address -> new BearerChallenge(address, name));
  }

  private static Optional<URI> address(String text) {
    try {
      URI uri = URI.create(text);
      boolean isPlain =
          uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
      return Optional.of(uri).filter(u -> isPlain);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

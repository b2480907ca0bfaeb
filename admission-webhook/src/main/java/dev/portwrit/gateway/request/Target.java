package dev.portwrit.gateway.request;

import dev.portwrit.reference.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Writes the canonical path and query of an operation. */
final class Target {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final StringBuilder text;
  private char separator = '?';

  Target(String path) {
    text = new StringBuilder(path);
  }

  static Target in(RepositoryName repository, String rest) {
    return new Target("/v2/" + repository + "/" + rest);
  }

  Target parameter(String name, String value) {
    text.append(separator).append(name).append('=');
    encode(value);
    separator = '&';
    return this;
  }

  Target optional(String name, Optional<String> value) {
    value.ifPresent(text -> parameter(name, text));
    return this;
  }

  Target page(Page page) {
    if (page.size().isPresent()) {
      parameter("n", Integer.toString(page.size().getAsInt()));
    }
    return optional("last", page.last());
  }

  private void encode(String value) {
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(octet)) {
        text.append((char) octet);
      } else {
        text.append('%').append(HEX.toHexDigits(octet));
      }
    }
  }

  // RFC 3986 unreserved, and what names and digests are made of and a query may hold.
  private static boolean isPlain(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || "-._~:/".indexOf(octet) >= 0;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

package dev.portwrit.gateway.upstream;

import java.util.Locale;

/** Media types as headers and manifests have them. */
public final class MediaType {
  private MediaType() {}

  /**
   * A media type as it is compared: in lower case and without its parameters.
   *
   * @param value what a {@code Content-Type} or a {@code mediaType} says; it need not be one
   * @return type and subtype; empty where there is none
   */
  public static String plain(String value) {
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}

package dev.portwrit.gateway.bypass;

import java.util.List;

/** What would show that something was read which the caller may not read. */
final class Marks {
  /** Stands in every secret blob, manifest, tag and name that no request knows. */
  static final String SECRET = "s3cr3tmark";

  /** The gateway's own login at the registry. */
  static final String UPSTREAM_PASSWORD = "upstream-pw-that-no-client-sees";

  private Marks() {}

  /** The marks that an answer shows. */
  static List<String> in(WireAnswer answer) {
    String encoded = Logins.basic("gateway", UPSTREAM_PASSWORD).substring("Basic ".length());
    return List.of(SECRET, UPSTREAM_PASSWORD, encoded).stream()
        .filter(answer.everything()::contains)
        .toList();
  }
}

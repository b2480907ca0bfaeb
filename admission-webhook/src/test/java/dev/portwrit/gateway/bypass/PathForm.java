package dev.portwrit.gateway.bypass;

/**
 * What is done to a path: the first place where a pattern is found, replaced. Where it finds
 * nothing to change, the path stays, and is plain.
 */
enum PathForm {
  PLAIN(Verdict.PASSES, "(?!)", ""),
  ENCODED_VERSION(Verdict.PASSES, "^/v2/", "/%762/"),
  ABSOLUTE(Verdict.PASSES, "(?!)", ""),
  ABSOLUTE_ELSEWHERE(Verdict.REFUSED, "^", "http://evil.example"),
  DOT(Verdict.REFUSED, "^/v2/", "/v2/./"),
  DOT_DOT(Verdict.REFUSED, "^/v2/", "/v2/acme/../"),
  DOT_DOT_BELOW_PUBLIC(Verdict.REFUSED, "^/v2/acme/", "/v2/acme/pub/site/../../"),
  DOT_DOT_ENCODED(Verdict.REFUSED, "^/v2/", "/v2/acme/%2e%2E/"),
  DOT_DOT_HALF_ENCODED(Verdict.REFUSED, "^/v2/", "/v2/acme/.%2e/"),
  DOT_DOT_PARAMETER(Verdict.REFUSED, "^/v2/", "/v2/acme/..;/"),
  TRAILING_DOT(Verdict.REFUSED, "\\z", "/."),
  TRAILING_DOT_DOT(Verdict.REFUSED, "\\z", "/x/.."),
  TRAILING_SLASH(Verdict.REFUSED, "\\z", "/"),
  DOUBLE_SLASH(Verdict.REFUSED, "^/v2/", "/v2//"),
  LEADING_SLASHES(Verdict.REFUSED, "^", "/"),
  SLASHES_BEFORE_THE_END(Verdict.REFUSED, "/([^/]*)$", "//$1"),
  ENCODED_SLASH(Verdict.REFUSED, "/([^/]*)$", "%2F$1"),
  ENCODED_SLASH_IN_THE_NAME(Verdict.REFUSED, "^/v2/acme/", "/v2/acme%2f"),
  ENCODED_FIRST_SLASH(Verdict.REFUSED, "^/v2/", "/v2%2F"),
  BACKSLASH(Verdict.REFUSED, "/([^/]*)$", "\\\\$1"),
  ENCODED_BACKSLASH(Verdict.REFUSED, "/([^/]*)$", "%5c$1"),
  PARAMETER(Verdict.REFUSED, "\\z", ";x=1"),
  ENCODED_PARAMETER(Verdict.REFUSED, "\\z", "%3bx=1"),
  PARAMETER_OF_THE_VERSION(Verdict.REFUSED, "^/v2/", "/v2;x/"),
  NUL(Verdict.REFUSED, "\\z", "%00"),
  LINE_END(Verdict.REFUSED, "\\z", "%0d%0aX:%20y"),
  SPACE(Verdict.REFUSED, "\\z", "%20"),
  PLUS(Verdict.REFUSED, "\\z", "+"),
  FRAGMENT(Verdict.REFUSED, "\\z", "#x"),
  ENCODED_FRAGMENT(Verdict.REFUSED, "\\z", "%23x"),
  ENCODED_QUESTION(Verdict.REFUSED, "\\z", "%3Fx"),
  UPPER_VERSION(Verdict.REFUSED, "^/v2/", "/V2/"),
  OTHER_VERSION(Verdict.REFUSED, "^/v2/", "/v1/"),
  BELOW_A_PREFIX(Verdict.REFUSED, "^", "/x"),
  UPPER_NAME(Verdict.REFUSED, "^/v2/acme/", "/v2/Acme/"),
  FULL_WIDTH_NAME(Verdict.REFUSED, "^/v2/acme/", "/v2/%EF%BD%81cme/"),
  RAW_UNICODE(Verdict.REFUSED, "^/v2/acme/", "/v2/\u00e1cme/"),
  OVERLONG_SLASH(Verdict.REFUSED, "/([^/]*)$", "%c0%af$1"),
  OVERLONG_DOT(Verdict.REFUSED, "^/v2/", "/v2/acme/%c0%ae./"),
  DOUBLY_ENCODED(Verdict.REFUSED, "^/v2/acme/", "/v2/%2561cme/"),
  DOUBLY_ENCODED_SLASH(Verdict.REFUSED, "/([^/]*)$", "%252f$1"),
  PERCENT_U(Verdict.REFUSED, "/([^/]*)$", "%u002f$1"),
  BAD_PERCENT(Verdict.REFUSED, "\\z", "%zz"),
  LONE_PERCENT(Verdict.REFUSED, "\\z", "%"),
  LONG(Verdict.REFUSED, "\\z", "a".repeat(17_000));

  private final Verdict verdict;
  private final String found;
  private final String replacement;

  PathForm(Verdict verdict, String found, String replacement) {
    this.verdict = verdict;
    this.found = found;
    this.replacement = replacement;
  }

  String apply(String path, String origin) {
    return this == ABSOLUTE ? origin + path : path.replaceFirst(found, replacement);
  }

  Verdict verdict(String path, Protocol protocol) {
    if (this == ABSOLUTE && protocol == Protocol.HTTP_2) {
      return Verdict.EITHER;
    }
    boolean isPlain = this != ABSOLUTE && path.replaceFirst(found, replacement).equals(path);
    return isPlain ? Verdict.PASSES : verdict;
  }
}

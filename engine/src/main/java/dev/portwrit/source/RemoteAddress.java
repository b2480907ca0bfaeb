package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A remote repository as it was typed: {@code file:}, {@code https:} or {@code ssh:} URL, or {@code
 * user@host:path}, then perhaps {@code #branch}, {@code #branch:folder} or {@code #:folder}.
 *
 * @param url the address alone, with the credentials that were typed
 * @param branch the branch that stands for {@code HEAD}, empty for the remote's own
 * @param folder the root of the workspace within the repository, empty for the whole
 */
record RemoteAddress(String url, Optional<String> branch, String folder) {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):.*");
  private static final Pattern HOST_AND_PATH =
      Pattern.compile("[^/@:\\s]+@(\\[[0-9a-fA-F:]+]|[^/@:\\s]+):(?!:).+");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");

  /** Reads an address; empty if the text is no address but a path. */
  static Optional<RemoteAddress> parse(String typed) throws SourceException {
    int hash = typed.indexOf('#');
    String url = hash < 0 ? typed : typed.substring(0, hash);
    String fragment = hash < 0 ? "" : typed.substring(hash + 1);
    Matcher scheme = SCHEME.matcher(url);
    boolean hostAndPath = HOST_AND_PATH.matcher(url).matches();
    // A single letter before a colon is a drive.
    if (!hostAndPath && (!scheme.matches() || scheme.group(1).length() == 1)) {
      return Optional.empty();
    }
    if (!hostAndPath) {
      requireScheme(url, scheme.group(1).toLowerCase(Locale.ROOT));
    }
    Part part = Part.parse(fragment);
    return Optional.of(new RemoteAddress(url, part.branch(), part.folder()));
  }

  /** What follows the {@code #}. */
  record Part(Optional<String> branch, String folder) {
    static Part parse(String fragment) {
      int colon = fragment.indexOf(':');
      String branch = colon < 0 ? fragment : fragment.substring(0, colon);
      String folder = colon < 0 ? "" : fragment.substring(colon + 1);
      return new Part(
          Optional.of(branch).filter(text -> !text.isEmpty()), folder.replaceAll("^/+|/+$", ""));
    }
  }

  private static void requireScheme(String url, String scheme) throws SourceException {
    switch (scheme) {
      case "file", "https", "ssh" -> {}
      case "http" -> {
        if (!isLoopback(url)) {
          throw unknown(
              "`"
                  + masked(url)
                  + "` is not encrypted: anybody on the way could change the policies",
              "say `https:`; `http:` is only for the loopback");
        }
      }
      default ->
          throw unknown(
              "`" + masked(url) + "` is of a kind that is not taken",
              "say a folder, or a `file:`, `https:` or `ssh:` URL");
    }
  }

  private static boolean isLoopback(String url) {
    @Nullable String host = uri(url).map(URI::getHost).orElse(null);
    return host != null && LOOPBACK.matcher(host).matches();
  }

  /** The address as people may see it. */
  String masked() {
    return masked(url);
  }

  private static String masked(String url) {
    return Printable.escape(ShownAddress.of(url));
  }

  /** The address without who asks: what copies are kept under. */
  String place() {
    return url.replaceFirst("^(https?://)[^/@]*@", "$1");
  }

  static Optional<URI> uri(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException odd) {
      return Optional.empty();
    }
  }

  private static SourceException unknown(String message, String help) {
    return new SourceException(Code.SOURCE_UNKNOWN, message, help);
  }
}

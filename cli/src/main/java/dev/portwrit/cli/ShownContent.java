package dev.portwrit.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a native object as it is printed: addresses in it may hold secrets. */
final class ShownContent {
  private static final Pattern ADDRESS =
      Pattern.compile("(https?://)(?:[^/?#\"\\\\@]*@)?([^/?#\"\\\\@]*)(?:[^\"\\\\]|\\\\.)*");

  private ShownContent() {}

  /**
   * Keeps of addresses the scheme and the host.
   *
   * @param content a JSON text
   * @return the same otherwise
   */
  static String of(String content) {
    return ADDRESS
        .matcher(content)
        .replaceAll(
            found -> {
              String shown = found.group(1) + found.group(2);
              return Matcher.quoteReplacement(found.group().equals(shown) ? shown : shown + "/…");
            });
  }
}

package dev.portwrit.source;

import java.util.regex.Pattern;

/** Addresses as people may see them: without what may be a secret. */
public final class ShownAddress {
  private static final Pattern WEB_USER = Pattern.compile("(https?://)[^/@#]*@");
  private static final Pattern PASSWORD =
      Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://[^/@:#]*):[^/@#]*@");
  private static final Pattern QUERY = Pattern.compile("(://[^?#]*)\\?[^#]*");

  private ShownAddress() {}

  /**
   * Takes out the password of each address in a text; of {@code http} the user too, which may be a
   * token; and the query.
   *
   * @param typed an address, a path, or a word of a command line
   * @return the same where it holds no address
   */
  public static String of(String typed) {
    String bare = QUERY.matcher(typed).replaceAll("$1");
    return PASSWORD.matcher(WEB_USER.matcher(bare).replaceAll("$1")).replaceAll("$1@");
  }
}

package dev.portwrit.apply;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A database in which several machines keep what lies between runs.
 *
 * @param url {@code jdbc:postgresql://HOST[:PORT]/DATABASE}, several hosts with commas between;
 *     parameters are the driver's
 * @param password that of the user, asked for at each connection; if empty what the driver finds in
 *     {@code .pgpass}
 */
public record StateDatabase(String url, Supplier<Optional<String>> password) {
  /** What a URL begins with. */
  public static final String SCHEME = "jdbc:postgresql:";

  private static final Pattern PASSWORD = Pattern.compile("[?&]password=");

  /**
   * Whether the address carries a password, which others could see.
   *
   * @return true if one of its parameters is one
   */
  public boolean showsPassword() {
    return PASSWORD.matcher(url).find();
  }

  /** The place without parameters, for people: these may hold secrets. */
  String place() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  @Override
  public String toString() {
    return place();
  }
}

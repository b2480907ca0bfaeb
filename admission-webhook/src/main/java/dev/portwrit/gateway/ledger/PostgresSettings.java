package dev.portwrit.gateway.ledger;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the ledger of several gateways is.
 *
 * @param url {@code jdbc:postgresql://HOST[:PORT]/DATABASE}, several hosts with commas between;
 *     parameters are the driver's
 * @param user whose login it is; if empty what the URL or the driver says
 * @param password its password, asked for at each new connection; if empty what the driver finds in
 *     {@code .pgpass}
 * @param sessions how many connections at most. Each write that is under way has one
 * @param pace how long the database may take
 */
public record PostgresSettings(
    String url,
    Optional<String> user,
    Supplier<Optional<String>> password,
    int sessions,
    PostgresPace pace) {
  /** What a URL begins with. */
  public static final String SCHEME = "jdbc:postgresql:";

  /** How many connections are enough for a gateway. */
  public static final int DEFAULT_SESSIONS = 16;

  /** The place without parameters, for people: these may hold secrets. */
  String place() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /** Which of several hosts will do: the one that takes writes. */
  Optional<String> server() {
    return place().contains(",") ? Optional.of("primary") : Optional.empty();
  }

  @Override
  public String toString() {
    return place();
  }
}

package dev.portwrit.embedded;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A request as the registry received it, without its body.
 *
 * @param method the method, such as {@code PUT}
 * @param target the path and the query as sent, such as {@code /v2/acme/pay/manifests/v1}
 * @param headers the values of each header by its name in lower case
 */
public record SeenRequest(String method, String target, Map<String, List<String>> headers) {
  /** Takes a copy of the headers. */
  public SeenRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * The first value of a header.
   *
   * @param name the header's name in any case
   * @return the value, or empty if the request has no such header
   */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /**
   * Requests of one method to a part of the registry.
   *
   * @param method the method
   * @param part text that the target contains, such as {@code /manifests/}
   * @return a condition for {@link Vices#turnOn(Vice, Predicate)}
   */
  public static Predicate<SeenRequest> to(String method, String part) {
    return request -> request.method().equals(method) && request.target().contains(part);
  }

  /**
   * The nth, counted from one, of the requests that meet a condition; none before, none after. The
   * condition made here counts, so each use needs its own.
   *
   * @param n which one
   * @param among the condition
   * @return a condition for {@link Vices#turnOn(Vice, Predicate)}
   */
  public static Predicate<SeenRequest> nth(int n, Predicate<SeenRequest> among) {
    AtomicInteger count = new AtomicInteger();
    return request -> among.test(request) && count.incrementAndGet() == n;
  }

  /** Leaves the headers out: they may hold a password. */
  @Override
  public String toString() {
    return method + " " + target;
  }
}

package dev.portwrit.gateway.request;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** The grammar from a request line to an operation. */
public final class RequestGrammar {
  /** The longest target, in characters; a longer one is answered 414. */
  public static final int MAX_TARGET_LENGTH = 16 * 1024;

  // Servers and frameworks behind us might take the method from these.
  private static final Set<String> METHOD_OVERRIDES =
      Set.of("x-http-method-override", "x-method-override", "x-http-method");

  private RequestGrammar() {}

  /**
   * Reads a request.
   *
   * @param method the method, as the client wrote it
   * @param target the path with its query, as the client wrote it, not decoded
   * @param headerNames the names of the headers, in any case
   * @return the one operation that it means, or why it means none; never an exception
   */
  public static ParsedRequest parse(String method, String target, Collection<String> headerNames) {
    try {
      if (target.length() > MAX_TARGET_LENGTH) {
        throw new Rejection(
            new Rejected(414, ErrorCode.UNSUPPORTED, "the request target is too long"));
      }
      requireNoOverride(headerNames);
      int question = target.indexOf('?');
      String path = question < 0 ? target : target.substring(0, question);
      String query = question < 0 ? "" : target.substring(question + 1);
      return Endpoint.of(DecodedPath.parse(path)).operation(method, query);
    } catch (Rejection rejection) {
      return rejection.rejected();
    }
  }

  private static void requireNoOverride(Collection<String> headerNames) throws Rejection {
    for (String name : headerNames) {
      if (METHOD_OVERRIDES.contains(name.toLowerCase(Locale.ROOT))) {
        throw Rejection.badRequest(
            ErrorCode.UNSUPPORTED, "a method cannot be overridden by a header");
      }
    }
  }
}

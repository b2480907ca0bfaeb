package dev.portwrit.gateway.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/**
 * What the parser of HTTP lets pass, and another server on the way might read differently.
 *
 * <p>Source: RFC 9112, section 6.1; RFC 9113, sections 8.1.1 and 8.2.2; RFC 9110, section 4.2.4.
 */
final class RequestForm {
  /** Headers that belong to a connection of HTTP/1.1. */
  private static final List<String> OF_A_CONNECTION =
      List.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private RequestForm() {}

  /** What is malformed about a request, one line. */
  static Optional<String> problem(Request request) {
    HttpURI uri = request.getHttpURI();
    if (uri.getUser() != null || !isWeb(uri.getScheme())) {
      return Optional.of("the request target is of another kind");
    }
    return isHttp2(request)
        ? problemOfHttp2(request.getHeaders())
        : problemOfHttp1(request.getHeaders());
  }

  /** RFC 9112, section 6.1: who knows of no other coding than chunks refuses it. */
  private static Optional<String> problemOfHttp1(HttpFields headers) {
    List<String> codings = headers.getValuesList(HttpHeader.TRANSFER_ENCODING);
    return codings.isEmpty() || (codings.size() == 1 && HttpHeaderValue.CHUNKED.is(codings.get(0)))
        ? Optional.empty()
        : Optional.of("`transfer-encoding` can be `chunked` alone");
  }

  static boolean isHttp2(Request request) {
    return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
  }

  private static boolean isWeb(String scheme) {
    return scheme == null || List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT));
  }

  private static Optional<String> problemOfHttp2(HttpFields headers) {
    for (String name : OF_A_CONNECTION) {
      if (headers.contains(name)) {
        return Optional.of("HTTP/2 has no header `" + name + "`");
      }
    }
    boolean isLength =
        headers.getValuesList(HttpHeader.CONTENT_LENGTH).stream()
            .allMatch(value -> LENGTH.matcher(value).matches());
    return isLength ? Optional.empty() : Optional.of("`content-length` is no number");
  }
}

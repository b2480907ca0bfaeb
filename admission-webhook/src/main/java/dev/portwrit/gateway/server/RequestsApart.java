package dev.portwrit.gateway.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.frames.HeadersFrame;

/**
 * Keeps the requests of one connection of HTTP/2 apart. In Jetty 12.1.14 the fields of a malformed
 * request stay behind in the array that the next request of the connection is read into, and {@link
 * HttpFields#get(String)} finds them there, beyond the end: somebody else's login, where a proxy
 * sends the requests of many over one connection. Iterating respects the end.
 */
final class RequestsApart {
  private RequestsApart() {}

  /** The same request, of which nothing can be found but what came with it. */
  static HeadersFrame alone(HeadersFrame frame) {
    if (!(frame.getMetaData() instanceof MetaData.Request request)
        || request instanceof MetaData.ConnectRequest) {
      return frame;
    }
    HttpFields.Mutable own = HttpFields.build();
    for (var field : request.getHttpFields()) {
      own.add(field);
    }
    MetaData.Request alone =
        new MetaData.Request(
            request.getBeginNanoTime(),
            request.getMethod(),
            request.getHttpURI(),
            request.getHttpVersion(),
            own,
            request.getContentLength());
    return new HeadersFrame(frame.getStreamId(), alone, frame.getPriority(), frame.isEndStream());
  }
}

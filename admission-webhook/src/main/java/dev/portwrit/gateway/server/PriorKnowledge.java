package dev.portwrit.gateway.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/** Clear HTTP/2 for who begins with it. */
final class PriorKnowledge extends HTTP2CServerConnectionFactory {
  PriorKnowledge(HttpConfiguration http) {
    super(http);
  }

  /**
   * Not for a connection that is under way. RFC 9113, section 3.1, has done away with that, and
   * whoever reaches us by way of a proxy that passes {@code Upgrade} on would leave that proxy's
   * rules behind.
   */
  @Override
  public @Nullable Connection upgradeConnection(
      Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable answer) {
    return HttpMethod.PRI.is(request.getMethod())
        ? super.upgradeConnection(connector, endPoint, request, answer)
        : null;
  }

  @Override
  protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
    return new HTTPServerSessionListener(endPoint) {
      @Override
      public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
        return super.onNewStream(stream, RequestsApart.alone(frame));
      }
    };
  }
}

package dev.portwrit.gateway.server;

import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;

/** HTTP/2 over TLS. */
final class SecureHttp2 extends HTTP2ServerConnectionFactory {
  SecureHttp2(HttpConfiguration http) {
    super(http);
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

package dev.portwrit.gateway.server;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A registry over TLS that remembers by which HTTP it was asked, and whether what it was sent came
 * whole. Every blob has as many bytes as its repository says: {@code acme/pay/4096}.
 */
final class TlsRegistry implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Server server = new Server();
  private final ServerConnector connector;
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();

  /** What it offers by ALPN; nothing at all, not even ALPN, for an older one. */
  enum Offer {
    HTTP_2,
    HTTP_1,
    NOTHING
  }

  TlsRegistry(TestCertificate certificate, Offer offer) throws Exception {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(TlsServers.context(certificate));
    HttpConnectionFactory one = new HttpConnectionFactory(new HttpConfiguration());
    List<ConnectionFactory> factories = new ArrayList<>();
    if (offer == Offer.NOTHING) {
      factories.add(new SslConnectionFactory(tls, one.getProtocol()));
    } else {
      ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
      alpn.setDefaultProtocol(one.getProtocol());
      factories.add(new SslConnectionFactory(tls, alpn.getProtocol()));
      factories.add(alpn);
    }
    if (offer == Offer.HTTP_2) {
      factories.add(new HTTP2ServerConnectionFactory(one.getHttpConfiguration()));
    }
    factories.add(one);
    connector = new ServerConnector(server, factories.toArray(ConnectionFactory[]::new));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            answer(request, response, callback);
            return true;
          }
        });
    server.start();
  }

  URI uri() {
    return URI.create("https://127.0.0.1:" + connector.getLocalPort());
  }

  /** The next request that is over: its protocol, its method and what came of its body. */
  String next() throws InterruptedException {
    return next(seen);
  }

  /** The method of the next request with a body that has begun. */
  String nextBegun() throws InterruptedException {
    return next(begun);
  }

  private static String next(BlockingQueue<String> queue) throws InterruptedException {
    String next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  private void answer(Request request, Response response, Callback callback) throws Exception {
    String said =
        request.getConnectionMetaData().getHttpVersion() + " " + request.getMethod() + " ";
    if (request.getMethod().equals("GET")) {
      seen.add(said);
      String path = Request.getPathInContext(request);
      int size = Integer.parseInt(path.replaceAll(".*/(\\d+)/blobs/.*", "$1"));
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, size);
      response.write(true, ByteBuffer.allocate(size), callback);
      return;
    }
    begun.add(request.getMethod());
    long length = 0;
    try (var in = Content.Source.asInputStream(request)) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        length += n;
      }
    } catch (IOException e) {
      seen.add(said + "broken off");
      callback.failed(e);
      return;
    }
    seen.add(said + length);
    response.setStatus(request.getMethod().equals("PUT") ? 201 : 202);
    response.getHeaders().put(HttpHeader.LOCATION, "/v2/acme/pay/api/blobs/uploads/1");
    callback.succeeded();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}

package dev.portwrit.gateway.server;

import java.net.URI;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty's own reverse proxy before a registry: what streaming costs where nothing is decided. */
final class BareProxy implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;

  private BareProxy(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  static BareProxy before(URI registry) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new ProxyHandler.Reverse(
            request ->
                HttpURI.build(request.getHttpURI())
                    .scheme(registry.getScheme())
                    .authority(registry.getAuthority())));
    server.start();
    return new BareProxy(server, connector);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}

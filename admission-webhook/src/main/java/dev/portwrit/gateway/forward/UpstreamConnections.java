package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The connections to the one registry behind the gateway. Every request that is made here goes to
 * that registry and carries the gateway's own credentials and no others.
 */
public final class UpstreamConnections implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 2048;

  /** Those that one caller may keep. */
  public static final int MAX_OF_ONE_CALLER = MAX_CONNECTIONS / 4;

  private static final int MAX_WAITING = 4096;
  private static final int MAX_THREADS = 64;

  /** The size of the buffers between the registry and clients. */
  public static final int BUFFER_BYTES = 64 * 1024;

  private static final int HEADER_BYTES = 64 * 1024;
  // What stands before registries closes unused connections after a minute or so; a connection that
  // is closed by us cannot be closed just when a request is sent over it.
  private static final Duration UNUSED = Duration.ofSeconds(50);

  private final URI registry;
  private final UpstreamTimeouts timeouts;
  private final UpstreamAuthorization authorization;
  private final HttpClient client;

  /**
   * Opens nothing yet.
   *
   * @param registry scheme, host and port of the registry
   * @param authorization the gateway's own login, asked for at each request
   * @param timeouts how long it may take
   */
  public UpstreamConnections(
      URI registry, UpstreamAuthorization authorization, UpstreamTimeouts timeouts) {
    this.registry = registry;
    this.timeouts = timeouts;
    this.authorization = authorization;
    this.client = newClient(timeouts);
    LifeCycle.start(client);
    // No redirect is followed, no 401 is answered and nothing is decoded behind our back.
    client.getProtocolHandlers().clear();
    client.getContentDecoderFactories().clear();
  }

  private static HttpClient newClient(UpstreamTimeouts timeouts) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("upstream");
    threads.setDaemon(true);
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    connector.setSelectors(1);
    // Larger buffers than the pool's default are kept too.
    connector.setByteBufferPool(new ArrayByteBufferPool(0, 4096, 512 * 1024));
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setFollowRedirects(false);
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "portwrit"));
    client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(MAX_WAITING);
    client.setRequestBufferSize(BUFFER_BYTES);
    client.setResponseBufferSize(BUFFER_BYTES);
    client.setMaxResponseHeadersSize(HEADER_BYTES);
    client.setMaxRequestHeadersSize(HEADER_BYTES);
    client.setConnectTimeout(timeouts.connect().toMillis());
    client.setIdleTimeout(UNUSED.toMillis());
    client.setAddressResolutionTimeout(timeouts.connect().toMillis());
    return client;
  }

  /**
   * A request to the registry.
   *
   * @param method such as {@code GET}
   * @param target path and query, written by us
   * @param repository where; empty for the catalog
   * @param action what the gateway's own account needs for it
   */
  public Request request(
      String method, String target, Optional<RepositoryName> repository, Action action) {
    Request request =
        client
            .newRequest(registry.resolve(target))
            .method(method)
            .idleTimeout(timeouts.idle().toMillis(), TimeUnit.MILLISECONDS);
    authorization.header(repository, action).ifPresent(value -> authorize(request, value));
    return request;
  }

  /**
   * The client, for what the gateway itself asks the registry.
   *
   * @return a started client, to be stopped by {@link #close} alone
   */
  public HttpClient client() {
    return client;
  }

  private static void authorize(Request request, String value) {
    request.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, value));
  }

  /**
   * Where the registry is.
   *
   * @return scheme, host and port
   */
  public URI registry() {
    return registry;
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
  }
}

package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamHealth;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The connections to the one registry behind the gateway. Every request that is made here goes to
 * that registry and carries the gateway's own credentials and no others, but for those to a store
 * that it sends us to, which carry none.
 */
public final class UpstreamConnections implements AutoCloseable {
  static final int MAX_CONNECTIONS = 2048;

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
  private final UpstreamHealth health;
  private final boolean followsRedirects;

  /**
   * Opens nothing yet.
   *
   * @param registry scheme, host and port of the registry
   * @param authorization the gateway's own login, asked for at each request
   * @param timeouts how long it may take
   */
  public UpstreamConnections(
      URI registry, UpstreamAuthorization authorization, UpstreamTimeouts timeouts) {
    this(
        registry,
        client -> authorization,
        timeouts,
        Optional.empty(),
        UpstreamHealth.unwatched(),
        false);
  }

  /**
   * Opens nothing yet.
   *
   * @param registry scheme, host and port of the registry
   * @param login makes the gateway's own login, which may ask over the same connections
   * @param timeouts how long it may take
   * @param trusted the authorities whose certificates it may have; empty for those of Java
   * @param health whether it answers
   * @param followsRedirects whether a blob in a store elsewhere is fetched from there; else the
   *     client is sent there
   */
  public UpstreamConnections(
      URI registry,
      Function<HttpClient, UpstreamAuthorization> login,
      UpstreamTimeouts timeouts,
      Optional<KeyStore> trusted,
      UpstreamHealth health,
      boolean followsRedirects) {
    this.registry = registry;
    this.followsRedirects = followsRedirects;
    this.health = health;
    this.timeouts = timeouts;
    this.client = newClient(timeouts, trusted, "https".equals(registry.getScheme()));
    LifeCycle.start(client);
    // No redirect is followed, no 401 is answered and nothing is decoded behind our back.
    client.getProtocolHandlers().clear();
    client.getContentDecoderFactories().clear();
    this.authorization = login.apply(client);
  }

  private static HttpClient newClient(
      UpstreamTimeouts timeouts, Optional<KeyStore> trusted, boolean secure) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("upstream");
    threads.setDaemon(true);
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    connector.setSelectors(1);
    trusted.ifPresent(
        store -> {
          SslContextFactory.Client tls = new SslContextFactory.Client();
          tls.setTrustStore(store);
          connector.setSslContextFactory(tls);
        });
    // Larger buffers than the pool's default are kept too.
    connector.setByteBufferPool(new ArrayByteBufferPool(0, 4096, 512 * 1024));
    HttpClient client = RegistryTransport.client(connector, secure, HEADER_BYTES, timeouts.idle());
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
    return request(method, target, authorization.header(repository, action));
  }

  /** The request that passes an operation on. May wait for a token. */
  Request request(Forwarding forwarding) {
    Optional<RepositoryName> repository = Optional.of(forwarding.repository());
    return request(
        forwarding.method(),
        forwarding.target(),
        authorization.header(repository, forwarding.action(), forwarding.from()));
  }

  private Request request(String method, String target, Optional<String> login) {
    Request request =
        client
            .newRequest(registry.resolve(target))
            .method(method)
            .idleTimeout(timeouts.idle().toMillis(), TimeUnit.MILLISECONDS);
    login.ifPresent(
        value -> request.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, value)));
    return request;
  }

  /** A request to where the registry sent us, without credentials. */
  Request elsewhere(String method, URI address) {
    return client
        .newRequest(address)
        .method(method)
        .idleTimeout(timeouts.idle().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether a blob in a store elsewhere is fetched from there. */
  boolean followsRedirects() {
    return followsRedirects;
  }

  /** Says that the registry answered 401. */
  void refused(Forwarding forwarding) {
    authorization.refused(
        Optional.of(forwarding.repository()), forwarding.action(), forwarding.from());
  }

  /**
   * Whether the registry answers.
   *
   * @return the same at every call
   */
  public UpstreamHealth health() {
    return health;
  }

  /**
   * The gateway's own login.
   *
   * @return as it was given or made
   */
  public UpstreamAuthorization authorization() {
    return authorization;
  }

  /**
   * The client, for what the gateway itself asks the registry.
   *
   * @return a started client, to be stopped by {@link #close} alone
   */
  public HttpClient client() {
    return client;
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

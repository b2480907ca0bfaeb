package dev.portwrit.gateway.webhook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Sends events to receivers, and nothing else: no login, no cookie, no redirect is followed, and
 * what a receiver says is thrown away. Any number of threads may use it.
 */
final class WebhookClient implements AutoCloseable {
  private static final int GONE = 410;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int MAX_THREADS = 16;

  private final HttpClient client;
  private final ReceiverRule rule;
  private final Duration patience;
  private final Clock clock;

  /**
   * A client that runs until it is closed.
   *
   * @param trusted the authorities that certificates may be from; empty for those of Java
   */
  WebhookClient(ReceiverRule rule, Optional<KeyStore> trusted, Duration patience, Clock clock) {
    this.rule = rule;
    this.patience = patience;
    this.clock = clock;
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("webhooks");
    threads.setDaemon(true);
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    connector.setSelectors(1);
    SslContextFactory.Client tls = new SslContextFactory.Client();
    trusted.ifPresent(tls::setTrustStore);
    connector.setSslContextFactory(tls);
    this.client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setFollowRedirects(false);
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "portwrit"));
    client.setMaxResponseHeadersSize(HEADER_BYTES);
    client.setConnectTimeout(patience.toMillis());
    client.setSocketAddressResolver((host, port, context, promise) -> resolve(host, port, promise));
    LifeCycle.start(client);
    client.getProtocolHandlers().clear();
    client.getContentDecoderFactories().clear();
  }

  private static final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }

  /** What is connected to is what is checked here, so no later answer of DNS counts. */
  private void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
    try {
      client.getExecutor().execute(() -> resolveNow(host, port, promise));
    } catch (RejectedExecutionException e) {
      promise.failed(e);
    }
  }

  private void resolveNow(String host, int port, Promise<List<InetSocketAddress>> promise) {
    try {
      List<InetSocketAddress> found = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!rule.mayConnect(host, port, address)) {
          throw new ForbiddenAddressException();
        }
        found.add(new InetSocketAddress(address, port));
      }
      promise.succeeded(found);
    } catch (UnknownHostException e) {
      promise.failed(e);
    }
  }

  /**
   * Sends an event once.
   *
   * @param receipt is told what came of it, on any thread
   */
  void send(Delivery delivery, long second, String signature, Consumer<Receipt> receipt) {
    URI url = delivery.url();
    Optional<String> objection = rule.objection(url);
    if (objection.isPresent()) {
      receipt.accept(new Receipt.Forbidden(objection.get()));
      return;
    }
    client
        .newRequest(url)
        .method(HttpMethod.POST)
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .headers(
            headers ->
                headers
                    .put("webhook-id", delivery.id())
                    .put("webhook-timestamp", Long.toString(second))
                    .put("webhook-signature", signature))
        .body(new StringRequestContent(TagPushed.MEDIA_TYPE, delivery.event()))
        .send(result -> receipt.accept(receipt(result)));
  }

  private Receipt receipt(Result result) {
    if (result.isFailed()) {
      return failed(result.getFailure());
    }
    int status = result.getResponse().getStatus();
    if (status >= 200 && status < 300) {
      return new Receipt.Taken();
    }
    return status == GONE
        ? new Receipt.Gone()
        : new Receipt.Failed(
            "it answered " + status,
            Optional.ofNullable(result.getResponse().getHeaders().get(HttpHeader.RETRY_AFTER))
                .flatMap(this::pause));
  }

  private static Receipt failed(Throwable failure) {
    boolean isTls = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ForbiddenAddressException) {
        return new Receipt.Forbidden(
            "its address is one that only this machine reaches, and `--webhook-allow` does not name"
                + " it");
      }
      if (cause instanceof UnknownHostException) {
        return new Receipt.Failed("its host is not known", Optional.empty());
      }
      if (cause instanceof TimeoutException) {
        return new Receipt.Failed("it did not answer in time", Optional.empty());
      }
      if (cause instanceof CertPathBuilderException) {
        return new Receipt.Failed(
            "its TLS certificate is from no authority that is trusted; `--webhook-ca` names more",
            Optional.empty());
      }
      isTls |= cause instanceof SSLException || cause instanceof CertificateException;
    }
    return new Receipt.Failed(
        isTls ? "its TLS certificate or protocol is refused" : "it cannot be reached",
        Optional.empty());
  }

  /** What {@code Retry-After} says: seconds, or an instant. */
  private Optional<Duration> pause(String value) {
    try {
      return value.matches("[0-9]{1,6}")
          ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
          : Optional.of(
              Duration.between(
                  clock.instant(),
                  Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
  }
}

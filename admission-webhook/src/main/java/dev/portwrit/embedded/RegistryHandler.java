package dev.portwrit.embedded;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request: vices first, then the login, then the part of the registry it is for. */
final class RegistryHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryHandler.class);

  private final Optional<Credentials> credentials;
  private final ManifestEndpoint manifests;
  private final BlobEndpoint blobs;
  private final UploadEndpoint uploads;
  private final ListEndpoint lists;
  private final ReferrersEndpoint referrers;
  private final Vices vices = new Vices();
  private volatile Consumer<SeenRequest> observer = request -> {};

  private RegistryHandler(
      Optional<Credentials> credentials, ContentStore content, RepositoryFiles repositories)
      throws IOException {
    this.credentials = credentials;
    this.manifests = new ManifestEndpoint(content, repositories);
    this.blobs = new BlobEndpoint(content, repositories);
    this.uploads = new UploadEndpoint(content, repositories);
    this.lists = new ListEndpoint(repositories);
    this.referrers = new ReferrersEndpoint(content, repositories);
  }

  static RegistryHandler over(EmbeddedSettings settings) throws IOException {
    ContentStore content = ContentStore.in(settings.folder());
    RepositoryFiles repositories =
        new RepositoryFiles(settings.folder().resolve("repositories"), content);
    return new RegistryHandler(settings.credentials(), content, repositories);
  }

  Vices vices() {
    return vices;
  }

  void observe(Consumer<SeenRequest> newObserver) {
    observer = newObserver;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SeenRequest seen = seen(request);
    response.getHeaders().put("Server", "portwrit-embedded (for trying out)");
    response.getHeaders().put("Docker-Distribution-Api-Version", "registry/2.0");
    try {
      observer.accept(seen);
      serve(request, response, vices.at(seen));
      callback.succeeded();
    } catch (ConnectionLostException e) {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    } catch (Exception e) {
      LOG.debug("embedded registry failed at {}", seen, e);
      callback.failed(e);
    }
    return true;
  }

  private void serve(Request request, Response response, Set<Vice> shown)
      throws IOException, InterruptedException {
    if (shown.contains(Vice.HANGS)) {
      vices.awaitOff(Vice.HANGS);
    }
    if (shown.contains(Vice.CLOSES_CONNECTION)) {
      throw new ConnectionLostException();
    }
    Exchange exchange = new Exchange(request, response, shown, vices);
    try {
      refuseByVice(exchange);
      Route route = Route.of(request.getHttpURI().getDecodedPath());
      if (route.kind() == Route.Kind.REDIRECTED) {
        blobs.serveRedirected(exchange, route.reference());
      } else {
        requireLogin(exchange);
        dispatch(exchange, route);
      }
    } catch (RefusedException refused) {
      exchange.answerError(refused);
    }
  }

  private void dispatch(Exchange exchange, Route route) throws IOException, RefusedException {
    switch (route.kind()) {
      case BASE -> answerBase(exchange);
      case CATALOG -> lists.catalog(exchange);
      case TAGS -> lists.tags(exchange, route);
      case MANIFEST -> manifests.serve(exchange, route);
      case REFERRERS -> referrers.serve(exchange, route);
      case BLOB -> blobs.serve(exchange, route);
      case UPLOADS -> uploads.begin(exchange, route);
      case UPLOAD -> uploads.go(exchange, route);
      case REDIRECTED, NOTHING ->
          throw new RefusedException(ErrorCode.NAME_UNKNOWN, "no such part of the registry");
    }
  }

  private static void answerBase(Exchange exchange) throws IOException {
    exchange.answer(200, "application/json", new byte[] {'{', '}'});
  }

  private void requireLogin(Exchange exchange) throws RefusedException {
    if (credentials.isEmpty()) {
      return;
    }
    if (!exchange.header("Authorization").map(credentials.get()::areIn).orElse(false)) {
      throw unauthorized(exchange);
    }
  }

  private static void refuseByVice(Exchange exchange) throws RefusedException {
    if (exchange.shows(Vice.SERVER_ERROR)) {
      throw new RefusedException(ErrorCode.UNKNOWN, "failed on purpose");
    }
    if (exchange.shows(Vice.UNAVAILABLE)) {
      throw new RefusedException(ErrorCode.UNAVAILABLE, "unavailable on purpose");
    }
    if (exchange.shows(Vice.TOO_MANY_REQUESTS)) {
      exchange.set("Retry-After", "1");
      throw new RefusedException(ErrorCode.TOOMANYREQUESTS, "too many requests on purpose");
    }
    if (exchange.shows(Vice.UNAUTHORIZED)) {
      throw unauthorized(exchange);
    }
  }

  private static RefusedException unauthorized(Exchange exchange) {
    exchange.set("WWW-Authenticate", "Basic realm=\"embedded registry\"");
    return new RefusedException(ErrorCode.UNAUTHORIZED, "log in first");
  }

  private static SeenRequest seen(Request request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      headers.put(name, request.getHeaders().getValuesList(name));
    }
    return new SeenRequest(request.getMethod(), request.getHttpURI().getPathQuery(), headers);
  }
}

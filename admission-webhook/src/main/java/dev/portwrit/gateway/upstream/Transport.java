package dev.portwrit.gateway.upstream;

import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** Sends one request once and waits for its answer. */
final class Transport {
  private static final NoAnswer NOT_SENT =
      new NoAnswer("the registry does not answer, and nothing is sent until it does", false);

  private final HttpClient client;
  private final UpstreamAuthorization authorization;
  private final UpstreamHealth health;

  Transport(HttpClient client, UpstreamAuthorization authorization) {
    this(client, authorization, UpstreamHealth.unwatched());
  }

  Transport(HttpClient client, UpstreamAuthorization authorization, UpstreamHealth health) {
    this.client = client;
    this.health = health;
    // What would answer a challenge, follow a redirect or decode a body in our place.
    client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
    client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
    client.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
    client.getContentDecoderFactories().clear();
    this.authorization = authorization;
  }

  Request request(HttpMethod method, URI uri) {
    return client
        .newRequest(uri)
        .method(method)
        .followRedirects(false)
        .headers(headers -> headers.put(HttpHeader.ACCEPT_ENCODING, "identity"));
  }

  UpstreamAnswer send(
      Request request,
      Optional<RepositoryName> repository,
      Action action,
      Duration timeout,
      int maxBytes) {
    if (health.isDown()) {
      return NOT_SENT;
    }
    authorize(request, repository, action, timeout);
    CompletableFuture<Answered> answer =
        new CompletableResponseListener(request, maxBytes)
            .send()
            .thenApply(response -> answered(response, new Body(content(response))));
    return noted(await(request, answer, timeout, maxBytes), repository, action);
  }

  /** The same for a body that the request's own listeners take. */
  UpstreamAnswer sendWithoutBody(
      Request request, Optional<RepositoryName> repository, Action action, Duration timeout) {
    if (health.isDown()) {
      return NOT_SENT;
    }
    authorize(request, repository, action, timeout);
    CompletableFuture<Answered> answer = new CompletableFuture<>();
    request.send(
        result -> {
          Throwable failure = result.getFailure();
          if (failure == null) {
            answer.complete(answered(result.getResponse(), Body.EMPTY));
          } else {
            answer.completeExceptionally(failure);
          }
        });
    return noted(await(request, answer, timeout, Integer.MAX_VALUE), repository, action);
  }

  private UpstreamAnswer noted(
      UpstreamAnswer answer, Optional<RepositoryName> repository, Action action) {
    if (answer instanceof Answered answered) {
      health.answered();
      if (answered.status() == 401) {
        authorization.refused(repository, action, Optional.empty());
      }
    }
    return answer;
  }

  private void authorize(
      Request request, Optional<RepositoryName> repository, Action action, Duration timeout) {
    request.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    authorization
        .header(repository, action)
        .ifPresent(
            value -> request.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, value)));
  }

  private static byte[] content(ContentResponse response) {
    byte[] content = response.getContent();
    return content == null ? new byte[0] : content;
  }

  private static Answered answered(Response response, Body body) {
    List<Header> headers =
        response.getHeaders().stream()
            .map(field -> new Header(field.getName(), field.getValue()))
            .toList();
    return new Answered(response.getStatus(), headers, body);
  }

  private UpstreamAnswer await(
      Request request, CompletableFuture<Answered> answer, Duration timeout, int maxBytes) {
    try {
      // The client keeps the time; the second more only guards against a client that does not.
      return answer.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (UpstreamHealth.isNoAnswer(e.getCause())) {
        health.failed(cause(e.getCause(), timeout, maxBytes));
      }
      return new NoAnswer(cause(e.getCause(), timeout, maxBytes), !isUnsent(e.getCause()));
    } catch (TimeoutException e) {
      health.failed(cause(e, timeout, maxBytes));
      abort(request, e);
      return new NoAnswer(cause(e, timeout, maxBytes), true);
    } catch (InterruptedException e) {
      abort(request, e);
      Thread.currentThread().interrupt();
      return new NoAnswer("the gateway is stopping", true);
    }
  }

  private static void abort(Request request, Exception cause) {
    // Whether there was anything left to abort does not matter.
    CompletableFuture<Boolean> unused = request.abort(cause);
  }

  private static boolean isUnsent(@Nullable Throwable failure) {
    return failure instanceof ConnectException || failure instanceof UnknownHostException;
  }

  private static String cause(@Nullable Throwable failure, Duration timeout, int maxBytes) {
    if (failure instanceof TimeoutException) {
      return "the registry did not answer within " + timeout.toMillis() + " ms";
    }
    if (isUnsent(failure)) {
      return "the registry cannot be reached";
    }
    if (failure instanceof EOFException || failure instanceof ClosedChannelException) {
      return "the registry closed the connection before its answer was complete";
    }
    // The only complaint of the listener that buffers the answer.
    if (failure instanceof IllegalArgumentException) {
      return "the registry's answer is longer than " + maxBytes + " bytes";
    }
    return "the connection to the registry failed";
  }
}

package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.reference.Digest;
import java.net.URI;
import java.util.Optional;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/**
 * A blob that the registry has in a store elsewhere, fetched from there for a client: a few
 * redirects at most, without any credentials, and let go whole only if it has its digest. A store
 * is believed less than a registry: an error of its own is ours, and says nothing of the blob.
 */
final class StoredBlob {
  private static final int MAX_REDIRECTS = 3;
  private static final int RETRY_SECONDS = 5;

  private final UpstreamConnections upstream;
  private final Exchange exchange;
  private final String method;
  private final HttpFields headers;
  private final Digest digest;

  /**
   * One download.
   *
   * @param method {@code GET} or {@code HEAD}
   * @param headers of the client, read and written anew, without credentials
   */
  StoredBlob(
      UpstreamConnections upstream,
      Exchange exchange,
      String method,
      HttpFields headers,
      Digest digest) {
    this.upstream = upstream;
    this.exchange = exchange;
    this.method = method;
    this.headers = headers;
    this.digest = digest;
  }

  /** Goes there once the body of the redirect is over. */
  void follow(Content.Source redirect, URI address) {
    follow(redirect, address, MAX_REDIRECTS - 1);
  }

  private void follow(Content.Source redirect, URI address, int further) {
    // Where the rest of a redirect does not come its request fails, and that is answered.
    Content.Source.consumeAll(redirect, Callback.from(() -> send(address, further), failure -> {}));
  }

  private void send(URI address, int further) {
    Request request = upstream.elsewhere(method, address);
    request.headers(sent -> headers.forEach(sent::put));
    request.onResponseContentSource((response, body) -> answer(address, response, body, further));
    request.send(
        result -> {
          if (result.isFailed()) {
            exchange.answer(
                ErrorAnswer.unavailable("the registry's store does not answer", RETRY_SECONDS));
          }
        });
  }

  private void answer(URI from, Response response, Content.Source body, int further) {
    int status = response.getStatus();
    Optional<URI> next = next(from, response);
    if (next.isPresent() && further > 0) {
      follow(body, next.get(), further - 1);
    } else if (status == 200) {
      boolean isWhole = method.equals("GET");
      exchange.answer(
          200, passed(response), isWhole ? new DigestCheckedSource(body, digest) : body);
    } else if (status == 206 && headers.contains(HttpHeader.RANGE)) {
      exchange.answer(206, passed(response), body);
    } else {
      exchange.answer(ErrorAnswer.badGateway("the registry's store answered " + status));
      body.fail(new IllegalStateException("the rest of the answer is not wanted"));
    }
  }

  private Optional<URI> next(URI from, Response response) {
    String location = response.getHeaders().get(HttpHeader.LOCATION);
    return ReadAnswers.isRedirect(response.getStatus()) && location != null
        ? StoreAddress.next(upstream.registry(), from, location)
        : Optional.empty();
  }

  private HttpFields passed(Response response) {
    return AnswerHeaders.passed(response.getHeaders()).put("Docker-Content-Digest", digest.value());
  }
}

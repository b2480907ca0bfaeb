package dev.portwrit.gateway.upstream;

import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;

/**
 * Reads blobs over HTTP. A registry may send whoever reads a blob to its storage: that is followed,
 * a few times, without the gateway's login, and never from TLS to plain HTTP.
 */
public final class HttpBlobReader implements BlobReader {
  private static final int MAX_REDIRECTS = 3;

  private final UpstreamSettings settings;
  private final Transport registry;
  private final Transport storage;

  /**
   * A reader.
   *
   * @param client a started client, of which {@link HttpUpstream} says what is changed in it
   * @param settings where the registry is
   * @param authorization the gateway's own login
   */
  public HttpBlobReader(
      HttpClient client, UpstreamSettings settings, UpstreamAuthorization authorization) {
    this(client, settings, authorization, UpstreamHealth.unwatched());
  }

  /**
   * A reader of a registry that may be down.
   *
   * @param client as above
   * @param settings where the registry is
   * @param authorization the gateway's own login
   * @param health whether it answers; while it does not, everything is unknown at once
   */
  public HttpBlobReader(
      HttpClient client,
      UpstreamSettings settings,
      UpstreamAuthorization authorization,
      UpstreamHealth health) {
    this.settings = settings;
    this.registry = new Transport(client, authorization, health);
    this.storage = new Transport(client, UpstreamAuthorization.anonymous());
  }

  @Override
  public Content read(RepositoryName repository, Digest digest, int maxBytes) {
    URI uri = settings.at(repository + "/blobs/" + digest);
    Transport transport = registry;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      Request request = transport.request(HttpMethod.GET, uri);
      UpstreamAnswer answer =
          transport.send(
              request, Optional.of(repository), Action.PULL, settings.readTimeout(), maxBytes);
      if (answer instanceof NoAnswer none) {
        return new Content.Unknown(none.cause());
      }
      Answered answered = (Answered) answer;
      Optional<URI> next = redirect(uri, answered);
      if (next.isEmpty()) {
        return content(digest, answered);
      }
      uri = next.get();
      transport = storage;
    }
    return new Content.Unknown("the registry redirects without end");
  }

  private Content content(Digest digest, Answered answered) {
    byte[] bytes = answered.body().bytes();
    return switch (answered.status()) {
      case 200 ->
          digest.isOf(bytes)
              ? new Content.Present(answered.body())
              : new Content.Unknown("the registry answered another blob than was asked for");
      case 404 ->
          RegistryJson.saysAbsent(bytes, settings.absentCodes())
              ? new Content.Absent()
              : new Content.Unknown("the registry answered 404 without a reason");
      default -> new Content.Unknown("the registry answered " + answered.status());
    };
  }

  private static Optional<URI> redirect(URI from, Answered answered) {
    boolean isRedirect =
        switch (answered.status()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    return isRedirect
        ? answered
            .firstHeader("Location")
            .flatMap(location -> resolve(from, location))
            .filter(to -> isAsSafe(from, to))
        : Optional.empty();
  }

  private static Optional<URI> resolve(URI from, String location) {
    try {
      return Optional.of(from.resolve(location));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isAsSafe(URI from, URI to) {
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    return to.getHost() != null
        && (scheme.equals("https")
            || (scheme.equals("http") && !"https".equalsIgnoreCase(from.getScheme())));
  }
}

package dev.portwrit.gateway.upstream;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;

/** Asks the registry over HTTP. */
public final class HttpUpstream implements Upstream {
  /** Every type a manifest can have, so that no registry has a reason to choose for us. */
  private static final List<String> MANIFEST_TYPES =
      List.of(
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.artifact.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v1+prettyjws",
          "application/vnd.docker.distribution.manifest.v1+json");

  private static final String ACCEPT = String.join(", ", MANIFEST_TYPES);
  private static final String CONTENT_DIGEST = "Docker-Content-Digest";

  private final UpstreamSettings settings;
  private final Transport transport;

  /**
   * A registry.
   *
   * @param client a started client, which may serve others too; what in it would answer a
   *     challenge, follow a redirect or decode a body by itself is taken out. It is not stopped
   * @param settings where the registry is
   * @param authorization the gateway's own login
   */
  public HttpUpstream(
      HttpClient client, UpstreamSettings settings, UpstreamAuthorization authorization) {
    this(client, settings, authorization, UpstreamHealth.unwatched());
  }

  /**
   * A registry that may be down.
   *
   * @param client as above
   * @param settings where the registry is
   * @param authorization the gateway's own login
   * @param health whether it answers; while it does not, everything is unknown at once
   */
  public HttpUpstream(
      HttpClient client,
      UpstreamSettings settings,
      UpstreamAuthorization authorization,
      UpstreamHealth health) {
    this.settings = settings;
    this.transport = new Transport(client, authorization, health);
  }

  @Override
  public TagState read(RepositoryName repository, Reference reference) {
    Request request = request(HttpMethod.GET, repository + "/manifests/" + reference);
    request.headers(headers -> headers.put(HttpHeader.ACCEPT, ACCEPT));
    UpstreamAnswer answer =
        transport.send(
            request,
            Optional.of(repository),
            Action.PULL,
            settings.readTimeout(),
            ManifestBytes.MAX_LENGTH);
    return answer instanceof Answered answered
        ? manifest(reference, answered)
        : new TagState.Unknown(((NoAnswer) answer).cause());
  }

  private TagState manifest(Reference reference, Answered answered) {
    if (isAbsent(answered)) {
      return new TagState.Absent();
    }
    if (answered.status() != 200) {
      return new TagState.Unknown("the registry answered " + answered.status());
    }
    byte[] bytes = answered.body().bytes();
    String mediaType = mediaType(answered);
    if (!MANIFEST_TYPES.contains(mediaType)) {
      return new TagState.Unknown("the registry answered something that is no manifest");
    }
    if (answered.firstHeader("Content-Encoding").isPresent()) {
      return new TagState.Unknown("the registry answered an encoded manifest");
    }
    for (String header : answered.header(CONTENT_DIGEST)) {
      if (Digest.parse(header).filter(digest -> digest.isOf(bytes)).isEmpty()) {
        return new TagState.Unknown("the registry answered a digest that is not the manifest's");
      }
    }
    if (reference instanceof Reference.ByDigest named && !named.digest().isOf(bytes)) {
      return new TagState.Unknown("the registry answered another manifest than was asked for");
    }
    return new TagState.At(new ManifestBytes(bytes, mediaType));
  }

  private boolean isAbsent(Answered answered) {
    return answered.status() == 404
        && RegistryJson.saysAbsent(answered.body().bytes(), settings.absentManifestCodes());
  }

  private static String mediaType(Answered answered) {
    return MediaType.plain(answered.firstHeader("Content-Type").orElse(""));
  }

  @Override
  public UpstreamAnswer putManifest(
      RepositoryName repository, Reference reference, List<Tag> tags, ManifestBytes manifest) {
    String query =
        tags.isEmpty()
            ? ""
            : tags.stream().map(Tag::value).collect(Collectors.joining("&tag=", "?tag=", ""));
    Request request = request(HttpMethod.PUT, repository + "/manifests/" + reference + query);
    request.body(
        manifest.mediaType().isEmpty()
            ? new BytesRequestContent(manifest.bytes())
            : new BytesRequestContent(manifest.mediaType(), manifest.bytes()));
    return write(request, repository, Action.PUSH);
  }

  @Override
  public UpstreamAnswer deleteManifest(RepositoryName repository, Reference reference) {
    Request request = request(HttpMethod.DELETE, repository + "/manifests/" + reference);
    return write(request, repository, Action.DELETE);
  }

  @Override
  public UpstreamAnswer deleteBlob(RepositoryName repository, Digest digest) {
    Request request = request(HttpMethod.DELETE, repository + "/blobs/" + digest);
    return write(request, repository, Action.DELETE);
  }

  private UpstreamAnswer write(Request request, RepositoryName repository, Action action) {
    return transport.send(
        request,
        Optional.of(repository),
        action,
        settings.writeTimeout(),
        ManifestBytes.MAX_LENGTH);
  }

  @Override
  public Listing<Tag> tags(RepositoryName repository) {
    return list(repository + "/tags/list", Optional.of(repository), "tags", Tag::parse);
  }

  @Override
  public Listing<RepositoryName> repositories() {
    return list("_catalog", Optional.empty(), "repositories", RepositoryName::parse);
  }

  private <T> Listing<T> list(
      String path,
      Optional<RepositoryName> where,
      String key,
      Function<String, Optional<T>> parse) {
    Pages pages = new Pages(settings.at(path));
    return pages.read(
        key,
        parse,
        uri -> {
          Request request = transport.request(HttpMethod.GET, uri);
          return transport.send(
              request, where, Action.PULL, settings.readTimeout(), Pages.MAX_BYTES);
        },
        this::isAbsent);
  }

  @Override
  public Presence presence(RepositoryName repository, Digest digest) {
    Request request = request(HttpMethod.HEAD, repository + "/blobs/" + digest);
    UpstreamAnswer answer =
        transport.sendWithoutBody(
            request, Optional.of(repository), Action.PULL, settings.readTimeout());
    if (answer instanceof NoAnswer none) {
      return new Presence.Unknown(none.cause());
    }
    int status = ((Answered) answer).status();
    if (status == 404) {
      // An answer to HEAD gives no reason, and without one a 404 says nothing.
      return presence(blob(repository, digest));
    }
    // One that sends elsewhere for the bytes has looked for the blob before.
    return status == 200 || (status > 300 && status < 400 && status != 304)
        ? new Presence.There()
        : new Presence.Unknown("the registry answered " + status);
  }

  private static Presence presence(BlobState state) {
    if (state instanceof BlobState.Present) {
      return new Presence.There();
    }
    return state instanceof BlobState.Unknown unknown
        ? new Presence.Unknown(unknown.cause())
        : new Presence.Absent();
  }

  @Override
  public BlobState blob(RepositoryName repository, Digest digest) {
    Request request = request(HttpMethod.GET, repository + "/blobs/" + digest);
    BlobHash hash = new BlobHash(digest);
    request.onResponseContent((response, buffer) -> hash.update(buffer));
    UpstreamAnswer answer =
        transport.sendWithoutBody(
            request, Optional.of(repository), Action.PULL, settings.writeTimeout());
    if (answer instanceof NoAnswer none) {
      return new BlobState.Unknown(none.cause());
    }
    Answered answered = (Answered) answer;
    return switch (answered.status()) {
      case 200 -> hash.state();
      case 404 ->
          RegistryJson.saysAbsent(hash.start(), settings.absentCodes())
              ? new BlobState.Absent()
              : new BlobState.Unknown("the registry answered 404 without a reason");
      default -> new BlobState.Unknown("the registry answered " + answered.status());
    };
  }

  private Request request(HttpMethod method, String path) {
    return transport.request(method, settings.at(path));
  }
}

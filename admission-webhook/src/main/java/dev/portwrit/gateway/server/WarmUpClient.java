package dev.portwrit.gateway.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.gateway.forward.UpstreamConnections;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.Digest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;

/** Pushes and pulls small images, as clients do, as often as it is told. */
final class WarmUpClient {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final URI gateway;
  private final String user;
  private final String password;
  private int made;

  WarmUpClient(int port, String user, String password) {
    this.gateway = URI.create("http://127.0.0.1:" + port);
    this.user = user;
    this.password = password;
  }

  /** Makes at least so many requests, unless it is interrupted, and says how many it made. */
  int run(int requests) throws InterruptedException, ExecutionException, TimeoutException {
    UpstreamAuthorization basic = UpstreamAuthorization.basic(user, password);
    try (UpstreamConnections connections =
        new UpstreamConnections(gateway, basic, UpstreamTimeouts.DEFAULT)) {
      for (int round = 0; made < requests; round++) {
        round(connections, round);
      }
    }
    return made;
  }

  private void round(UpstreamConnections connections, int round)
      throws InterruptedException, ExecutionException, TimeoutException {
    String repository = "/v2/warm/app" + round % 7;
    String token =
        text(
            send(request(connections, "GET", "/token?service=warm-up&scope=" + scope(repository))),
            "token");
    byte[] layer = ("layer " + round).getBytes(StandardCharsets.UTF_8);
    Digest layerDigest = push(connections, token, repository, layer);
    Digest config = push(connections, token, repository, "{}".getBytes(StandardCharsets.UTF_8));
    byte[] manifest = manifest(config, layerDigest, layer.length);
    // Every other tag is protected.
    String tag = (round % 2 == 0 ? "v" : "build-") + round;
    for (String reference : new String[] {tag, Digest.sha256(manifest).value(), tag}) {
      send(
          bearer(connections, token, "PUT", repository + "/manifests/" + reference)
              .body(new BytesRequestContent(MANIFEST, manifest)));
    }
    send(bearer(connections, token, "HEAD", repository + "/manifests/" + tag));
    send(bearer(connections, token, "GET", repository + "/manifests/" + tag));
    send(bearer(connections, token, "GET", repository + "/manifests/" + Digest.sha256(manifest)));
    send(bearer(connections, token, "GET", repository + "/blobs/" + layerDigest));
    send(request(connections, "GET", repository + "/tags/list?n=10"));
    send(bearer(connections, token, "GET", "/v2/elsewhere/manifests/v1"));
    send(request(connections, "GET", "/v2/elsewhere/manifests/v1"));
    send(request(connections, "GET", "/v2/"));
  }

  private Digest push(
      UpstreamConnections connections, String token, String repository, byte[] content)
      throws InterruptedException, ExecutionException, TimeoutException {
    Digest digest = Digest.sha256(content);
    send(bearer(connections, token, "HEAD", repository + "/blobs/" + digest));
    ContentResponse start =
        send(bearer(connections, token, "POST", repository + "/blobs/uploads/"));
    ContentResponse patch =
        send(
            bearer(connections, token, "PATCH", location(start))
                .body(new BytesRequestContent(content)));
    send(bearer(connections, token, "PUT", location(patch) + "?digest=" + digest));
    return digest;
  }

  private static byte[] manifest(Digest config, Digest layer, int size) {
    ObjectNode manifest = Json.object().put("schemaVersion", 2).put("mediaType", MANIFEST);
    manifest
        .putObject("config")
        .put("mediaType", "application/vnd.oci.image.config.v1+json")
        .put("digest", config.value())
        .put("size", 2);
    manifest
        .putArray("layers")
        .addObject()
        .put("mediaType", "application/vnd.oci.image.layer.v1.tar")
        .put("digest", layer.value())
        .put("size", size);
    return Json.bytes(manifest);
  }

  private static String scope(String repository) {
    return "repository:" + repository.substring("/v2/".length()) + ":pull,push";
  }

  private static String location(ContentResponse answer) {
    String location = answer.getHeaders().get(HttpHeader.LOCATION);
    if (location == null) {
      throw new IllegalStateException("the warm-up was answered " + answer.getStatus());
    }
    return location;
  }

  private static String text(ContentResponse answer, String key) {
    return Json.parseObject(answer.getContent())
        .map(json -> json.path(key).asText())
        .orElseThrow(
            () -> new IllegalStateException("the warm-up was answered " + answer.getStatus()));
  }

  private static Request request(UpstreamConnections connections, String method, String target) {
    return connections.request(method, target, Optional.empty(), Action.PULL);
  }

  private static Request bearer(
      UpstreamConnections connections, String token, String method, String target) {
    return request(connections, method, target)
        .headers(headers -> headers.put(HttpHeader.AUTHORIZATION, "Bearer " + token));
  }

  private ContentResponse send(Request request)
      throws InterruptedException, ExecutionException, TimeoutException {
    made++;
    return request.send();
  }
}

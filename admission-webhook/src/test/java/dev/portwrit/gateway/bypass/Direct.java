package dev.portwrit.gateway.bypass;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The way to the registry past the gateway, for who makes the world and who looks after it. */
final class Direct {
  private static final String ACCEPT =
      RegistryClient.ANY_MANIFEST
          + ", application/vnd.docker.distribution.manifest.v2+json"
          + ", application/vnd.docker.distribution.manifest.list.v2+json"
          + ", application/vnd.oci.artifact.manifest.v1+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryClient client;

  Direct(URI registry) {
    client =
        new RegistryClient(
            registry, "Authorization", Logins.basic("gateway", Marks.UPSTREAM_PASSWORD));
  }

  void putBlobs(String repository, Content content) throws IOException, InterruptedException {
    for (byte[] blob : content.blobs()) {
      client.pushBlob(repository, blob);
    }
    for (Content child : content.children()) {
      put(repository, child.digest().value(), child);
    }
  }

  /** Puts a manifest with all that it is made of, under a tag or a digest. */
  void put(String repository, String reference, Content content)
      throws IOException, InterruptedException {
    putBlobs(repository, content);
    HttpResponse<byte[]> answer =
        client.pushManifest(repository, reference, content.mediaType(), content.manifest());
    if (answer.statusCode() != 201) {
      throw new IOException(answer + " " + RegistryClient.text(answer));
    }
  }

  /** The manifest under a tag or digest, whatever its type; empty only if there is none. */
  Optional<byte[]> manifest(String repository, String reference)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send("GET", "/v2/" + repository + "/manifests/" + reference, "Accept", ACCEPT);
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(answer.body());
      case 404 -> Optional.empty();
      default -> throw new IOException(answer + " " + RegistryClient.text(answer));
    };
  }

  /** The tags of a repository; none if there is no such repository. */
  Set<String> tags(String repository) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send("GET", "/v2/" + repository + "/tags/list");
    Set<String> tags = new HashSet<>();
    if (answer.statusCode() == 200) {
      JSON.readTree(answer.body()).path("tags").forEach(tag -> tags.add(tag.asText()));
    } else if (answer.statusCode() != 404) {
      throw new IOException(answer + " " + RegistryClient.text(answer));
    }
    return tags;
  }

  /** Asks by GET: a zot that is asked by HEAD copies the blob from wherever it has it. */
  boolean hasBlob(String repository, Digest digest) throws IOException, InterruptedException {
    return client.send("GET", "/v2/" + repository + "/blobs/" + digest).statusCode() == 200;
  }

  boolean hasManifest(String repository, Digest digest) throws IOException, InterruptedException {
    return client
            .send("HEAD", "/v2/" + repository + "/manifests/" + digest, "Accept", ACCEPT)
            .statusCode()
        == 200;
  }
}

package dev.portwrit.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The referrers API: the manifests that name another as their subject. */
final class ReferrersEndpoint {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final ContentStore content;
  private final RepositoryFiles repositories;

  ReferrersEndpoint(ContentStore content, RepositoryFiles repositories) {
    this.content = content;
    this.repositories = repositories;
  }

  void serve(Exchange exchange, Route route) throws IOException, RefusedException {
    if (exchange.shows(Vice.NO_REFERRERS)) {
      throw new RefusedException(ErrorCode.NAME_UNKNOWN, "no such part of the registry");
    }
    if (!exchange.method().equals("GET") && !exchange.isHead()) {
      throw Names.notAllowed(exchange.method());
    }
    RepositoryName name = Names.repository(route.name());
    Digest subject = Names.digest(route.reference());
    Optional<String> filter = exchange.query("artifactType");
    Map<String, ObjectNode> referrers = descriptors(name, subject, filter);
    Page page = Page.of(exchange, new ArrayList<>(referrers.keySet()));
    ObjectNode index =
        JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", INDEX);
    List<ObjectNode> shown = page.items().stream().map(referrers::get).toList();
    index.putArray("manifests").addAll(shown);
    if (filter.isPresent()) {
      exchange.set("OCI-Filters-Applied", "artifactType");
    }
    String query =
        filter
            .map(type -> "&artifactType=" + URLEncoder.encode(type, StandardCharsets.UTF_8))
            .orElse("");
    page.link("/v2/" + name + "/referrers/" + subject, query)
        .ifPresent(link -> exchange.set("Link", link));
    exchange.answerJson(200, INDEX, index);
  }

  private Map<String, ObjectNode> descriptors(
      RepositoryName name, Digest subject, Optional<String> filter)
      throws IOException, RefusedException {
    Map<String, ObjectNode> descriptors = new TreeMap<>();
    for (Digest referrer : repositories.referrers(name, subject)) {
      Optional<String> mediaType = repositories.mediaType(name, referrer);
      if (mediaType.isEmpty()) {
        continue;
      }
      byte[] bytes = content.read(referrer);
      ManifestDocument document = ManifestDocument.parse(bytes);
      if (filter.isEmpty() || filter.equals(document.artifactType())) {
        descriptors.put(
            referrer.value(), descriptor(mediaType.get(), referrer, bytes.length, document));
      }
    }
    return descriptors;
  }

  private static ObjectNode descriptor(
      String mediaType, Digest digest, int size, ManifestDocument document) {
    ObjectNode descriptor =
        JsonNodeFactory.instance
            .objectNode()
            .put("mediaType", mediaType)
            .put("size", size)
            .put("digest", digest.value());
    document.artifactType().ifPresent(type -> descriptor.put("artifactType", type));
    if (document.annotations().isObject()) {
      descriptor.set("annotations", document.annotations());
    }
    return descriptor;
  }
}

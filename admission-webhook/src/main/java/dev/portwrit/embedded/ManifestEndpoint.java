package dev.portwrit.embedded;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Manifests by tag and by digest: read and delete; {@link ManifestPush} takes them in. */
final class ManifestEndpoint {
  private final ContentStore content;
  private final RepositoryFiles repositories;
  private final ManifestPush push;

  ManifestEndpoint(ContentStore content, RepositoryFiles repositories) {
    this.content = content;
    this.repositories = repositories;
    this.push = new ManifestPush(content, repositories);
  }

  void serve(Exchange exchange, Route route) throws IOException, RefusedException {
    RepositoryName name = Names.repository(route.name());
    switch (exchange.method()) {
      case "GET", "HEAD" -> read(exchange, name, route.reference());
      case "PUT" -> push.take(exchange, name, route.reference());
      case "DELETE" -> delete(exchange, name, route.reference());
      default -> throw Names.notAllowed(exchange.method());
    }
  }

  private void read(Exchange exchange, RepositoryName name, String reference)
      throws IOException, RefusedException {
    Digest manifest = resolve(exchange, name, reference);
    String mediaType = repositories.mediaType(name, manifest).orElseThrow(() -> unknown(reference));
    boolean wanted = accepts(exchange, mediaType);
    if (exchange.isHead() && !wanted && exchange.shows(Vice.HEAD_NOT_FOUND_TO_NARROW_ACCEPT)) {
      throw unknown(reference);
    }
    byte[] bytes = content.read(manifest);
    if (!wanted
        && !isDigest(reference)
        && exchange.shows(Vice.GET_ANSWERS_CHILD_TO_NARROW_ACCEPT)) {
      Optional<Digest> child = ManifestDocument.parse(bytes).children().stream().findFirst();
      if (child.isPresent()) {
        read(exchange, name, child.get().value());
        return;
      }
    }
    boolean lies = exchange.isHead() && exchange.shows(Vice.HEAD_ANSWERS_OTHER_DIGEST);
    exchange.set(Exchange.CONTENT_DIGEST, lies ? Exchange.OTHER_DIGEST : exchange.said(manifest));
    exchange.set("Content-Type", mediaType);
    exchange.answerStream(200, new ByteArrayInputStream(bytes), bytes.length);
  }

  private Digest resolve(Exchange exchange, RepositoryName name, String reference)
      throws IOException, RefusedException {
    if (isDigest(reference)) {
      return Names.digest(reference);
    }
    Tag tag = Names.tag(reference);
    if (!repositories.exists(name)) {
      throw new RefusedException(ErrorCode.NAME_UNKNOWN, "no repository `" + name + "`");
    }
    if (exchange.shows(Vice.FORGETS_TAGS)) {
      throw unknown(reference);
    }
    return repositories.digest(name, tag).orElseThrow(() -> unknown(reference));
  }

  private void delete(Exchange exchange, RepositoryName name, String reference)
      throws IOException, RefusedException {
    if (exchange.shows(Vice.DELETE_DISABLED)) {
      throw new RefusedException(ErrorCode.UNSUPPORTED, "nothing can be deleted");
    }
    boolean wasThere;
    if (isDigest(reference)) {
      wasThere = push.deleteManifest(name, Names.digest(reference));
    } else if (exchange.shows(Vice.DELETE_BY_TAG_DISABLED)) {
      throw new RefusedException(ErrorCode.UNSUPPORTED, 400, "only a digest can be deleted");
    } else {
      wasThere = repositories.removeTag(name, Names.tag(reference));
    }
    if (!wasThere) {
      throw unknown(reference);
    }
    exchange.answer(202);
  }

  static boolean isDigest(String reference) {
    return reference.indexOf(':') >= 0;
  }

  private static boolean accepts(Exchange exchange, String mediaType) {
    return exchange.list("Accept").toLowerCase(Locale.ROOT).contains(mediaType);
  }

  private static RefusedException unknown(String reference) {
    return new RefusedException(ErrorCode.MANIFEST_UNKNOWN, "no manifest `" + reference + "`");
  }
}

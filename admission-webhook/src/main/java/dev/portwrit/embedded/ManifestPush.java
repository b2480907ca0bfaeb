package dev.portwrit.embedded;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes manifests in and out. Changes are made one at a time, so that a manifest that is deleted
 * leaves no tag behind that was just set to it.
 */
final class ManifestPush {
  /** The largest manifest, in bytes. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /** How many tags one push may set; more are answered 414. */
  static final int MAX_TAGS = 46;

  private final ContentStore content;
  private final RepositoryFiles repositories;

  ManifestPush(ContentStore content, RepositoryFiles repositories) {
    this.content = content;
    this.repositories = repositories;
  }

  void take(Exchange exchange, RepositoryName name, String reference)
      throws IOException, RefusedException {
    List<Tag> queried = queriedTags(exchange, reference);
    byte[] bytes = body(exchange);
    Digest manifest = digest(reference, bytes);
    ManifestDocument document = ManifestDocument.parse(bytes);
    String mediaType = mediaType(exchange, document);
    requireContent(name, document);
    if (!exchange.shows(Vice.DISCARDS_MANIFEST)) {
      List<Tag> tags = exchange.shows(Vice.DISCARDS_TAG) ? List.of() : tags(reference, queried);
      Set<Digest> left = store(name, manifest, bytes, mediaType, document, tags);
      if (exchange.shows(Vice.FORGETS_LEFT_MANIFESTS)) {
        forget(name, left);
      }
    }
    queried.forEach(tag -> exchange.add("OCI-Tag", tag));
    if (!exchange.shows(Vice.NO_REFERRERS)) {
      document.subject().ifPresent(subject -> exchange.set("OCI-Subject", subject));
    }
    exchange
        .set("Location", exchange.location("/v2/" + name + "/manifests/" + manifest))
        .set(Exchange.CONTENT_DIGEST, exchange.said(manifest))
        .answer(201);
  }

  /** Returns what tags pointed at that point elsewhere now. */
  private synchronized Set<Digest> store(
      RepositoryName name,
      Digest manifest,
      byte[] bytes,
      String mediaType,
      ManifestDocument document,
      List<Tag> tags)
      throws IOException {
    content.put(manifest, bytes);
    repositories.addManifest(name, manifest, mediaType);
    if (document.subject().isPresent()) {
      repositories.addReferrer(name, document.subject().get(), manifest);
    }
    Set<Digest> left = new LinkedHashSet<>();
    for (Tag tag : tags) {
      repositories.digest(name, tag).filter(d -> !d.equals(manifest)).ifPresent(left::add);
      repositories.setTag(name, tag, manifest);
    }
    return left;
  }

  /** Takes away what no tag names. */
  private synchronized void forget(RepositoryName name, Set<Digest> left)
      throws IOException, RefusedException {
    for (Tag tag : repositories.tags(name)) {
      repositories.digest(name, tag).ifPresent(left::remove);
    }
    for (Digest manifest : left) {
      deleteManifest(name, manifest);
    }
  }

  /** Removes a manifest, the tags that point at it and its entry among the referrers. */
  synchronized boolean deleteManifest(RepositoryName name, Digest manifest)
      throws IOException, RefusedException {
    if (!repositories.removeManifest(name, manifest)) {
      return false;
    }
    for (Tag tag : repositories.tags(name)) {
      if (repositories.digest(name, tag).filter(manifest::equals).isPresent()) {
        repositories.removeTag(name, tag);
      }
    }
    Optional<Digest> subject = ManifestDocument.parse(content.read(manifest)).subject();
    if (subject.isPresent()) {
      repositories.removeReferrer(name, subject.get(), manifest);
    }
    return true;
  }

  private static List<Tag> queriedTags(Exchange exchange, String reference)
      throws RefusedException {
    List<Tag> tags = new ArrayList<>();
    if (exchange.shows(Vice.IGNORES_TAG_QUERY)) {
      return tags;
    }
    List<String> texts = exchange.queries("tag");
    if (!texts.isEmpty() && !ManifestEndpoint.isDigest(reference)) {
      throw new RefusedException(ErrorCode.MANIFEST_INVALID, "`?tag=` goes with a push by digest");
    }
    if (texts.size() > MAX_TAGS) {
      throw new RefusedException(
          ErrorCode.UNSUPPORTED, 414, "more than " + MAX_TAGS + " tags in one push");
    }
    for (String text : texts) {
      tags.add(Names.tag(text));
    }
    return tags;
  }

  private static List<Tag> tags(String reference, List<Tag> queried) throws RefusedException {
    return ManifestEndpoint.isDigest(reference) ? queried : List.of(Names.tag(reference));
  }

  private static byte[] body(Exchange exchange) throws IOException, RefusedException {
    try (InputStream body = exchange.body()) {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new RefusedException(
            ErrorCode.SIZE_INVALID, 413, "a manifest has at most " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private static Digest digest(String reference, byte[] bytes) throws RefusedException {
    if (!ManifestEndpoint.isDigest(reference)) {
      Names.tag(reference);
      return Digest.sha256(bytes);
    }
    Digest digest = Names.digest(reference);
    if (!digest.isOf(bytes)) {
      throw new RefusedException(
          ErrorCode.DIGEST_INVALID, "the manifest does not have the digest `" + digest + "`");
    }
    return digest;
  }

  private static String mediaType(Exchange exchange, ManifestDocument document)
      throws RefusedException {
    Optional<String> header =
        exchange.header("Content-Type").map(type -> type.replaceFirst(";.*", "").trim());
    Optional<String> own = document.mediaType();
    if (header.isPresent() && own.isPresent() && !header.equals(own)) {
      throw new RefusedException(
          ErrorCode.MANIFEST_INVALID, "`Content-Type` and `mediaType` differ");
    }
    return header
        .or(() -> own)
        .orElseThrow(
            () -> new RefusedException(ErrorCode.MANIFEST_INVALID, "no media type is given"));
  }

  private void requireContent(RepositoryName name, ManifestDocument document)
      throws IOException, RefusedException {
    for (Digest blob : document.blobs()) {
      if (!repositories.hasBlob(name, blob)) {
        throw missing(blob);
      }
    }
    for (Digest child : document.children()) {
      if (repositories.mediaType(name, child).isEmpty()) {
        throw missing(child);
      }
    }
  }

  private static RefusedException missing(Digest digest) {
    return new RefusedException(
        ErrorCode.MANIFEST_BLOB_UNKNOWN, "the manifest names `" + digest + "`, which is not here");
  }
}

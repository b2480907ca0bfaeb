package dev.portwrit.embedded;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Blobs that are here: read, whole or in part, and delete. */
final class BlobEndpoint {
  static final String REDIRECTED_PATH = "/content/";

  private static final String OCTETS = "application/octet-stream";

  private final ContentStore content;
  private final RepositoryFiles repositories;

  BlobEndpoint(ContentStore content, RepositoryFiles repositories) {
    this.content = content;
    this.repositories = repositories;
  }

  static String path(RepositoryName name, Digest blob) {
    return "/v2/" + name + "/blobs/" + blob;
  }

  void serve(Exchange exchange, Route route) throws IOException, RefusedException {
    RepositoryName name = Names.repository(route.name());
    Digest blob = Names.digest(route.reference());
    switch (exchange.method()) {
      case "GET", "HEAD" -> read(exchange, name, blob);
      case "DELETE" -> delete(exchange, name, blob);
      default -> throw Names.notAllowed(exchange.method());
    }
  }

  /** Sends content to whoever was redirected to it and so knows its digest. */
  void serveRedirected(Exchange exchange, String reference) throws IOException, RefusedException {
    Digest digest = Names.digest(reference);
    if (!content.has(digest)) {
      throw unknown(digest);
    }
    send(exchange, digest);
  }

  private void read(Exchange exchange, RepositoryName name, Digest blob)
      throws IOException, RefusedException {
    if (!repositories.hasBlob(name, blob) || !content.has(blob)) {
      throw unknown(blob);
    }
    if (exchange.shows(Vice.REDIRECTS_BLOBS)) {
      exchange.set("Location", exchange.location(REDIRECTED_PATH + blob)).answer(307);
      return;
    }
    send(exchange, blob);
  }

  private void send(Exchange exchange, Digest blob) throws IOException, RefusedException {
    Path file = content.file(blob);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      exchange.set("Accept-Ranges", "bytes");
      Optional<ByteRange> range = range(exchange, size);
      exchange.set("Content-Type", OCTETS);
      exchange.set(Exchange.CONTENT_DIGEST, exchange.said(blob));
      if (range.isPresent()) {
        exchange.set("Content-Range", range.get().contentRange(size));
        channel.position(range.get().first());
      }
      InputStream bytes = Channels.newInputStream(channel);
      exchange.answerStream(
          range.isPresent() ? 206 : 200, bytes, range.map(ByteRange::length).orElse(size));
    }
  }

  private static Optional<ByteRange> range(Exchange exchange, long size) throws RefusedException {
    Optional<String> header = exchange.header("Range");
    if (header.isEmpty()) {
      return Optional.empty();
    }
    try {
      return ByteRange.parse(header.get(), size);
    } catch (RefusedException e) {
      exchange.set("Content-Range", "bytes */" + size);
      throw e;
    }
  }

  private void delete(Exchange exchange, RepositoryName name, Digest blob)
      throws IOException, RefusedException {
    if (exchange.shows(Vice.DELETE_DISABLED)) {
      throw new RefusedException(ErrorCode.UNSUPPORTED, "nothing can be deleted");
    }
    if (!repositories.removeBlob(name, blob)) {
      throw unknown(blob);
    }
    exchange.answer(202);
  }

  private static RefusedException unknown(Digest blob) {
    return new RefusedException(ErrorCode.BLOB_UNKNOWN, "no blob `" + blob + "`");
  }
}

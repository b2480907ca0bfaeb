package dev.portwrit.embedded;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uploads of blobs: in one request, in two, in chunks, as a stream, or by mounting what another
 * repository has. Uploads that are not finished are forgotten when the process ends.
 */
final class UploadEndpoint {
  private static final Pattern CONTENT_RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
  private static final String STATE = "_state";

  private final ContentStore content;
  private final RepositoryFiles repositories;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  UploadEndpoint(ContentStore content, RepositoryFiles repositories) {
    this.content = content;
    this.repositories = repositories;
  }

  /** Answers a request to the place where uploads begin. */
  void begin(Exchange exchange, Route route) throws IOException, RefusedException {
    RepositoryName name = Names.repository(route.name());
    if (!exchange.method().equals("POST")) {
      throw Names.notAllowed(exchange.method());
    }
    Optional<String> mount = exchange.query("mount");
    if (mount.isPresent() && mounts(exchange, name, Names.digest(mount.get()))) {
      return;
    }
    Optional<String> whole = exchange.query("digest");
    if (whole.isPresent()) {
      Digest digest = Names.digest(whole.get());
      takeWhole(exchange, Upload.begin(name, content.incoming(), digest), digest);
      return;
    }
    Upload upload = Upload.begin(name, content.incoming(), announced(exchange));
    uploads.put(upload.id(), upload);
    answerProgress(exchange, upload, 202);
  }

  /** Answers a request to an upload that has begun. */
  void go(Exchange exchange, Route route) throws IOException, RefusedException {
    RepositoryName name = Names.repository(route.name());
    Upload upload = uploads.get(route.reference());
    if (upload == null || !upload.name().equals(name)) {
      throw new RefusedException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "no such upload");
    }
    if (!upload.tryLock()) {
      throw new RefusedException(
          ErrorCode.BLOB_UPLOAD_INVALID, "another request is using this upload");
    }
    try {
      requireState(exchange, upload);
      switch (exchange.method()) {
        case "GET", "HEAD" -> answerProgress(exchange, upload, 204);
        case "PATCH" -> patch(exchange, upload);
        case "PUT" -> close(exchange, upload);
        case "DELETE" -> cancel(exchange, upload);
        default -> throw Names.notAllowed(exchange.method());
      }
    } finally {
      upload.unlock();
    }
  }

  private void takeWhole(Exchange exchange, Upload upload, Digest digest)
      throws IOException, RefusedException {
    try {
      finish(exchange, upload, digest);
    } finally {
      upload.discard();
    }
  }

  private boolean mounts(Exchange exchange, RepositoryName name, Digest blob)
      throws IOException, RefusedException {
    if (exchange.shows(Vice.NEVER_MOUNTS)) {
      return false;
    }
    Optional<String> from = exchange.query("from");
    boolean found =
        exchange.shows(Vice.MOUNT_IGNORES_FROM)
            ? repositories.anyHasBlob(blob)
            : from.isPresent() && repositories.hasBlob(Names.repository(from.get()), blob);
    if (found) {
      repositories.addBlob(name, blob);
      answerBlob(exchange, name, blob);
    }
    return found;
  }

  /** A digest of the algorithm that the client announces; SHA-256 unless it does. */
  private static Digest announced(Exchange exchange) throws RefusedException {
    return switch (exchange.query("digest-algorithm").orElse("sha256")) {
      case "sha256" -> new Digest("sha256:" + "0".repeat(64));
      case "sha512" -> new Digest("sha512:" + "0".repeat(128));
      default -> throw new RefusedException(ErrorCode.DIGEST_INVALID, "no such algorithm here");
    };
  }

  private void patch(Exchange exchange, Upload upload) throws IOException, RefusedException {
    requireNext(exchange, upload);
    append(exchange, upload);
    answerProgress(exchange, upload, 202);
  }

  private void close(Exchange exchange, Upload upload) throws IOException, RefusedException {
    Digest digest =
        Names.digest(
            exchange
                .query("digest")
                .orElseThrow(
                    () -> new RefusedException(ErrorCode.DIGEST_INVALID, "`?digest=` is missing")));
    requireNext(exchange, upload);
    upload.expect(digest);
    finish(exchange, upload, digest);
  }

  private void finish(Exchange exchange, Upload upload, Digest digest)
      throws IOException, RefusedException {
    append(exchange, upload);
    uploads.remove(upload.id());
    upload.finish(digest, content);
    repositories.addBlob(upload.name(), digest);
    answerBlob(exchange, upload.name(), digest);
  }

  private void cancel(Exchange exchange, Upload upload) throws IOException {
    uploads.remove(upload.id());
    upload.discard();
    exchange.answer(204);
  }

  private static void append(Exchange exchange, Upload upload)
      throws IOException, RefusedException {
    long before = upload.size();
    try (InputStream body = exchange.body()) {
      upload.append(body);
    }
    Optional<Matcher> range = contentRange(exchange);
    if (range.isPresent() && upload.size() - 1 != Long.parseLong(range.get().group(2))) {
      throw new RefusedException(
          ErrorCode.SIZE_INVALID,
          "`Content-Range` says otherwise than the " + (upload.size() - before) + " bytes sent");
    }
  }

  /** A chunk must begin where the last one ended. */
  private void requireNext(Exchange exchange, Upload upload) throws RefusedException {
    Optional<Matcher> range = contentRange(exchange);
    if (range.isPresent() && Long.parseLong(range.get().group(1)) != upload.size()) {
      setProgress(exchange, upload);
      throw new RefusedException(
          ErrorCode.BLOB_UPLOAD_INVALID, 416, "the next byte is " + upload.size());
    }
  }

  private static Optional<Matcher> contentRange(Exchange exchange) throws RefusedException {
    Optional<String> header = exchange.header("Content-Range");
    if (header.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = CONTENT_RANGE.matcher(header.get());
    if (!matcher.matches()) {
      throw new RefusedException(
          ErrorCode.BLOB_UPLOAD_INVALID, 416, "`Content-Range` is `first-last`");
    }
    return Optional.of(matcher);
  }

  private static void requireState(Exchange exchange, Upload upload) throws RefusedException {
    if (exchange.shows(Vice.STATE_IN_LOCATIONS)
        && !upload.state().equals(exchange.query(STATE).orElse(""))) {
      throw new RefusedException(ErrorCode.BLOB_UPLOAD_INVALID, "the upload's state is missing");
    }
  }

  private void answerProgress(Exchange exchange, Upload upload, int status) throws IOException {
    setProgress(exchange, upload);
    exchange.answer(status);
  }

  private void setProgress(Exchange exchange, Upload upload) {
    String path = "/v2/" + upload.name() + "/blobs/uploads/" + upload.id();
    if (exchange.shows(Vice.STATE_IN_LOCATIONS)) {
      upload.changeState();
      path += "?" + STATE + "=" + upload.state();
    }
    exchange
        .set("Location", exchange.location(path))
        .set("Docker-Upload-UUID", upload.id())
        .set("Range", "0-" + Math.max(0, upload.size() - 1));
  }

  private static void answerBlob(Exchange exchange, RepositoryName name, Digest blob)
      throws IOException {
    exchange
        .set("Location", exchange.location(BlobEndpoint.path(name, blob)))
        .set(Exchange.CONTENT_DIGEST, exchange.said(blob))
        .answer(201);
  }
}

package dev.portwrit.gateway.bypass;

import java.util.List;
import java.util.Set;

/**
 * What somebody wants, before it is dressed up.
 *
 * @param name for people
 * @param query without its question mark, empty for none
 * @param right what it takes, in {@code repository}
 * @param outcome what becomes of it for one who has the right
 * @param good the statuses by which a success shows
 * @param never statuses that would be a leak or a move, whoever asks
 */
@SuppressWarnings("ArrayRecordComponent") // made for one request, and never compared
record Attempt(
    String name,
    String method,
    String path,
    String query,
    Right right,
    String repository,
    Outcome outcome,
    byte[] body,
    List<Field> headers,
    Set<Integer> good,
    Set<Integer> never) {
  private static final byte[] NO_BODY = {};
  private static final String EVERY_MANIFEST = Content.IMAGE + ", " + Content.INDEX;

  Attempt {
    headers = List.copyOf(headers);
    good = Set.copyOf(good);
    never = Set.copyOf(never);
  }

  /** What becomes of an attempt whose caller may do it. */
  enum Outcome {
    /** It succeeds. */
    ALLOWED,
    /** It is refused all the same. */
    DENIED,
    /** That depends on what happened before. */
    DEPENDS
  }

  static Attempt read(String method, Right right, String repository, String path, Outcome outcome) {
    return new Attempt(
        method + " " + path,
        method,
        path,
        "",
        right,
        repository,
        outcome,
        NO_BODY,
        path.contains("/manifests/") ? List.of(new Field("Accept", EVERY_MANIFEST)) : List.of(),
        Set.of(200, 204, 206, 304),
        Set.of());
  }

  static Attempt write(
      String method, Right right, String repository, String path, Outcome outcome) {
    return new Attempt(
        method + " " + path,
        method,
        path,
        "",
        right,
        repository,
        outcome,
        NO_BODY,
        List.of(),
        Set.of(201, 202, 204),
        Set.of());
  }

  Attempt named(String newName) {
    return new Attempt(
        newName, method, path, query, right, repository, outcome, body, headers, good, never);
  }

  Attempt with(byte[] content, String contentType) {
    return new Attempt(
        name,
        method,
        path,
        query,
        right,
        repository,
        outcome,
        content,
        List.of(new Field("Content-Type", contentType)),
        good,
        never);
  }

  Attempt asking(String newQuery) {
    return new Attempt(
        name, method, path, newQuery, right, repository, outcome, body, headers, good, never);
  }

  /** The same where even who has the right is refused. */
  Attempt denied() {
    return new Attempt(
        name, method, path, query, right, repository, Outcome.DENIED, body, headers, good, never);
  }

  Attempt never(Integer... statuses) {
    return new Attempt(
        name,
        method,
        path,
        query,
        right,
        repository,
        outcome,
        body,
        headers,
        good,
        Set.of(statuses));
  }

  boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  boolean isManifestPush() {
    return method.equals("PUT") && path.contains("/manifests/");
  }

  /** Whether {@code ?tag=} may stand there. */
  boolean takesTags() {
    return isManifestPush() && path.contains("/manifests/sha");
  }

  boolean hasBody() {
    return body.length > 0;
  }
}

package dev.portwrit.embedded;

/**
 * One way in which a registry makes life hard for whoever stands before it. Each was seen in a real
 * one, or is what a network or a dying process does to any.
 */
public enum Vice {
  /**
   * A blob is mounted from any repository that holds it, whatever {@code from} says, as zot does.
   */
  MOUNT_IGNORES_FROM,
  /** No blob is ever mounted: each asked-for mount becomes an upload. */
  NEVER_MOUNTS,
  /** A {@code HEAD} of a manifest is 404 unless {@code Accept} names its media type. */
  HEAD_NOT_FOUND_TO_NARROW_ACCEPT,
  /** A {@code HEAD} of a manifest answers a digest that the content does not have. */
  HEAD_ANSWERS_OTHER_DIGEST,
  /** A tag that points at an index answers its first child if {@code Accept} names no index. */
  GET_ANSWERS_CHILD_TO_NARROW_ACCEPT,
  /** {@code Docker-Content-Digest} is that of other content, in every answer that has one. */
  WRONG_CONTENT_DIGEST,
  /** One byte of each manifest and blob that is sent is another one. */
  CORRUPT_CONTENT,
  /** Every request is answered 500. */
  SERVER_ERROR,
  /** Every request is answered 503. */
  UNAVAILABLE,
  /** Every request is answered 429 with {@code Retry-After: 1}. */
  TOO_MANY_REQUESTS,
  /** Every request is answered 401, whatever it brings. */
  UNAUTHORIZED,
  /** The request is taken and never answered, until the vice is turned off. */
  HANGS,
  /** The connection is closed before the request is looked at. */
  CLOSES_CONNECTION,
  /** The request is done, then the connection is closed in place of the answer. */
  LOSES_ANSWER,
  /** The connection is closed in the middle of a blob. */
  CUTS_BLOB,
  /** A pause stands before each answer and between the pieces of each body. */
  SLOW,
  /** A manifest is answered 201 and is not stored. */
  DISCARDS_MANIFEST,
  /** A manifest is stored, but no tag is set. */
  DISCARDS_TAG,
  /** No tag can be read or listed, as if all had been lost. */
  FORGETS_TAGS,
  /** A manifest is gone when the last tag that names it is moved to another, as in zot. */
  FORGETS_LEFT_MANIFESTS,
  /** A {@code Location} has scheme, host and port. */
  ABSOLUTE_LOCATIONS,
  /** An upload's {@code Location} carries state in its query that changes and must come back. */
  STATE_IN_LOCATIONS,
  /** {@code ?tag=} is not looked at, as in every registry before the specification had it. */
  IGNORES_TAG_QUERY,
  /** There is no referrers API and a {@code subject} means nothing, as in Distribution. */
  NO_REFERRERS,
  /** Nothing can be deleted: 405, as Distribution without {@code storage.delete.enabled}. */
  DELETE_DISABLED,
  /** A tag cannot be deleted, only a digest: 400, as Harbor and Distribution 2.8. */
  DELETE_BY_TAG_DISABLED,
  /** A blob is a redirect (307) to another path that asks for no login, as with cloud storage. */
  REDIRECTS_BLOBS
}

package dev.portwrit.gateway.request;

/**
 * The error codes a client may be told.
 *
 * <p>Source: OCI distribution specification, "Error Codes", which lists those of the 4xx statuses;
 * {@link #UNAVAILABLE} is what the Distribution registry and its clients use with 5xx.
 */
public enum ErrorCode {
  /** The blob is not there. */
  BLOB_UNKNOWN,
  /** The upload of a blob is not valid. */
  BLOB_UPLOAD_INVALID,
  /** There is no such upload. */
  BLOB_UPLOAD_UNKNOWN,
  /** The digest is not one, or not that of the content. */
  DIGEST_INVALID,
  /** The manifest names a manifest or blob that is not there. */
  MANIFEST_BLOB_UNKNOWN,
  /** The manifest is not valid. */
  MANIFEST_INVALID,
  /** The manifest is not there. */
  MANIFEST_UNKNOWN,
  /** The name of the repository is not valid. */
  NAME_INVALID,
  /** The repository is not there. */
  NAME_UNKNOWN,
  /** The length is not that of the content. */
  SIZE_INVALID,
  /** The caller has to log in, or to bring a token that reaches further. */
  UNAUTHORIZED,
  /** The caller may not do this. */
  DENIED,
  /** The operation is not supported. */
  UNSUPPORTED,
  /** The caller asks too often. */
  TOOMANYREQUESTS,
  /** It cannot be decided or done now. */
  UNAVAILABLE
}

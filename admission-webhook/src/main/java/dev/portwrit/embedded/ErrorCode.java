package dev.portwrit.embedded;

/** The codes of an OCI error body that this registry uses, each with its usual status. */
enum ErrorCode {
  BLOB_UNKNOWN(404),
  BLOB_UPLOAD_INVALID(400),
  BLOB_UPLOAD_UNKNOWN(404),
  DIGEST_INVALID(400),
  MANIFEST_BLOB_UNKNOWN(400),
  MANIFEST_INVALID(400),
  MANIFEST_UNKNOWN(404),
  NAME_INVALID(400),
  NAME_UNKNOWN(404),
  SIZE_INVALID(400),
  UNAUTHORIZED(401),
  UNSUPPORTED(405),
  TOOMANYREQUESTS(429),
  /** Not of the specification: what Distribution says when it has no better word. */
  UNKNOWN(500),
  /** Not of the specification: what Distribution says while it is not able. */
  UNAVAILABLE(503);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}

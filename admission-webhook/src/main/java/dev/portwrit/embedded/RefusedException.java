package dev.portwrit.embedded;

/** A request that is answered with an OCI error. */
final class RefusedException extends Exception {
  private final ErrorCode code;
  private final int status;

  RefusedException(ErrorCode code, String message) {
    this(code, code.status(), message);
  }

  RefusedException(ErrorCode code, int status, String message) {
    super(message);
    this.code = code;
    this.status = status;
  }

  ErrorCode code() {
    return code;
  }

  int status() {
    return status;
  }
}

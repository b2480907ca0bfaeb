package dev.portwrit.gateway.request;

/** Carries a {@link Rejected} out of the depths of the grammar; never leaves the package. */
final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Rejected rejected;

  Rejection(Rejected rejected) {
    super(rejected.message(), null, false, false);
    this.rejected = rejected;
  }

  static Rejection badRequest(ErrorCode code, String message) {
    return new Rejection(new Rejected(400, code, message));
  }

  Rejected rejected() {
    return rejected;
  }
}

package dev.portwrit.registry.hub.twin;

/** The API refuses a call. */
final class TwinRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;

  TwinRefusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static TwinRefusal bad(String message) {
    return new TwinRefusal(400, message);
  }

  static TwinRefusal notFound() {
    return new TwinRefusal(404, "object not found");
  }
}

package dev.portwrit.registry.ecr.twin;

/** An API refuses a call. */
final class TwinRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;
  final String code;

  TwinRefusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static TwinRefusal of(String code, String message) {
    return new TwinRefusal(400, code, message);
  }

  /** Source: the form of botocore's and Terraform's error texts, such as awsdocs PR 20. */
  static TwinRefusal parameter(String where, String constraint) {
    return of(
        "InvalidParameterException",
        "Invalid parameter at '" + where + "' failed to satisfy constraint: '" + constraint + "'");
  }
}

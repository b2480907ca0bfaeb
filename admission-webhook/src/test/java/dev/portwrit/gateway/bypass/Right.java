package dev.portwrit.gateway.bypass;

/** What an operation takes, as the papers say it. */
enum Right {
  /** A valid login, or a token, of anybody. */
  LOGIN(""),
  PULL("pull"),
  PUSH("push"),
  DELETE("delete");

  private final String word;

  Right(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}

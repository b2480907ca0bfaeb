package dev.portwrit.gateway.bypass;

/** How a body is put on the wire. */
enum Framing {
  /** None, and no word of one. */
  NONE,
  /** With its length. */
  LENGTH,
  /** In chunks, or in HTTP/2 without a length. */
  CHUNKED,
  /** With its length, in two parts. */
  TWO_PARTS,
  /** In chunks with extensions, and a trailer behind them. */
  TRAILER,
  /** A length that is greater than what comes; then the sender is silent for good. */
  LENGTH_TOO_GREAT,
  /** A length that is less than what comes. */
  LENGTH_TOO_SMALL,
  /** Compressed, and said to be. */
  GZIP;

  /** What it means for an answer. */
  Verdict verdict(Attempt attempt) {
    if (!attempt.hasBody()) {
      return this == NONE || this == LENGTH ? Verdict.PASSES : Verdict.EITHER;
    }
    boolean mayBePart = attempt.method().equals("PATCH") || attempt.method().equals("POST");
    return switch (this) {
      case LENGTH, CHUNKED, TWO_PARTS, TRAILER -> Verdict.PASSES;
      case NONE, LENGTH_TOO_GREAT, LENGTH_TOO_SMALL, GZIP ->
          mayBePart ? Verdict.EITHER : Verdict.REFUSED;
    };
  }

  /** Whether the connection is good for another request. */
  boolean isSound() {
    return this != LENGTH_TOO_GREAT && this != LENGTH_TOO_SMALL;
  }
}

package dev.portwrit.gateway.bypass;

/** What a form of a request means for its answer. */
enum Verdict {
  /** It must not matter: what is allowed stays allowed. */
  PASSES,
  /** It must be refused, whoever asks for whatever. */
  REFUSED,
  /** Either is right, as long as nothing comes of it that may not. */
  EITHER
}

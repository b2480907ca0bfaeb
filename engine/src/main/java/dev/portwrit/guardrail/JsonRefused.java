package dev.portwrit.guardrail;

/** Bytes that are not the JSON they should be. The message says why, in one line. */
final class JsonRefused extends Exception {
  JsonRefused(String message) {
    super(message);
  }
}

package dev.portwrit.guardrail;

/** A bundle of guardrails that is not used. The message says why, in one line. */
final class BundleRefused extends Exception {
  BundleRefused(String message) {
    super(message);
  }
}

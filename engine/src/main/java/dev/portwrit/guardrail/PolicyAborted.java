package dev.portwrit.guardrail;

/** A policy gave up by itself: it contradicts itself, or has no memory left. */
final class PolicyAborted extends RuntimeException {
  PolicyAborted(String message) {
    super(message);
  }
}

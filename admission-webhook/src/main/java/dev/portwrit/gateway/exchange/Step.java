package dev.portwrit.gateway.exchange;

import dev.portwrit.gateway.identity.Authentication.Authenticated;

/** Carries out an operation that the gate has let pass; the exchange is answered in the end. */
@FunctionalInterface
public interface Step {
  /** Runs on a thread that may block; returns before the answer if that streams. */
  void run(Exchange exchange, Authenticated caller);
}

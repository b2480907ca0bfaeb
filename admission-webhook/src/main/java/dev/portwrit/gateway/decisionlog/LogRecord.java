package dev.portwrit.gateway.decisionlog;

/** What one line of the log says, apart from its place in the chain. */
public sealed interface LogRecord permits DecisionRecord, EventRecord {
  /**
   * What sort of line it is.
   *
   * @return {@code decision}, or the name of an event such as {@code policy-accepted}
   */
  String kind();
}

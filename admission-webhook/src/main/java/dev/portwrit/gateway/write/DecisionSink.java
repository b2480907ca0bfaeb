package dev.portwrit.gateway.write;

import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.decisionlog.DecisionRecord;

/** Where decisions are written down; the gateway's {@code DecisionLog::append}. */
@FunctionalInterface
public interface DecisionSink {
  /**
   * Writes a decision and returns when it is durable.
   *
   * @param decision what was decided
   * @throws DecisionLogException if it cannot be written: what waits for it is refused
   */
  void append(DecisionRecord decision) throws DecisionLogException;
}

package dev.portwrit.gateway.inforce;

import java.util.List;
import java.util.Optional;

/**
 * Listens to what happens to the policy in force. Called by the thread that follows the workspace,
 * one event after the other; what a listener throws is reported and otherwise ignored.
 */
public interface PolicyEvents {
  /** Listens to nothing. */
  PolicyEvents NONE = new PolicyEvents() {};

  /**
   * A policy was accepted. It is written down already, and decides as soon as this returns: an
   * audit asks for this instant, not for when something was committed.
   *
   * @param accepted what comes into force
   * @param before what was, empty at a start
   * @param reason why it was accepted
   */
  default void accepted(AcceptedPolicy accepted, Optional<AcceptedPolicy> before, Reason reason) {}

  /**
   * A state of the workspace was not accepted; told once for each state and cause.
   *
   * @param version which
   * @param cause why, in one line
   */
  default void refused(String version, String cause) {}

  /**
   * The workspace could not be looked at; told at each attempt.
   *
   * @param cause why, in one line
   */
  default void unreachable(String cause) {}

  /**
   * Several listeners as one, told in their order.
   *
   * @param listeners who listens
   * @return one that tells all of them
   */
  static PolicyEvents all(List<PolicyEvents> listeners) {
    return new AllEvents(listeners);
  }

  /** Why a policy was accepted. */
  enum Reason {
    /** It was in force when the gateway stopped. */
    RESTART,
    /** It is the first. */
    FIRST,
    /** It follows the one before. */
    FOLLOWING,
    /** An operator named it. */
    OPERATOR
  }
}

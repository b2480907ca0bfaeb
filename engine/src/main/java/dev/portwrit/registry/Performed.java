package dev.portwrit.registry;

/** What became of a step, as far as its caller was told. */
public sealed interface Performed {
  /** The registry says that it is done; only reading tells whether it is. */
  record Accepted() implements Performed {}

  /**
   * The registry refused it; nothing changed.
   *
   * @param reason one line without secrets
   */
  record Refused(String reason) implements Performed {}

  /**
   * The registry refused it because of accounts that it does not know. The rest can be done without
   * them.
   *
   * @param account the account, as the step has it
   * @param reason one line without secrets
   */
  record UnknownAccount(String account, String reason) implements Performed {}

  /**
   * Nobody can say whether it was done: no answer came. Reading tells.
   *
   * @param reason one line without secrets
   */
  record Unclear(String reason) implements Performed {}
}

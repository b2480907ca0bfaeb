package dev.portwrit.gateway.upstream;

/** Whether the registry has something, by its own word. */
public sealed interface Presence {
  /** It says that it has it. */
  record There() implements Presence {}

  /** It says that it does not, in the one way that leaves no doubt. */
  record Absent() implements Presence {}

  /**
   * It could not be told.
   *
   * @param cause what went wrong, one line
   */
  record Unknown(String cause) implements Presence {}
}

package dev.portwrit.neighbour;

/**
 * What a command left behind.
 *
 * @param command the words of the command, without secrets
 * @param status its exit status
 * @param output what it wrote on standard output
 * @param errors what it wrote on standard error: what its user sees on the terminal
 */
public record Outcome(String command, int status, String output, String errors) {
  /** Whether it exited with 0. */
  public boolean succeeded() {
    return status == 0;
  }

  /** Standard output without the white space around it, of a command that must have succeeded. */
  public String text() {
    return orFail().output.strip();
  }

  /** This outcome, of a command that must have succeeded. */
  public Outcome orFail() {
    if (!succeeded()) {
      throw new AssertionError(toString());
    }
    return this;
  }

  @Override
  public String toString() {
    return "`" + command + "` exited with " + status + "\n" + output + errors;
  }
}

package dev.portwrit.cli;

/** How the program ends: what scripts rely on. */
enum ExitCode {
  /** Yes, allowed, nothing to report. */
  YES(0),
  /** No, denied, findings, changes. */
  NO(1),
  /** The command or the policy is wrong. */
  WRONG(2),
  /** It could not be determined. */
  UNDETERMINED(3);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /**
   * How a verb ends that looks for something. What was found for certain is there whatever else
   * could not be told; that nothing is there can only be said of what was told to its end.
   *
   * @param isFound whether anything of what is looked for is there for certain
   * @param isComplete whether nothing was left that could not be told
   */
  static ExitCode ofSearch(boolean isFound, boolean isComplete) {
    if (isFound) {
      return NO;
    }
    return isComplete ? YES : UNDETERMINED;
  }

  /** The status of the process. */
  int status() {
    return status;
  }
}

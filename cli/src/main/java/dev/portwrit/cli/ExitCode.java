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

  /** The status of the process. */
  int status() {
    return status;
  }
}

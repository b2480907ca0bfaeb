package dev.portwrit.cli;

/**
 * One test case of JUnit XML.
 *
 * @param group what it belongs to, such as a file
 * @param name what is tested
 * @param ending how it came out
 * @param message why, in one line; empty where it passed
 * @param text all that there is to say; empty for nothing
 */
record JunitCase(String group, String name, Ending ending, String message, String text) {
  /** How a case came out. */
  enum Ending {
    /** As it should. */
    PASSED,
    /** Something was found. */
    FAILURE,
    /** It could not be told. */
    ERROR,
    /** It did not run. */
    SKIPPED
  }

  static JunitCase passed(String group, String name, String text) {
    return new JunitCase(group, name, Ending.PASSED, "", text);
  }
}

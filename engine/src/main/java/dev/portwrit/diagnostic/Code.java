package dev.portwrit.diagnostic;

/**
 * The stable codes of problems, with what each is about. A code is never given another meaning and
 * never used again once it is gone. Each has a golden case among the tests and a line in {@code
 * docs/diagnostics.md}.
 */
public enum Code {
  /** There is no {@code portwrit.yaml}. */
  NO_WORKSPACE("PW0001"),
  /** A symbolic link stands among the policies. */
  SYMBOLIC_LINK("PW0501"),
  /** A submodule stands among the policies. */
  SUBMODULE("PW0502"),
  /** Two paths differ only in case. */
  PATH_CASE("PW0503");

  private final String text;

  Code(String text) {
    this.text = text;
  }

  /**
   * The code as it is printed.
   *
   * @return such as {@code PW0104}
   */
  @Override
  public String toString() {
    return text;
  }
}

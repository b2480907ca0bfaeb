package dev.portwrit.diagnostic;

/**
 * The stable codes of problems, with what each is about. A code is never given another meaning and
 * never used again once it is gone. Each has a golden case among the tests and a line in {@code
 * docs/diagnostics.md}.
 *
 * <p>The first two digits say what kind of problem it is: 00 the workspace as a whole, 01 the shape
 * and the values of a document, 02 the text of a file, 03 names, 04 rules between documents, 05
 * where policies come from, 06 guardrails, 07 expectations.
 */
public enum Code {
  /** There is no {@code portwrit.yaml}. */
  NO_WORKSPACE("PW0001"),
  /** There are more policy files than a workspace may have. */
  TOO_MANY_FILES("PW0002"),
  /** All files together are larger than a workspace may be. */
  WORKSPACE_TOO_LARGE("PW0003"),
  /** A file has more problems than are shown. */
  TOO_MANY_PROBLEMS("PW0004"),

  /** A file is not well-formed YAML or JSON. */
  MALFORMED("PW0201"),
  /** A file is not UTF-8. */
  NOT_UTF8("PW0202"),
  /** A control character, or one that turns the direction of reading. */
  CONTROL_CHARACTER("PW0203"),
  /** A key that the mapping has already. */
  DUPLICATE_KEY("PW0204"),
  /** A YAML tag. */
  YAML_TAG("PW0205"),
  /** A YAML merge key. */
  MERGE_KEY("PW0206"),
  /** An alias of an anchor that does not stand before it. */
  UNKNOWN_ANCHOR("PW0207"),
  /** A key that is not text. */
  KEY_NOT_TEXT("PW0208"),
  /** A file is larger than a file may be. */
  FILE_TOO_LARGE("PW0209"),
  /** A file nests deeper than it may. */
  TOO_DEEP("PW0210"),
  /** A file holds more values than it may, aliases counted as what they stand for. */
  TOO_MANY_VALUES("PW0211"),
  /** A file holds more documents than it may. */
  TOO_MANY_DOCUMENTS("PW0212"),

  /** A symbolic link stands among the policies. */
  SYMBOLIC_LINK("PW0501"),
  /** A submodule stands among the policies. */
  SUBMODULE("PW0502"),
  /** Two paths differ only in case. */
  PATH_CASE("PW0503"),
  /** A path is not UTF-8 text, or has characters that no report can show. */
  PATH_TEXT("PW0504"),
  /** There are more names, or folders nest deeper, than is looked at. */
  FOLDERS_TOO_LARGE("PW0505"),
  /** A pipe, a device or the like has the name of a policy file. */
  SPECIAL_FILE("PW0506"),
  /** There is no such folder or repository, or its address is of a kind that is not taken. */
  SOURCE_UNKNOWN("PW0510"),
  /** No commit has that name, or none is that old. */
  REVISION_UNKNOWN("PW0511"),
  /** The history that is asked about is not in this clone. */
  HISTORY_SHALLOW("PW0512"),
  /** The repository at the other end does not answer. */
  SOURCE_UNREACHABLE("PW0513"),
  /** The repository at the other end does not let us in. */
  SOURCE_ACCESS("PW0514"),
  /** A file or a Git object could not be read. */
  SOURCE_UNREADABLE("PW0515"),
  /** A guardrail could not be evaluated, which refuses. */
  GUARDRAIL_UNDETERMINED("PW0600"),
  /** The guardrail {@code expiring-user-grants}: a grant to a person does not expire soon. */
  EXPIRING_USER_GRANTS("PW0601"),
  /** The guardrail {@code release-annotations}: a release does not say its source or revision. */
  RELEASE_ANNOTATIONS("PW0602"),

  /** An expectation has another shape than expectations have. */
  EXPECTATION_SHAPE("PW0701"),
  /** The question of an expectation is none. */
  EXPECTATION_QUESTION("PW0702"),
  /** The expected answer is none that its question can have. */
  EXPECTATION_ANSWER("PW0703"),
  /** The answer is another than the expected one. */
  EXPECTATION_NOT_MET("PW0704");

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

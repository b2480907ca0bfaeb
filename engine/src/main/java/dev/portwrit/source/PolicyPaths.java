package dev.portwrit.source;

/**
 * Which files of a workspace are read, and as what, by their path below its root: the rule of the
 * policy language, kept in one place for folders and commits.
 */
final class PolicyPaths {
  static final String ROOT_FILE = "portwrit.yaml";

  /** What a path holds. */
  enum Area {
    POLICY,
    TEST,
    GUARDRAIL,
    /** Not read. */
    NONE
  }

  private PolicyPaths() {}

  /** Whether there may be something to read below the folder. */
  static boolean isEntered(String folder) {
    return !isHidden(folder) && !folder.startsWith("tests/");
  }

  /** What the file, which lies in a folder that is entered, is read as. */
  static Area of(String file) {
    if (isHidden(file)) {
      return Area.NONE;
    }
    if (file.startsWith("guardrails/")) {
      return Area.GUARDRAIL;
    }
    boolean yaml = file.endsWith(".yaml") || file.endsWith(".yml");
    if (file.startsWith("tests/")) {
      return yaml ? Area.TEST : Area.NONE;
    }
    return yaml || file.endsWith(".json") ? Area.POLICY : Area.NONE;
  }

  /** Whether the last segment starts with a dot; the folders above were asked before. */
  static boolean isHidden(String path) {
    return path.charAt(path.lastIndexOf('/') + 1) == '.';
  }
}

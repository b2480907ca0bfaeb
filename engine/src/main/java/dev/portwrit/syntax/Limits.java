package dev.portwrit.syntax;

/**
 * How large policies may be. The bounds are several times what an organization with a hundred
 * thousand repositories needs, and low enough for the heap of a small machine.
 */
public final class Limits {
  /** The largest file, in bytes. */
  public static final int MAX_FILE_BYTES = 8 << 20;

  /** The deepest nesting of values; a document uses five or six levels. */
  public static final int MAX_DEPTH = 32;

  /** The most values in one file, aliases counted as what they stand for. */
  public static final int MAX_FILE_VALUES = 1_000_000;

  /** The most documents in one file. */
  public static final int MAX_FILE_DOCUMENTS = 50_000;

  /** The most files in a workspace. */
  public static final int MAX_FILES = 50_000;

  /** All files of a workspace together, in bytes. */
  public static final long MAX_WORKSPACE_BYTES = 64L << 20;

  /** The most values in a workspace, counted like those of a file. */
  public static final long MAX_WORKSPACE_VALUES = 5_000_000;

  private Limits() {}
}

package dev.portwrit.source;

/**
 * How much a workspace may be. What goes beyond is refused before it is read.
 *
 * @param fileBytes the largest file
 * @param files how many files are read
 * @param totalBytes all files together
 * @param entries how many names in folders are looked at, whatever they are
 * @param depth how deep folders nest
 */
public record SourceLimits(int fileBytes, int files, long totalBytes, int entries, int depth) {
  /** Several times the largest workspace that was measured, and within an ordinary heap. */
  public static final SourceLimits DEFAULT =
      new SourceLimits(8 << 20, 50_000, 64L << 20, 1_000_000, 64);
}

package dev.portwrit.region;

/** What came of looking for a place in a region. */
public sealed interface Found {
  /**
   * There is one.
   *
   * @param spot the place
   */
  record There(Spot spot) implements Found {}

  /** There is none, for certain. */
  record Nothing() implements Found {}

  /**
   * Neither was found out.
   *
   * @param cause why, one line
   */
  record Open(String cause) implements Found {}
}

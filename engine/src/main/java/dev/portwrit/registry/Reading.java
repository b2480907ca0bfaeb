package dev.portwrit.registry;

/** What is known of one native object. */
public sealed interface Reading {
  /**
   * It is there.
   *
   * @param content a JSON text in the canonical form of its kind: equal texts mean the same, and
   *     texts that mean the same are equal
   */
  record Present(String content) implements Reading {}

  /** The registry said that there is no such object, in the way that leaves no doubt. */
  record Absent() implements Reading {}

  /**
   * It could not be told. It is never taken for absent, never changed and never removed.
   *
   * @param reason what went wrong, one line without secrets
   */
  record Unknown(String reason) implements Reading {}

  /**
   * There is no such object.
   *
   * @return the reading; all instances are equal
   */
  static Reading absent() {
    return new Absent();
  }

  /**
   * It is there.
   *
   * @param content its canonical text
   * @return the reading
   */
  static Reading present(String content) {
    return new Present(content);
  }

  /**
   * Whether nothing may be concluded.
   *
   * @return true for {@link Unknown}
   */
  default boolean isUnknown() {
    return this instanceof Unknown;
  }
}

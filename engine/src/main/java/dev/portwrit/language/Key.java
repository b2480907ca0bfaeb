package dev.portwrit.language;

/**
 * A key that documents of some kind have.
 *
 * @param about what it says, for the JSON Schema and for somebody who left it out
 */
record Key(String name, Shape shape, boolean required, String about) {
  static Key required(String name, Shape shape, String about) {
    return new Key(name, shape, true, about);
  }

  static Key optional(String name, Shape shape, String about) {
    return new Key(name, shape, false, about);
  }
}

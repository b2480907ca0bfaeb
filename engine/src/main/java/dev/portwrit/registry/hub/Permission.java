package dev.portwrit.registry.hub;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a team may do in a repository, the least first; each holds the one before. */
enum Permission {
  /** Pulls. */
  READ,
  /** Pushes, and points tags at other digests. */
  WRITE,
  /** Deletes, and changes settings: visibility, immutable tags, permissions. */
  ADMIN;

  /** Reads it as the API writes it. */
  static Optional<Permission> parse(String text) {
    return Arrays.stream(values()).filter(one -> one.toString().equals(text)).findFirst();
  }

  /** As the API takes it, such as {@code write}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

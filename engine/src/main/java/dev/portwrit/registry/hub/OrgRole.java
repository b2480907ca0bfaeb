package dev.portwrit.registry.hub;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is in an organization, the least first. */
enum OrgRole {
  /** Sees teams, and pulls what a team may pull. */
  MEMBER,
  /** Creates, edits and deletes repositories, their tags and the permissions of teams. */
  EDITOR,
  /** Everything. */
  OWNER;

  /** Reads it as the API writes it: in small letters where it is given, and {@code Owner} back. */
  static Optional<OrgRole> parse(String text) {
    return Arrays.stream(values())
        .filter(role -> role.toString().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** As the API takes it, such as {@code owner}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

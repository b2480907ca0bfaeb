package dev.portwrit.policy;

import java.util.Optional;

/** Reads subjects in their full form. */
final class SubjectText {
  private SubjectText() {}

  /** A hash of a name with its organization, which scatters names that are counted up. */
  static int hash(String organization, String name) {
    return 0x9E3779B1 * organization.hashCode() + name.hashCode();
  }

  static Optional<Subject> parse(String text) {
    if (text.equals("anonymous")) {
      return Optional.of(new Subject.Anonymous());
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String name = text.substring(colon + 1);
    return switch (text.substring(0, colon)) {
      case "user" -> Names.isName(name) ? Optional.of(new Subject.User(name)) : Optional.empty();
      case "organization" ->
          Names.isName(name) ? Optional.of(new Subject.Organization(name)) : Optional.empty();
      case "team" -> parseFull(name, Subject.Team::new);
      case "service" -> parseFull(name, Subject.Service::new);
      default -> Optional.empty();
    };
  }

  private interface Full {
    Subject of(String organization, String name);
  }

  private static Optional<Subject> parseFull(String text, Full full) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String organization = text.substring(0, slash);
    String name = text.substring(slash + 1);
    return Names.isName(organization) && Names.isName(name)
        ? Optional.of(full.of(organization, name))
        : Optional.empty();
  }
}

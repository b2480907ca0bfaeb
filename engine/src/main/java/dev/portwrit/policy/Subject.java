package dev.portwrit.policy;

import java.util.Optional;

/**
 * Who asks, or who is given something; written the same in files, on the command line and in
 * reports: {@code user:ada}, {@code team:acme/pay}, {@code service:acme/ci}, {@code
 * organization:acme}, {@code anonymous}. Names compare exactly, and subjects sort by their text.
 */
public sealed interface Subject extends Comparable<Subject> {
  /**
   * A person.
   *
   * @param name such as {@code ada}
   */
  record User(String name) implements Subject {
    /** Checks the name. */
    public User {
      Names.require(name);
    }

    @Override
    public String toString() {
      return "user:" + name;
    }
  }

  /**
   * A team of an organization.
   *
   * @param organization such as {@code acme}
   * @param name such as {@code pay}
   */
  record Team(String organization, String name) implements Subject {
    /** Checks the names. */
    public Team {
      Names.require(organization);
      Names.require(name);
    }

    // The hash of a record adds its parts, and those of numbered names collide by the hundred.
    @Override
    public int hashCode() {
      return SubjectText.hash(organization, name);
    }

    @Override
    public String toString() {
      return "team:" + organization + "/" + name;
    }
  }

  /**
   * A machine identity of an organization.
   *
   * @param organization such as {@code acme}
   * @param name such as {@code ci}
   */
  record Service(String organization, String name) implements Subject {
    /** Checks the names. */
    public Service {
      Names.require(organization);
      Names.require(name);
    }

    // The hash of a record adds its parts, and those of numbered names collide by the hundred.
    @Override
    public int hashCode() {
      return SubjectText.hash(organization, name);
    }

    @Override
    public String toString() {
      return "service:" + organization + "/" + name;
    }
  }

  /**
   * All members of an organization.
   *
   * @param name such as {@code acme}
   */
  record Organization(String name) implements Subject {
    /** Checks the name. */
    public Organization {
      Names.require(name);
    }

    @Override
    public String toString() {
      return "organization:" + name;
    }
  }

  /** Everybody, logged in or not; all instances are equal. */
  record Anonymous() implements Subject {
    @Override
    public String toString() {
      return "anonymous";
    }
  }

  /**
   * Reads a subject in its full form.
   *
   * @param text such as {@code team:acme/pay}
   * @return the subject, or empty if the text is not one
   */
  static Optional<Subject> parse(String text) {
    return SubjectText.parse(text);
  }

  @Override
  default int compareTo(Subject other) {
    return toString().compareTo(other.toString());
  }
}

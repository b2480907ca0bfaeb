package dev.portwrit.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A fixed set of actions; each role holds those of the one before. */
public enum Role {
  /** Nothing: the default of an organization, never a grant. */
  NONE,
  /** {@code pull}. */
  PULL,
  /** {@code pull}, {@code push}, {@code overwrite}. */
  PUSH,
  /** Those of {@code push}, and {@code delete}. */
  MAINTAIN,
  /** Everything: those of {@code maintain}, and {@code administer}. */
  ADMIN;

  /**
   * Reads a role as policies write it.
   *
   * @param text such as {@code maintain}
   * @return the role, or empty if the text is not one
   */
  public static Optional<Role> parse(String text) {
    return Arrays.stream(values()).filter(role -> role.toString().equals(text)).findFirst();
  }

  /**
   * Whether the role holds an action.
   *
   * @param action an action
   * @return true if it does
   */
  public boolean holds(Action action) {
    return switch (action) {
      case PULL -> this != NONE;
      case PUSH, OVERWRITE -> compareTo(PUSH) >= 0;
      case DELETE -> compareTo(MAINTAIN) >= 0;
      case ADMINISTER -> this == ADMIN;
    };
  }

  /**
   * The role as policies write it.
   *
   * @return lower case, such as {@code maintain}
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

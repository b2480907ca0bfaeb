package dev.portwrit.registry;

/** A registry could not be talked to at all. Its message is one line without secrets. */
public final class RegistryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Kind {
    /** The settings or credentials are missing or malformed: the command is wrong. */
    SETTINGS,
    /** The registry does not accept the credentials, or they have expired. */
    CREDENTIALS,
    /** The credentials may not do what is needed. */
    DENIED,
    /** It does not answer, or not in a way that is understood. */
    UNREACHABLE
  }

  private final Kind kind;
  private final String help;

  /**
   * A failure.
   *
   * @param kind what kind of trouble it is
   * @param message what happened, naming the registry
   * @param help the next step
   */
  public RegistryException(Kind kind, String message, String help) {
    super(message);
    this.kind = kind;
    this.help = help;
  }

  /**
   * What kind of trouble it is.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The next step.
   *
   * @return one line
   */
  public String help() {
    return help;
  }
}

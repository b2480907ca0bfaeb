package dev.portwrit.gateway.inforce;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is no policy that could decide, so nothing starts. The message is one line for people. */
public final class NotInForceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String help;

  NotInForceException(String message, @Nullable String help, @Nullable Throwable cause) {
    super(message, cause);
    this.help = help;
  }

  /**
   * The next step.
   *
   * @return one line, empty where there is none
   */
  public Optional<String> help() {
    return Optional.ofNullable(help);
  }
}

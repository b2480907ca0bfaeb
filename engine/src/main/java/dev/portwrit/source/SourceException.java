package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Policies that could not be read at all: no such folder, an unknown revision, a remote that does
 * not answer. The message is one line for people and never holds a credential.
 *
 * <p>What is wrong with single files is no exception but a diagnostic of the {@link Snapshot}.
 */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final @Nullable String help;

  SourceException(Code code, String message, @Nullable String help, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.help = help;
  }

  SourceException(Code code, String message, String help) {
    this(code, message, help, null);
  }

  /**
   * What went wrong.
   *
   * @return the stable code
   */
  public Code code() {
    return code;
  }

  /**
   * The next step.
   *
   * @return one line, empty where there is none
   */
  public Optional<String> help() {
    return Optional.ofNullable(help);
  }

  /**
   * Whether the answer may be another one at another time or place: a history that is cut off, a
   * remote that does not answer or does not let us in, an object that could not be read. The rest
   * is wrong until somebody changes the command or the workspace.
   *
   * @return true if nothing could be determined
   */
  public boolean isUndetermined() {
    return code == Code.HISTORY_SHALLOW
        || code == Code.SOURCE_UNREACHABLE
        || code == Code.SOURCE_ACCESS
        || code == Code.SOURCE_UNREADABLE;
  }

  /**
   * The same as a problem among others.
   *
   * @return an error without a place
   */
  public Diagnostic diagnostic() {
    return new Diagnostic(
        Optional.empty(),
        Severity.ERROR,
        code,
        Optional.ofNullable(getMessage()).orElse(code.toString()),
        help());
  }
}

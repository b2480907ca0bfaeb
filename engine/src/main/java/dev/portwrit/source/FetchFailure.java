package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import java.util.Locale;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.jspecify.annotations.Nullable;

/** Says in our words why a remote gave nothing. */
final class FetchFailure {
  private FetchFailure() {}

  static SourceException of(RemoteAddress address, Credentials credentials, Exception failed) {
    String who = "`" + address.masked() + "`";
    if (isHostKey(failed)) {
      return new SourceException(
          Code.SOURCE_ACCESS,
          "the host key of " + who + " is not known, or not the one that was",
          "compare it, and put it into `~/.ssh/known_hosts`",
          failed);
    }
    if (failed instanceof NoRemoteRepositoryException) {
      return new SourceException(
          Code.SOURCE_ACCESS,
          "there is no repository " + who + ", or it is not shown to us",
          "see the address, and who may read it; `docs/sources.md` says where credentials come"
              + " from",
          failed);
    }
    if (credentials.wereAsked() || isRefusal(failed)) {
      return new SourceException(
          Code.SOURCE_ACCESS,
          who + " does not let us in",
          "set `PORTWRIT_GIT_TOKEN_FILE`, or `PORTWRIT_GIT_USERNAME` and `PORTWRIT_GIT_PASSWORD`;"
              + " for `ssh:` a key of the agent or of `~/.ssh`",
          failed);
    }
    return new SourceException(
        Code.SOURCE_UNREACHABLE,
        "cannot reach " + who + ": " + reason(failed),
        "see the network, then try again",
        failed);
  }

  private static boolean isHostKey(Throwable failed) {
    return disconnectCode(failed) == SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE;
  }

  private static boolean isRefusal(Throwable failed) {
    String text = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
    return disconnectCode(failed) == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
        || text.contains("not authorized")
        || text.contains("not permitted")
        || text.contains("authentication");
  }

  private static int disconnectCode(@Nullable Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SshException ssh) {
        return ssh.getDisconnectCode();
      }
    }
    return 0;
  }

  /** The innermost cause: what is around it repeats the address, perhaps with a secret. */
  private static String reason(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text = cause.getMessage() == null ? "no answer" : cause.getMessage();
    String line = PathText.line(text.lines().findFirst().orElse("no answer"));
    int address = line.lastIndexOf("://");
    int colon = line.indexOf(": ", Math.max(0, address));
    return address >= 0 && colon >= 0 ? line.substring(colon + 2) : line;
  }
}

package dev.portwrit.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * Answers what a remote asks with what the environment holds, and asks nobody. Only the host that
 * was typed gets an answer: a redirect must not carry a password elsewhere. Questions of yes and
 * no, such as whether to trust an unknown host, are not answered, which is a no.
 */
final class Credentials extends CredentialsProvider {
  private static final String ANY_USER = "git";

  private final SourceEnvironment environment;
  private final URIish remote;
  private boolean asked;

  Credentials(SourceEnvironment environment, URIish remote) {
    this.environment = environment;
    this.remote = remote;
  }

  /** Whether the remote wanted to know who we are. */
  boolean wereAsked() {
    return asked;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    return Arrays.stream(items)
        .allMatch(
            item ->
                item instanceof CredentialItem.Username || item instanceof CredentialItem.Password);
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    asked = true;
    Optional<String> password = password();
    if (!supports(items) || !isRemote(uri) || password.isEmpty()) {
      return false;
    }
    for (CredentialItem item : items) {
      if (item instanceof CredentialItem.Username user) {
        user.setValue(
            environment
                .variable("PORTWRIT_GIT_USERNAME")
                .or(() -> Optional.ofNullable(remote.getUser()))
                .orElse(ANY_USER));
      } else if (item instanceof CredentialItem.Password secret) {
        secret.setValue(password.get().toCharArray());
      }
    }
    return true;
  }

  private boolean isRemote(URIish uri) {
    return "https".equals(uri.getScheme()) == "https".equals(remote.getScheme())
        && remote.getHost() != null
        && remote.getHost().equalsIgnoreCase(uri.getHost())
        && remote.getPort() == uri.getPort();
  }

  /** From the URL, the variable, or the file, which is read each time since tokens change. */
  private Optional<String> password() {
    return Optional.ofNullable(remote.getPass())
        .or(() -> environment.variable("PORTWRIT_GIT_PASSWORD"))
        .or(() -> environment.variable("PORTWRIT_GIT_TOKEN_FILE").flatMap(Credentials::firstLine));
  }

  private static Optional<String> firstLine(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .map(String::strip)
          .filter(token -> !token.isEmpty());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}

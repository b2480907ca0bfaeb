package dev.portwrit.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** An SSH server on the loopback that runs what is asked for, such as {@code git-upload-pack}. */
final class GitSshServer implements AutoCloseable {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey;
  private final List<String> commands = new CopyOnWriteArrayList<>();

  GitSshServer(Path authorizedKeys) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(3072);
      hostKey = generator.generateKeyPair();
      server.setHost("127.0.0.1");
      server.setPort(0);
      server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
      server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(authorizedKeys));
      server.setCommandFactory(
          (channel, command) -> {
            commands.add(command);
            return new ProcessShellFactory(command, "sh", "-c", command).createShell(channel);
          });
      server.start();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(Path repository) {
    return "ssh://git@127.0.0.1:" + server.getPort() + repository;
  }

  int port() {
    return server.getPort();
  }

  /** The line of {@code known_hosts} for this server. */
  String knownHost() {
    return "[127.0.0.1]:"
        + server.getPort()
        + " "
        + PublicKeyEntry.toString(hostKey.getPublic())
        + "\n";
  }

  String fingerprint() {
    return KeyUtils.getFingerPrint(hostKey.getPublic());
  }

  List<String> commands() {
    return commands;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}

package dev.portwrit.source;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/** Sessions over SSH with the user's own configuration, keys, agent and known hosts. */
final class SshSessions {
  private static final Map<User, SshdSessionFactory> FACTORIES = new ConcurrentHashMap<>();

  private record User(Path home, Optional<String> agent) {}

  private SshSessions() {}

  static SshdSessionFactory of(SourceEnvironment environment) {
    return FACTORIES.computeIfAbsent(
        new User(environment.home(), environment.variable("SSH_AUTH_SOCK")),
        user ->
            new SshdSessionFactoryBuilder()
                .setHomeDirectory(user.home().toFile())
                .setSshDirectory(user.home().resolve(".ssh").toFile())
                .setPreferredAuthentications("publickey")
                .setConnectorFactory(new SshAgent(user.agent()))
                .build(null));
  }
}

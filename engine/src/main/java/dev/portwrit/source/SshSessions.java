package dev.portwrit.source;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/** Sessions over SSH with the user's own configuration, keys, agent and known hosts. */
final class SshSessions {
  private static final Map<Path, SshdSessionFactory> BY_HOME = new ConcurrentHashMap<>();

  private SshSessions() {}

  static SshdSessionFactory of(SourceEnvironment environment) {
    return BY_HOME.computeIfAbsent(
        environment.home(),
        home ->
            new SshdSessionFactoryBuilder()
                .setHomeDirectory(home.toFile())
                .setSshDirectory(home.resolve(".ssh").toFile())
                .setPreferredAuthentications("publickey")
                .setConnectorFactory(new SshAgent(environment.variable("SSH_AUTH_SOCK")))
                .build(null));
  }
}

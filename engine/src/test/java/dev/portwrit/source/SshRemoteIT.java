package dev.portwrit.source;

import static dev.portwrit.source.SourceFixture.environment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remotes behind SSH, with the keys, known hosts, configuration and agent of a user. */
class SshRemoteIT {
  @TempDir Path folder;
  private Path home;
  private RealGit remote;
  private String first;

  @BeforeEach
  void remoteWithOneCommit() throws Exception {
    remote = RealGit.initBare(folder.resolve("policies.git"));
    RealGit work = remote.cloneTo(folder.resolve("work")).write("portwrit.yaml", "version: 1\n");
    first = work.commit("first");
    work.push();
    home = folder.resolve("home");
    Files.createDirectories(home.resolve(".ssh"));
    Files.setPosixFilePermissions(
        home.resolve(".ssh"), PosixFilePermissions.fromString("rwx------"));
  }

  private GitSshServer serverFor(Path publicKey) throws IOException {
    Path authorized = Files.copy(publicKey, folder.resolve("authorized_keys"));
    Files.setPosixFilePermissions(authorized, PosixFilePermissions.fromString("rw-------"));
    return new GitSshServer(authorized);
  }

  private Path key(Path file, String passphrase) throws Exception {
    run(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", file.toString());
    return Path.of(file + ".pub");
  }

  private void trust(GitSshServer server) throws IOException {
    Files.writeString(home.resolve(".ssh/known_hosts"), server.knownHost());
  }

  private Snapshot read(String url, Map<String, String> variables) throws SourceException {
    try (PolicySource source = PolicySource.open(url, folder, environment(folder, variables))) {
      return source.read(Revision.CURRENT);
    }
  }

  private SourceException refusal(String url) {
    return catchThrowableOfType(SourceException.class, () -> read(url, Map.of()));
  }

  @Test
  void read_keyOfTheUser_letsUsIn() throws Exception {
    try (GitSshServer server = serverFor(key(home.resolve(".ssh/id_ed25519"), ""))) {
      trust(server);

      Snapshot snapshot = read(server.url(remote.folder()), Map.of());

      assertThat(snapshot.commit().orElseThrow().id()).isEqualTo(first);
      assertThat(server.commands()).allMatch(command -> command.startsWith("git-upload-pack "));
    }
  }

  @Test
  void read_hostNamedInTheConfiguration_isFound() throws Exception {
    try (GitSshServer server = serverFor(key(folder.resolve("deploy-key"), ""))) {
      trust(server);
      Files.writeString(
          home.resolve(".ssh/config"),
          """
          Host policies
            HostName 127.0.0.1
            Port %d
            User git
            IdentityFile %s
          """
              .formatted(server.port(), folder.resolve("deploy-key")));

      assertThat(read("git@policies:" + remote.folder(), Map.of()).files()).hasSize(1);
    }
  }

  @Test
  void read_keyOfTheAgent_letsUsIn() throws Exception {
    Path privateKey = folder.resolve("locked-key");
    Path publicKey = key(privateKey, "");
    Path socket = folder.resolve("agent");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (GitSshServer server = serverFor(publicKey)) {
      trust(server);
      await(socket);
      Map<String, String> variables = Map.of("SSH_AUTH_SOCK", socket.toString());
      run(variables, "ssh-add", "-q", privateKey.toString());
      Files.delete(privateKey);

      assertThat(read(server.url(remote.folder()), variables).files()).hasSize(1);
      assertThat(refusal(server.url(remote.folder())).code()).isEqualTo(Code.SOURCE_ACCESS);
    } finally {
      agent.destroy();
    }
  }

  @Test
  void read_keyThatIsNotAuthorized_isRefused() throws Exception {
    Path other = key(folder.resolve("other"), "");
    key(home.resolve(".ssh/id_ed25519"), "");
    try (GitSshServer server = serverFor(other)) {
      trust(server);

      SourceException refused = refusal(server.url(remote.folder()));

      assertThat(refused.code()).isEqualTo(Code.SOURCE_ACCESS);
      assertThat(refused).hasMessageContaining("does not let us in");
      assertThat(server.commands()).isEmpty();
    }
  }

  @Test
  void read_unknownOrChangedHostKey_isRefused() throws Exception {
    try (GitSshServer server = serverFor(key(home.resolve(".ssh/id_ed25519"), ""))) {
      SourceException unknown = refusal(server.url(remote.folder()));
      assertThat(unknown.code()).isEqualTo(Code.SOURCE_ACCESS);
      assertThat(unknown).hasMessageContaining("host key");
      assertThat(home.resolve(".ssh/known_hosts")).doesNotExist();

      Path authorized = folder.resolve("authorized_keys");
      try (GitSshServer impostor = new GitSshServer(authorized)) {
        Files.writeString(
            home.resolve(".ssh/known_hosts"),
            impostor.knownHost().replace("]:" + impostor.port() + " ", "]:" + server.port() + " "));
      }
      SourceException changed = refusal(server.url(remote.folder()));
      assertThat(changed.code()).isEqualTo(Code.SOURCE_ACCESS);
      assertThat(changed).hasMessageContaining("host key");
      assertThat(server.commands()).isEmpty();
    }
  }

  @Test
  void read_noSuchRepository_saysSo() throws Exception {
    try (GitSshServer server = serverFor(key(home.resolve(".ssh/id_ed25519"), ""))) {
      trust(server);

      SourceException absent = refusal(server.url(folder.resolve("absent.git")));

      assertThat(absent.code()).isEqualTo(Code.SOURCE_ACCESS);
      assertThat(absent).hasMessageContaining("there is no repository");
    }
  }

  /** Waits for a file of another process, for at most ten seconds. */
  private static void await(Path file) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.exists(file) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(file).exists();
  }

  private static void run(Map<String, String> variables, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}

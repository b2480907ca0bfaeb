package dev.portwrit.source;

import static dev.portwrit.source.SourceFixture.environment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.diagnostic.Code;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remotes behind {@code git http-backend}. */
class HttpRemoteIT {
  private static final String PASSWORD = "correct-horse";

  @TempDir Path folder;
  private String first;

  @BeforeEach
  void remoteWithOneCommit() {
    RealGit remote = RealGit.initBare(folder.resolve("served/policies.git"));
    RealGit work = remote.cloneTo(folder.resolve("work")).write("portwrit.yaml", "version: 1\n");
    first = work.commit("first");
    work.push();
  }

  private GitHttpServer server(boolean open) {
    return new GitHttpServer(
        folder.resolve("served"), open ? Optional.empty() : Optional.of(PASSWORD), null);
  }

  private Snapshot read(String url, Map<String, String> variables) throws SourceException {
    try (PolicySource source = PolicySource.open(url, folder, environment(folder, variables))) {
      return source.read(Revision.CURRENT);
    }
  }

  private SourceException refusal(String url, Map<String, String> variables) {
    return catchThrowableOfType(SourceException.class, () -> read(url, variables));
  }

  @Test
  void read_openServer_isRead() throws Exception {
    try (GitHttpServer server = server(true)) {
      Snapshot snapshot = read(server.url("policies.git"), Map.of());

      assertThat(snapshot.commit().orElseThrow().id()).isEqualTo(first);
      assertThat(snapshot.origin()).isEqualTo(server.url("policies.git"));
      assertThat(server.authorizations()).isEmpty();
    }
  }

  @Test
  void read_againOfWhatDidNotChange_isRead_andSoIsAnotherDefaultBranch() throws Exception {
    try (GitHttpServer server = server(true)) {
      String url = server.url("policies.git");
      for (int i = 0; i < 3; i++) {
        assertThat(read(url, Map.of()).commit().orElseThrow().id()).isEqualTo(first);
      }

      RealGit work = RealGit.at(folder.resolve("work"));
      String trunk = work.write("trunk.yaml", "team: acme/t\n").commit("on trunk");
      work.run("push", "--quiet", "origin", "HEAD:refs/heads/trunk");
      RealGit remote = RealGit.at(folder.resolve("served/policies.git"));
      remote.run("symbolic-ref", "HEAD", "refs/heads/trunk");
      assertThat(read(url, Map.of()).commit().orElseThrow().id()).isEqualTo(trunk);

      remote.run("symbolic-ref", "HEAD", "refs/heads/absent");
      assertThat(refusal(url, Map.of()).code()).isEqualTo(Code.REVISION_UNKNOWN);
    }
  }

  @Test
  void read_passwordFromTheEnvironment_letsUsIn() throws Exception {
    try (GitHttpServer server = server(false)) {
      String url = server.url("policies.git");
      Map<String, String> variables =
          Map.of("PORTWRIT_GIT_USERNAME", "bot", "PORTWRIT_GIT_PASSWORD", PASSWORD);

      assertThat(read(url, variables).files()).hasSize(1);
    }
  }

  @Test
  void read_tokenFromAFile_isReadAtEachFetch() throws Exception {
    try (GitHttpServer server = server(false)) {
      Path token = Files.writeString(folder.resolve("token"), "expired\n");
      Map<String, String> variables =
          Map.of("PORTWRIT_GIT_USERNAME", "bot", "PORTWRIT_GIT_TOKEN_FILE", token.toString());
      String url = server.url("policies.git");
      try (PolicySource source = PolicySource.open(url, folder, environment(folder, variables))) {
        assertThat(refusal(url, variables).code()).isEqualTo(Code.SOURCE_ACCESS);
        Files.writeString(token, PASSWORD + "\n");
        assertThat(source.read(Revision.CURRENT).files()).hasSize(1);
      }
    }
  }

  @Test
  void read_passwordInTheUrl_isUsedAndNeverShownNorStored() throws Exception {
    try (GitHttpServer server = server(false)) {
      Snapshot snapshot = read(server.url("bot:" + PASSWORD + "@", "policies.git"), Map.of());

      assertThat(snapshot.origin()).isEqualTo(server.url("policies.git"));
      try (var files = Files.walk(environment(folder).cache())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(PASSWORD);
        }
      }
    }
  }

  @Test
  void read_wrongOrNoPassword_isRefusedWithoutASecret() {
    try (GitHttpServer server = server(false)) {
      for (String userInfo : new String[] {"", "bot:hunter2@", "hunter2@"}) {
        SourceException refused = refusal(server.url(userInfo, "policies.git"), Map.of());

        assertThat(refused.code()).as(userInfo).isEqualTo(Code.SOURCE_ACCESS);
        assertThat(refused.isUndetermined()).isTrue();
        assertThat(refused.getMessage())
            .isEqualTo("`" + server.url("policies.git") + "` does not let us in");
        assertThat(refused.help().orElseThrow()).contains("PORTWRIT_GIT_TOKEN_FILE");
      }
    }
  }

  @Test
  void read_redirectToAnotherHost_getsNoPassword() {
    try (GitHttpServer server = server(true);
        GitHttpServer other = server(false)) {
      server.redirectTo("http://localhost:" + other.port());
      Map<String, String> variables =
          Map.of("PORTWRIT_GIT_USERNAME", "bot", "PORTWRIT_GIT_PASSWORD", PASSWORD);

      assertThat(refusal(server.url("policies.git"), variables).code())
          .isEqualTo(Code.SOURCE_ACCESS);
      assertThat(other.authorizations()).isEmpty();
    }
  }

  @Test
  void read_noSuchRepository_saysSo() {
    try (GitHttpServer server = server(true)) {
      SourceException absent = refusal(server.url("absent.git"), Map.of());

      assertThat(absent.code()).isEqualTo(Code.SOURCE_ACCESS);
      assertThat(absent).hasMessageContaining("there is no repository");
    }
  }

  @Test
  void read_nobodyListens_isUnreachable() {
    String url;
    try (GitHttpServer server = server(true)) {
      url = server.url("bot:hunter2@", "policies.git");
    }

    SourceException gone = refusal(url, Map.of());

    assertThat(gone.code()).isEqualTo(Code.SOURCE_UNREACHABLE);
    assertThat(gone.getMessage()).startsWith("cannot reach `http://127.0.0.1:");
    assertThat(gone.getMessage()).doesNotContain("hunter2").contains("refused");
  }

  @Test
  void read_tlsOfATrustedAuthority_isReadAndOfAnotherRefused() throws Exception {
    SSLContext tls = TestTls.create(folder);
    SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
    try (GitHttpServer server =
        new GitHttpServer(folder.resolve("served"), Optional.empty(), tls)) {
      SourceException untrusted = refusal(server.url("policies.git"), Map.of());
      assertThat(untrusted.code()).isEqualTo(Code.SOURCE_UNREACHABLE);
      assertThat(untrusted).hasMessageContaining("certification path");

      HttpsURLConnection.setDefaultSSLSocketFactory(tls.getSocketFactory());
      assertThat(read(server.url("policies.git"), Map.of()).files()).hasSize(1);
    } finally {
      HttpsURLConnection.setDefaultSSLSocketFactory(before);
    }
  }
}

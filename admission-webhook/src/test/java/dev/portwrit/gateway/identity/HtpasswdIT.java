package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.neighbour.Program;
import dev.portwrit.policy.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that Apache's htpasswd makes and changes. */
class HtpasswdIT {
  @TempDir Path folder;

  @Test
  void file_madeByHtpasswd_letsItsUsersIn() throws Exception {
    Path htpasswd = Program.HTPASSWD.require();
    IdentityFixture fixture = new IdentityFixture(folder);
    Map<String, String> passwords =
        Map.of(
            "bob", "with spaces and : colons",
            "ada", "pässwörd ✓",
            "acme/ci-pay", "x".repeat(71),
            "acme/ci-72", "y".repeat(72),
            "acme/ci-73", "z".repeat(73),
            "acme/ci-200", "é".repeat(100));
    Files.delete(fixture.usersFile);
    for (Map.Entry<String, String> entry : passwords.entrySet()) {
      run(htpasswd, fixture.usersFile, List.of(), entry.getKey(), entry.getValue());
    }
    try (Identity identity = fixture.open()) {
      for (Map.Entry<String, String> entry : passwords.entrySet()) {
        String name = entry.getKey();
        Subject subject = Account.subjectOf(name).orElseThrow();
        assertThat(login(identity, name, entry.getValue()))
            .as(name)
            .isEqualTo(new Authentication.Authenticated(subject, Optional.empty()));
        assertThat(login(identity, name, "!" + entry.getValue()))
            .as(name)
            .isInstanceOf(Authentication.Refused.class);
      }
      // bcrypt, here as there, reads 72 bytes.
      assertThat(login(identity, "acme/ci-73", "z".repeat(72) + "other"))
          .isInstanceOf(Authentication.Authenticated.class);
      assertThat(login(identity, "acme/ci-pay", "x".repeat(72)))
          .isInstanceOf(Authentication.Refused.class);
    }
  }

  @Test
  void file_changedByHtpasswd_isReadAgain() throws Exception {
    Path htpasswd = Program.HTPASSWD.require();
    IdentityFixture fixture = new IdentityFixture(folder);
    try (Identity identity = fixture.open()) {
      run(htpasswd, fixture.usersFile, List.of("-C", "6"), "eve", "new here");
      fixture.lookAgain();
      assertThat(login(identity, "eve", "new here"))
          .isInstanceOf(Authentication.Authenticated.class);
      run(htpasswd, fixture.usersFile, List.of("-D"), "eve", "");
      fixture.lookAgain();
      assertThat(login(identity, "eve", "new here")).isInstanceOf(Authentication.Refused.class);
      assertThat(login(identity, "bob", "bob's password"))
          .isInstanceOf(Authentication.Authenticated.class);
    }
  }

  private static Authentication login(Identity identity, String name, String password) {
    return identity
        .authenticator()
        .authenticate(IdentityFixture.basic(name, password), IdentityFixture.HERE);
  }

  private static void run(
      Path htpasswd, Path file, List<String> options, String name, String password)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(htpasswd.toString()));
    command.addAll(options);
    if (!options.contains("-D")) {
      command.addAll(Files.exists(file) ? List.of("-i", "-B") : List.of("-i", "-B", "-c"));
    }
    command.add(file.toString());
    command.add(name);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var input = process.getOutputStream()) {
      input.write(password.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}

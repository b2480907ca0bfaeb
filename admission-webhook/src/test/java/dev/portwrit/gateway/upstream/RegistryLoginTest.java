package dev.portwrit.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryPattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryLoginTest {
  @TempDir Path folder;

  @Test
  void noCredentials_sendNothing() throws Exception {
    assertThat(header(Map.of(), Map.of())).isEmpty();
  }

  @Test
  void variables_makeHttpBasic() throws Exception {
    assertThat(
            header(
                Map.of("username", "env:USER_NAME", "password", "env:SECRET"),
                Map.of("USER_NAME", "gate", "SECRET", "s3cret")))
        .contains("Basic Z2F0ZTpzM2NyZXQ=");
  }

  @Test
  void file_isReadAgainAtEachUse() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "one\n");
    UpstreamAuthorization login =
        RegistryLogin.of(
            registry(Map.of("username", "env:U", "token", "file:token")), Map.of("U", "u"), folder);
    Optional<String> before = login.header(Optional.empty(), Action.PULL);
    Files.writeString(file, "two\n");
    assertThat(before).contains("Basic dTpvbmU=");
    assertThat(login.header(Optional.empty(), Action.PULL)).contains("Basic dTp0d28=");
  }

  @Test
  void everythingThatIsMissing_isNamedAtOnceWithoutASecret() {
    assertThatThrownBy(
            () ->
                RegistryLogin.of(
                    registry(Map.of("username", "env:NOBODY", "password", "file:none")),
                    Map.of("OTHER", "s3cret"),
                    folder))
        .isInstanceOfSatisfying(
            RegistryLogin.UnusableException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "the environment has no variable `NOBODY`", "`none` cannot be read"));
  }

  private Optional<String> header(Map<String, String> credentials, Map<String, String> variables)
      throws RegistryLogin.UnusableException {
    return RegistryLogin.of(registry(credentials), variables, folder)
        .header(Optional.empty(), Action.PULL);
  }

  private static Registry registry(Map<String, String> credentials) {
    return new Registry(
        new Place("registry.yaml", 1, 1),
        "local",
        Registry.Type.DISTRIBUTION,
        List.of(new RepositoryPattern("acme/**")),
        Registry.Mode.OBSERVE,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        credentials);
  }
}

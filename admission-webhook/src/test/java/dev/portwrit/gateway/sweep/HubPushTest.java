package dev.portwrit.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a webhook of Docker Hub. */
class HubPushTest {
  private static final String CALLBACK = "https://registry.hub.docker.com/u/acme/api/hook/2141b5b/";

  private static Optional<HubPush> parse(String text) {
    return HubPush.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String push(String callback, String repository, String tag) {
    return """
        {"callback_url":"%s",
        "push_data":{"pushed_at":1417566161,"pusher":"somebody","tag":"%s"},
        "repository":{"namespace":"acme","name":"api","repo_name":"%s","status":"Active",
        "repo_url":"https://hub.docker.com/r/acme/api","is_private":true}}
        """
        .formatted(callback, tag, repository);
  }

  @Test
  void parse_asHubDocumentsIt_namesTagAndCallback() {
    HubPush push = parse(push(CALLBACK, "acme/api", "latest")).orElseThrow();
    assertThat(push.hint())
        .contains(new Hint(new RepositoryName("acme/api"), Optional.of(new Tag("latest"))));
    assertThat(push.callback()).map(Object::toString).contains(CALLBACK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://registry.hub.docker.com/u/acme/api/hook/1/",
        "https://registry.hub.docker.com.evil.example/hook",
        "https://evil.example/registry.hub.docker.com",
        "https://registry.hub.docker.com@evil.example/",
        "https://user:pw@registry.hub.docker.com/",
        "https://registry.hub.docker.com:8443/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "",
        "not an address",
      })
  void callback_thatIsNotOfDockerHub_isLeftOut(String callback) {
    HubPush push = parse(push(callback, "acme/api", "latest")).orElseThrow();
    assertThat(push.callback()).isEmpty();
    assertThat(push.hint()).isPresent();
  }

  @Test
  void tagThatCannotBe_isNoHint() {
    assertThat(parse(push(CALLBACK, "../x", "latest")).orElseThrow().hint()).isEmpty();
    assertThat(parse(push(CALLBACK, "acme/api", "")).orElseThrow().hint()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "{}", "{\"push_data\":{}}", "{\"push_data\":7,\"repository\":{}}"})
  void parse_ofAnythingElse_isNothing(String text) {
    assertThat(parse(text)).isEmpty();
  }
}

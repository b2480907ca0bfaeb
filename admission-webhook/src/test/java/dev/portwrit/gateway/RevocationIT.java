package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.RegistryKind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token says what its client asked for; what its user may do is asked at each request. */
class RevocationIT {
  private static final String API = "acme/pay/api";
  private static final Pattern REALM = Pattern.compile("realm=\"([^\"]+)\"");
  private static final Pattern SERVICE = Pattern.compile("service=\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void grantTakenAway_holdsForTokensThatAreOut() throws Exception {
    try (GatewayScene scene = GatewayScene.before(RegistryKind.EMBEDDED, folder)) {
      byte[] manifest = scene.http("cy").manifest(API, "layer");
      RegistryClient withToken = withToken(scene, "cy");
      HttpResponse<byte[]> before = withToken.pushManifest(API, "one", MANIFEST, manifest);
      assertThat(before.statusCode()).as(text(before)).isEqualTo(201);

      scene.workspace().revokeGrants();

      HttpResponse<byte[]> after = pushUntilRefused(withToken, manifest);
      assertThat(after.statusCode()).isEqualTo(403);
      assertThat(text(after)).contains("DENIED", "no grant gives it");
      assertThat(withToken.send("GET", "/v2/" + API + "/manifests/one").statusCode())
          .isEqualTo(403);
    }
  }

  /** The gateway reads a folder again within two seconds of a change; then it holds at once. */
  private static HttpResponse<byte[]> pushUntilRefused(RegistryClient client, byte[] manifest)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<byte[]> answer;
    do {
      answer = client.pushManifest(API, "one", MANIFEST, manifest);
    } while (answer.statusCode() == 201 && System.nanoTime() < end);
    return answer;
  }

  private static RegistryClient withToken(GatewayScene scene, String user) throws Exception {
    HttpResponse<byte[]> challenge = scene.http().send("GET", "/v2/");
    String header = RegistryClient.header(challenge, "WWW-Authenticate");
    String target =
        group(REALM, header)
            + "?service="
            + group(SERVICE, header)
            + "&scope=repository:"
            + API
            + ":pull,push";
    HttpResponse<byte[]> answer = scene.http(user).send("GET", target);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    String token = new ObjectMapper().readTree(answer.body()).path("token").asText();
    return new RegistryClient(
        URI.create("http://" + scene.address()), "Authorization", "Bearer " + token);
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}

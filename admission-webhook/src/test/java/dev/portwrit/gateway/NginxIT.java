package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.ClientHome;
import dev.portwrit.neighbour.Crane;
import dev.portwrit.neighbour.LocalImage;
import dev.portwrit.neighbour.NginxProxy;
import dev.portwrit.neighbour.Outcome;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.Skopeo;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real nginx that asks the gateway by {@code auth_request}, with the configurations we hand out.
 */
class NginxIT {
  private static final String API = "acme/pay/api";
  private static final String RECOMMENDED = "registry.conf";
  private static final String ASKS_ONLY = "auth-request-only.conf";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"DEBIAN", "DISTRIBUTION"})
  void release_isPushedAndPulledAndCannotBeMoved(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder);
        NginxProxy nginx = nginx(RECOMMENDED, scene)) {
      LocalImage released = scene.images().image();
      LocalImage other = scene.images().image();
      crane(nginx, "cy").push(released, nginx.address() + "/acme/pay/api:v1").orFail();
      Outcome byCrane = crane(nginx, "ada").push(other, nginx.address() + "/acme/pay/api:v1");
      Outcome bySkopeo = skopeo(nginx, "bob").push(other, nginx.address() + "/acme/pay/api:v1");
      Outcome deleted = crane(nginx, "ada").delete(digestOf(nginx, released));
      for (Outcome refused : new Outcome[] {byCrane, bySkopeo, deleted}) {
        assertRefused(refused, "protection acme/releases (immutable)");
      }
      crane(nginx, "eve").pull(nginx.address() + "/acme/pay/api:v1", folder.resolve("a")).orFail();
      skopeo(nginx, "eve").pull(nginx.address() + "/acme/pay/api:v1", folder.resolve("b")).orFail();
      assertThat(scene.behind(API, "v1")).contains(released.digest());
    }
  }

  @Test
  void whoMayNotPull_isToldWhyOnTheTerminal() throws Exception {
    try (GatewayScene scene = GatewayScene.before(RegistryKind.DEBIAN, folder);
        NginxProxy nginx = nginx(RECOMMENDED, scene)) {
      LocalImage image = scene.images().image();
      crane(nginx, "ada").push(image, nginx.address() + "/acme/site:main").orFail();
      crane(nginx, "cy").push(image, nginx.address() + "/acme/pay/api:main").orFail();
      Crane nobody = new Crane(new ClientHome(folder.resolve("nobody")));
      nobody.pull(nginx.address() + "/acme/site:main", folder.resolve("a")).orFail();
      Outcome stranger =
          crane(nginx, "mallory").pull(nginx.address() + "/acme/pay/api:main", folder.resolve("b"));
      assertRefused(stranger, "`user:mallory` may not pull from `acme/pay/api`");
      assertThat(
              nobody.pull(nginx.address() + "/acme/pay/api:main", folder.resolve("c")).succeeded())
          .isFalse();
      RegistryClient mallory = http(nginx, "mallory");
      for (String path :
          new String[] {
            "/v2/acme/pay/api/manifests/main",
            "/v2/acme/pay/%61pi/manifests/main",
            "/v2/acme/site/../pay/api/manifests/main",
            "/v2/acme/pay/api/blobs/" + image.digest(),
          }) {
        assertThat(mallory.send("GET", path).statusCode()).as(path).isIn(400, 403);
      }
    }
  }

  @Test
  void gatewayThatIsGone_letsNothingPass() throws Exception {
    try (GatewayScene scene = GatewayScene.before(RegistryKind.DEBIAN, folder);
        NginxProxy nginx = nginx(RECOMMENDED, scene);
        NginxProxy asksOnly = nginx(ASKS_ONLY, scene)) {
      scene.http("cy").pushImage(API, "main", "content");
      String manifest = "/v2/acme/pay/api/manifests/main";
      assertThat(
              http(nginx, "cy")
                  .send("GET", manifest, "Accept", RegistryClient.ANY_MANIFEST)
                  .statusCode())
          .isEqualTo(200);
      scene.stopGateway();
      for (NginxProxy proxy : new NginxProxy[] {nginx, asksOnly}) {
        RegistryClient ada = http(proxy, "ada");
        assertThat(ada.send("GET", manifest).statusCode()).isIn(502, 503);
        assertThat(ada.send("HEAD", manifest).statusCode()).isIn(502, 503);
        assertThat(ada.send("PUT", manifest, BodyPublishers.ofString("{}")).statusCode())
            .isIn(502, 503);
        assertThat(ada.send("DELETE", manifest).statusCode()).isIn(502, 503);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"DEBIAN", "DISTRIBUTION"})
  void nginxThatCarriesAllOut_letsPassWhatTouchesNoProtectedTag(RegistryKind kind)
      throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder);
        NginxProxy nginx = nginx(ASKS_ONLY, scene)) {
      LocalImage byCrane = scene.images().image();
      LocalImage bySkopeo = scene.images().index("amd64", "arm64");
      crane(nginx, "cy").push(byCrane, nginx.address() + "/acme/pay/api:main").orFail();
      skopeo(nginx, "bob").push(bySkopeo, nginx.address() + "/acme/pay/api:dev").orFail();
      crane(nginx, "cy")
          .copy(nginx.address() + "/acme/pay/api:main", nginx.address() + "/acme/pay/web:main")
          .orFail();
      crane(nginx, "eve")
          .pull(nginx.address() + "/acme/pay/web:main", folder.resolve("a"))
          .orFail();
      assertThat(scene.behind(API, "main")).contains(byCrane.digest());
      assertThat(scene.behind(API, "dev")).contains(bySkopeo.digest());
      assertThat(scene.behind("acme/pay/web", "main")).contains(byCrane.digest());
      assertThat(crane(nginx, "eve").catalog(nginx.address()).text()).contains(API);
      assertThat(crane(nginx, "mallory").catalog(nginx.address()).text()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"DEBIAN", "DISTRIBUTION"})
  void nginxThatCarriesAllOut_refusesWhatCouldTouchAProtectedTag(RegistryKind kind)
      throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder);
        NginxProxy nginx = nginx(ASKS_ONLY, scene)) {
      LocalImage released = scene.images().image();
      scene.crane("cy").push(released, scene.at(API + ":v1")).orFail();
      LocalImage other = scene.images().image();
      Outcome byCrane = crane(nginx, "cy").push(other, nginx.address() + "/acme/pay/api:v1");
      Outcome bySkopeo = skopeo(nginx, "cy").push(other, nginx.address() + "/acme/pay/api:v2");
      Outcome restricted =
          crane(nginx, "bob").push(other, nginx.address() + "/acme/pay/api:stable");
      Outcome deleted = crane(nginx, "ada").delete(digestOf(nginx, released));
      for (Outcome refused : new Outcome[] {byCrane, bySkopeo, restricted, deleted}) {
        assertRefused(refused, "send it to the gateway itself");
      }
      RegistryClient ada = http(nginx, "ada");
      HttpResponse<byte[]> blob =
          ada.send("DELETE", "/v2/acme/pay/api/blobs/" + released.blobs().get(0));
      assertThat(blob.statusCode()).as(text(blob)).isEqualTo(403);
      assertThat(scene.behind(API, "v1")).contains(released.digest());
      assertThat(scene.behind(API, "v2")).isEmpty();
      assertThat(scene.behind(API, "stable")).isEmpty();
    }
  }

  @Test
  void nginxThatCarriesAllOut_mountsNothingForAStranger() throws Exception {
    try (GatewayScene scene = GatewayScene.before(RegistryKind.DEBIAN, folder);
        NginxProxy nginx = nginx(ASKS_ONLY, scene)) {
      Digest secret = scene.http("ada").pushBlob("acme/secret", RegistryClient.bytes("secret"));
      scene.http("ada").pushImage("acme/secret", "main", "secret");
      HttpResponse<byte[]> mount =
          http(nginx, "cy")
              .send(
                  "POST", "/v2/acme/pay/api/blobs/uploads/?mount=" + secret + "&from=acme/secret");
      assertThat(mount.statusCode()).as(text(mount)).isEqualTo(403);
      assertThat(scene.behind().send("HEAD", "/v2/acme/pay/api/blobs/" + secret).statusCode())
          .isEqualTo(404);
    }
  }

  /** nginx with one of the configurations in {@code examples/nginx}, put where the scene is. */
  private NginxProxy nginx(String example, GatewayScene scene) throws IOException {
    String configuration = Files.readString(Path.of("../examples/nginx", example));
    return NginxProxy.serving(
        address ->
            configuration
                .replaceAll("(?m)^ *(ssl_certificate|server_name).*\n", "")
                .replace("listen 443 ssl", "listen " + address)
                .replace("127.0.0.1:5000", scene.upstreamAddress())
                .replace("127.0.0.1:5001", scene.address())
                .replace("127.0.0.1:5002", scene.adminAddress())
                .replace(
                    "Authorization \"\"",
                    "Authorization \"" + GatewayScene.upstreamAuthorization() + "\""),
        folder.resolve(example));
  }

  private Crane crane(NginxProxy nginx, String user) {
    return new Crane(home(nginx, user));
  }

  private Skopeo skopeo(NginxProxy nginx, String user) {
    return new Skopeo(home(nginx, user));
  }

  private ClientHome home(NginxProxy nginx, String user) {
    return new ClientHome(folder.resolve("nginx-home-of-" + user))
        .withLogin(nginx.address(), user, GatewayScene.password(user));
  }

  private static RegistryClient http(NginxProxy nginx, String user) {
    String login = new Credentials(user, GatewayScene.password(user)).authorization();
    return new RegistryClient(nginx.url(), "Authorization", login);
  }

  private static String digestOf(NginxProxy nginx, LocalImage image) {
    return nginx.address() + "/acme/pay/api@" + image.digest();
  }

  private static void assertRefused(Outcome outcome, String reason) {
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.errors()).contains(reason);
  }
}

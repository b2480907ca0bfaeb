package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.neighbour.LocalImage;
import dev.portwrit.neighbour.Outcome;
import dev.portwrit.neighbour.RegistryKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is refused, and whichever client asked: the terminal shows who may not do what where,
 * and the rule, or that no grant gives it.
 */
class RefusedTerminalIT {
  private static final String API = "acme/pay/api";
  private static final String RELEASES = "protection acme/releases (immutable) (protections.yaml:1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private GatewayScene scene;
  private LocalImage image;

  @BeforeEach
  void releaseOne() throws Exception {
    scene = GatewayScene.before(RegistryKind.EMBEDDED, folder);
    image = scene.images().image();
    scene.crane("cy").push(image, scene.at(API + ":v1.4.2")).orFail();
    scene.crane("ada").push(image, scene.at("acme/site:main")).orFail();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void push_byAnOutsider_showsThatNoGrantGivesIt() throws Exception {
    String reason = "`user:mallory` may not push in `acme/pay/api`: no grant gives it";
    LocalImage index = scene.images().index("amd64", "arm64");
    assertRefused(reason, scene.crane("mallory").push(image, scene.at(API + ":mine")));
    assertRefused(reason, scene.crane("mallory").push(index, scene.at(API + ":mine")));
    assertRefused(reason, scene.skopeo("mallory").push(image, scene.at(API + ":mine")));
    assertRefused(reason, scene.skopeo("mallory").push(index, scene.at(API + ":mine")));
    assertThat(scene.behind(API, "mine")).isEmpty();
  }

  @Test
  void copy_byAnOutsider_showsThatNoGrantGivesIt() throws Exception {
    String reason = "`user:mallory` may not push in `acme/pay/api`: no grant gives it";
    String from = scene.at("acme/site:main");
    assertRefused(reason, scene.crane("mallory").copy(from, scene.at(API + ":mine")));
    assertRefused(reason, scene.skopeo("mallory").copy(from, scene.at(API + ":mine")));
    String source = "`user:mallory` may not pull from `acme/pay/api`: no grant gives it";
    String to = scene.at("acme/site:mine");
    assertRefused(source, scene.crane("mallory").copy(scene.at(API + ":v1.4.2"), to));
    assertRefused(source, scene.skopeo("mallory").copy(scene.at(API + ":v1.4.2"), to));
    assertThat(scene.behind(API, "mine")).isEmpty();
    assertThat(scene.behind("acme/site", "mine")).isEmpty();
  }

  @Test
  void push_elsewhere_showsThatItIsNotOfTheRegistry() {
    String reason = "`umbrella/site` is not one of the repositories of `local`";
    assertRefused(reason, scene.crane("uma").push(image, scene.at("umbrella/site:main")));
    assertRefused(reason, scene.skopeo("uma").push(image, scene.at("umbrella/site:main")));
  }

  @Test
  void push_byNobody_showsThatALoginIsNeeded() {
    assertRefused(
        "`anonymous` may not push in `acme/pay/api`: no grant gives it; log in",
        scene.anonymousCrane().push(image, scene.at(API + ":mine")));
  }

  @Test
  void secondPushOverARelease_showsTheProtectionAndItsPlace() throws Exception {
    LocalImage other = scene.images().image();
    String tag = scene.at(API + ":v1.4.2");
    scene.crane("cy").push(other, scene.at(API + ":other")).orFail();
    assertRefused(RELEASES, scene.crane("cy").push(other, tag));
    assertRefused(RELEASES, scene.skopeo("cy").push(other, tag));
    assertRefused(RELEASES, scene.crane("cy").copy(scene.at(API + ":other"), tag));
    assertRefused(RELEASES, scene.skopeo("cy").copy(scene.at(API + ":other"), tag));
    assertRefused(RELEASES, scene.crane("cy").tag(scene.at(API + ":other"), "v1.4.2"));
    assertThat(scene.behind(API, "v1.4.2")).contains(image.digest());
  }

  @Test
  void delete_ofARelease_showsTheProtectionAndItsPlace() throws Exception {
    assertRefused(RELEASES, scene.crane("ada").delete(scene.at(API + ":v1.4.2")));
    assertRefused(RELEASES, scene.skopeo("ada").delete(scene.at(API + ":v1.4.2")));
    assertThat(scene.behind(API, "v1.4.2")).contains(image.digest());
  }

  @Test
  void delete_withoutTheRole_showsThatNoGrantGivesIt() throws Exception {
    String reason = "`user:cy` may not delete in `acme/pay/api`: no grant gives it";
    assertRefused(reason, scene.crane("cy").delete(scene.at(API + ":v1.4.2")));
    assertRefused(reason, scene.skopeo("cy").delete(scene.at(API + ":v1.4.2")));
    assertThat(scene.behind(API, "v1.4.2")).contains(image.digest());
  }

  @Test
  void grantThatExpired_showsThatNoGrantGivesIt() throws Exception {
    String push = "`user:dee` may not push in `acme/lab/one`: no grant gives it";
    assertRefused(push, scene.crane("dee").push(image, scene.at("acme/lab/one:main")));
    assertRefused(push, scene.skopeo("dee").push(image, scene.at("acme/lab/one:main")));
    String pull = "`user:dee` may not pull from `acme/lab/one`: no grant gives it";
    assertRefused(pull, scene.crane("dee").pull(scene.at("acme/lab/one:main"), path("a")));
    assertRefused(pull, scene.skopeo("dee").pull(scene.at("acme/lab/one:main"), path("b")));
  }

  @Test
  void grantThatWasRevoked_showsThatNoGrantGivesIt() throws Exception {
    String push = "`user:cy` may not push in `acme/pay/api`: no grant gives it";
    scene.workspace().revokeGrants();
    assertRefused(push, pushUntilRefused());
    assertRefused(push, scene.skopeo("cy").push(image, scene.at(API + ":main")));
    String pull = "`user:cy` may not pull from `acme/pay/api`: no grant gives it";
    assertRefused(pull, scene.crane("cy").pull(scene.at(API + ":v1.4.2"), path("a")));
    assertRefused(pull, scene.skopeo("cy").pull(scene.at(API + ":v1.4.2"), path("b")));
  }

  @Test
  void read_ofAnyKind_showsThatNoGrantGivesIt() {
    String reason = "`user:mallory` may not pull from `acme/pay/api`: no grant gives it";
    String release = scene.at(API + ":v1.4.2");
    String blob = scene.at(API + "@" + image.blobs().get(0));
    assertRefused(reason, scene.crane("mallory").pull(release, path("a")));
    assertRefused(reason, scene.skopeo("mallory").pull(release, path("b")));
    assertRefused(reason, scene.skopeo("mallory").inspect(release));
    assertRefused(reason, scene.crane("mallory").run("manifest", release));
    assertRefused(reason, scene.crane("mallory").run("blob", blob));
    assertRefused(reason, scene.crane("mallory").digest(release));
    assertRefused(reason, scene.crane("mallory").tags(scene.at(API)));
  }

  /** Skopeo throws the body of this answer away; the name and the status are all that is left. */
  @Test
  void listOfTags_bySkopeo_showsTheStatusAlone() {
    assertRefused("403 (Forbidden)", scene.skopeo("mallory").tags(scene.at(API)));
  }

  /** The gateway reads a folder again within two seconds of a change. */
  private Outcome pushUntilRefused() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Outcome outcome;
    do {
      outcome = scene.crane("cy").push(scene.images().image(), scene.at(API + ":main"));
    } while (outcome.succeeded() && System.nanoTime() < end);
    return outcome;
  }

  private Path path(String name) {
    return folder.resolve("pulled-" + name);
  }

  private static void assertRefused(String reason, Outcome refused) {
    assertThat(refused.succeeded()).as(refused.toString()).isFalse();
    assertThat(refused.errors()).as(refused.command()).contains(reason);
  }
}

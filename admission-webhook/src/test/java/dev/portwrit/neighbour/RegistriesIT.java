package dev.portwrit.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real clients do with each registry when nothing stands before it. */
class RegistriesIT {
  private static final long LARGE = 200L * 1024 * 1024;

  @TempDir Path folder;
  private SmallImages images;
  private ClientHome home;

  @BeforeEach
  void prepare() {
    images = new SmallImages(folder.resolve("images"), 1);
    home = new ClientHome(folder.resolve("home"));
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void crane_pushesPullsCopiesListsAndDeletes(RegistryKind kind) throws IOException {
    Crane crane = new Crane(home);
    try (RunningRegistry registry = kind.start(folder.resolve("registry"))) {
      String pay = registry.address() + "/acme/pay";
      LocalImage image = images.image(Map.of("a", "b"), Map.of("source", "here"));

      crane.push(image, pay + ":v1").orFail();
      crane.copy(pay + ":v1", registry.address() + "/acme/copy:v1").orFail();
      crane.tag(pay + ":v1", "v2").orFail();
      crane.pull(pay + ":v1", folder.resolve("pulled")).orFail();

      assertThat(crane.digest(pay + ":v2").text()).isEqualTo(image.digest().value());
      assertThat(crane.tags(pay).text()).isEqualTo("v1\nv2");
      assertThat(crane.catalog(registry.address()).text()).isEqualTo("acme/copy\nacme/pay");
      assertSameBlobs(image, folder.resolve("pulled"));
      crane.delete(pay + "@" + image.digest()).orFail();
      assertThat(crane.digest(pay + ":v1").succeeded()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void skopeo_pushesPullsCopiesListsAndDeletes(RegistryKind kind) throws IOException {
    Skopeo skopeo = new Skopeo(home);
    try (RunningRegistry registry = kind.start(folder.resolve("registry"))) {
      String pay = registry.address() + "/acme/pay";
      LocalImage image = images.image(Map.of("a", "b"), Map.of());

      skopeo.push(image, pay + ":v1").orFail();
      skopeo.copy(pay + ":v1", registry.address() + "/acme/copy:v1").orFail();
      skopeo.pull(pay + ":v1", folder.resolve("pulled")).orFail();

      assertThat(skopeo.inspect(pay + ":v1").text()).contains(image.digest().value());
      assertThat(skopeo.tags(pay).text()).contains("\"v1\"");
      assertSameBlobs(image, folder.resolve("pulled"));
      skopeo.delete(pay + ":v1").orFail();
      assertThat(skopeo.inspect(pay + ":v1").succeeded()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void index_goesThereAndBackWithEachChild(RegistryKind kind) throws IOException {
    Crane crane = new Crane(home);
    Skopeo skopeo = new Skopeo(home);
    try (RunningRegistry registry = kind.start(folder.resolve("registry"))) {
      LocalImage index = images.index("amd64", "arm64");
      String byCrane = registry.address() + "/acme/crane:v1";
      String bySkopeo = registry.address() + "/acme/skopeo:v1";

      crane.push(index, byCrane).orFail();
      skopeo.push(index, bySkopeo).orFail();

      assertThat(crane.digest(byCrane).text()).isEqualTo(index.digest().value());
      assertThat(crane.digest(bySkopeo).text()).isEqualTo(index.digest().value());
      for (Digest child : index.children()) {
        crane.digest(registry.address() + "/acme/skopeo@" + child).orFail();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void largeLayer_goesThereAndBackUnchanged(RegistryKind kind) throws IOException {
    Crane crane = new Crane(home);
    try (RunningRegistry registry = kind.start(folder.resolve("registry"))) {
      LocalImage image = images.largeImage(LARGE);
      String reference = registry.address() + "/acme/large:v1";

      crane.push(image, reference).orFail();
      crane.pull(reference, folder.resolve("pulled")).orFail();

      assertSameBlobs(image, folder.resolve("pulled"));
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void login_isKeptAndWithoutItNothingGoes(RegistryKind kind) throws IOException {
    Credentials login = new Credentials("gateway", "secret");
    try (RunningRegistry registry = kind.start(folder.resolve("registry"), login)) {
      LocalImage image = images.image();
      String reference = registry.address() + "/acme/pay:v1";

      Outcome refused = new Crane(home).push(image, reference);
      new Skopeo(home).login(registry.address(), "gateway", "secret").orFail();
      new Skopeo(home).push(image, reference).orFail();
      ClientHome other =
          new ClientHome(folder.resolve("other"))
              .withLogin(registry.address(), "gateway", "secret");

      assertThat(refused.succeeded()).isFalse();
      assertThat(new Crane(other).digest(reference).text()).isEqualTo(image.digest().value());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void referrer_isFoundByItsSubject(RegistryKind kind) throws IOException {
    Crane crane = new Crane(home);
    try (RunningRegistry registry = kind.start(folder.resolve("registry"))) {
      LocalImage image = images.image();
      LocalImage sbom = images.referrer(image, "application/sbom");
      String pay = registry.address() + "/acme/pay";

      crane.push(image, pay + ":v1").orFail();
      crane.push(sbom, pay + "@" + sbom.digest()).orFail();

      crane.digest(pay + "@" + sbom.digest()).orFail();
      boolean hasFallbackTag = crane.tags(pay).text().contains("sha256-" + image.digest().hex());
      boolean isDistribution = kind == RegistryKind.DEBIAN || kind == RegistryKind.DISTRIBUTION;
      assertThat(hasFallbackTag).isEqualTo(isDistribution);
    }
  }

  private static void assertSameBlobs(LocalImage image, Path pulled) throws IOException {
    for (Digest blob : image.blobs()) {
      Path copy = pulled.resolve("blobs/sha256").resolve(blob.hex());
      assertThat(Files.mismatch(image.file(blob), copy)).isEqualTo(-1);
    }
  }
}

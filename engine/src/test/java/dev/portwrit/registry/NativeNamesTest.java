package dev.portwrit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativeNamesTest {
  private static final NativeNames NAMES =
      names(Map.of("acme/", "corp/", "acme/pay/", "payments/"), "acme/**");

  @Test
  void nativeName_ofTwoPrefixes_takesTheLonger() {
    assertThat(NAMES.nativeName(name("acme/pay/api"))).isEqualTo("payments/api");
    assertThat(NAMES.nativeName(name("acme/web"))).isEqualTo("corp/web");
  }

  @Test
  void ours_ofEachNativeName_isTheNameThatBecomesIt() {
    assertThat(NAMES.ours("payments/api")).contains(name("acme/pay/api"));
    assertThat(NAMES.ours("corp/web")).contains(name("acme/web"));
  }

  @Test
  void ours_ofANameThatNoRepositoryBecomes_isNothing() {
    assertThat(NAMES.ours("acme/web")).isEmpty();
    assertThat(NAMES.ours("corp/pay/api")).isEmpty();
  }

  @Test
  void ours_outsideOfTheRegistry_isNothing() {
    assertThat(names(Map.of(), "acme/*").ours("acme/pay/api")).isEmpty();
    assertThat(names(Map.of(), "acme/*").ours("acme/api")).contains(name("acme/api"));
    assertThat(names(Map.of(), "acme/*").ours("Acme/api")).isEmpty();
  }

  private static RepositoryName name(String text) {
    return RepositoryName.parse(text).orElseThrow();
  }

  private static NativeNames names(Map<String, String> prefix, String repositories) {
    return new NativeNames(
        new Registry(
            new Place("acme.yaml", 1, 1),
            "ecr",
            Registry.Type.ECR,
            List.of(RepositoryPattern.parse(repositories).orElseThrow()),
            Registry.Mode.OBSERVE,
            false,
            Optional.empty(),
            Optional.of("123456789012"),
            Optional.of("eu-west-1"),
            prefix,
            Map.of()));
  }
}

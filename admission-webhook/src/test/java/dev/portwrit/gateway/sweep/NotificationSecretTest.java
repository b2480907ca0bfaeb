package dev.portwrit.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NotificationSecretTest {
  private static final String SECRET = "0123456789abcdef";

  private static NotificationSecret of(String secret) {
    return new NotificationSecret(() -> Optional.of(secret));
  }

  @Test
  void isIn_theHeaderOfTheRegistry_andNoOther() {
    NotificationSecret secret = of(SECRET);
    assertThat(secret.isIn("Bearer " + SECRET)).isTrue();
    for (String other :
        new String[] {
          "",
          SECRET,
          "Bearer ",
          "Basic " + SECRET,
          "bearer " + SECRET,
          "Bearer " + SECRET + "0",
          "Bearer " + SECRET.substring(1),
          "Bearer  " + SECRET
        }) {
      assertThat(secret.isIn(other)).as(other).isFalse();
    }
  }

  @Test
  void problem_ofWhatIsShortOrUnfitOrNotThere_isSaidWithoutIt_andNobodyHasIt() {
    assertThat(of("short").problem()).isPresent();
    assertThat(of("short").problem().get()).doesNotContain("short");
    assertThat(of(SECRET + "\n" + SECRET).problem()).isPresent();
    assertThat(of(SECRET + " x").problem()).isPresent();
    assertThat(of("").isIn("Bearer ")).isFalse();
    assertThat(of("short").isIn("Bearer short")).isFalse();
    assertThat(new NotificationSecret(Optional::empty).problem()).contains("cannot be read");
    assertThat(new NotificationSecret(Optional::empty).isIn("Bearer ")).isFalse();
    assertThat(of(SECRET).problem()).isEmpty();
  }

  @Test
  void isIn_afterTheSecretWasChanged_holdsForTheNewOneAlone() {
    AtomicReference<String> source = new AtomicReference<>(SECRET);
    NotificationSecret secret = new NotificationSecret(() -> Optional.ofNullable(source.get()));
    source.set("fedcba9876543210");
    assertThat(secret.isIn("Bearer " + SECRET)).isFalse();
    assertThat(secret.isIn("Bearer fedcba9876543210")).isTrue();
  }
}

package dev.portwrit.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of a secret, and their signatures. */
class WebhookSecretTest {
  private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static WebhookSecret of(String text) {
    return new WebhookSecret(() -> Optional.of(text));
  }

  @Test
  void sign_asTheSpecificationShows() {
    // The example of the Standard Webhooks specification and its libraries.
    assertThat(
            of("whsec_" + KEY)
                .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"))
        .contains("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void sign_withTwoKeys_hasASignatureByEach() {
    String other = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    String both = of(KEY + "\n whsec_" + other + "\n\n").sign("a", 1, "{}").orElseThrow();
    assertThat(both)
        .isEqualTo(
            of(KEY).sign("a", 1, "{}").orElseThrow()
                + " "
                + of(other).sign("a", 1, "{}").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "whsec_", "whsec_c2hvcnQ=", "no base64 !", "whsec_" + KEY + "\nx"})
  void problem_ofWhatHoldsNoKeys_doesNotShowIt(String text) {
    assertThat(of(text).problem()).isPresent();
    assertThat(of(text).problem().orElse("")).doesNotContain("c2hvcnQ", KEY);
    assertThat(of(text).sign("a", 1, "{}")).isEmpty();
  }

  @Test
  void problem_ofASecretThatCannotBeRead_isSaid() {
    assertThat(new WebhookSecret(Optional::empty).problem()).contains("cannot be read");
    assertThat(of(KEY).problem()).isEmpty();
  }
}

package dev.portwrit.gateway.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.OciError;
import dev.portwrit.gateway.upstream.Header;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import dev.portwrit.gateway.write.WriteOutcome.Refused;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import java.util.List;

/** What tests ask of an outcome. */
final class Outcomes {
  private Outcomes() {}

  static void assertCreated(WriteOutcome outcome) {
    assertDone(201, outcome);
  }

  static void assertDeleted(WriteOutcome outcome) {
    assertDone(202, outcome);
  }

  private static void assertDone(int status, WriteOutcome outcome) {
    assertThat(outcome).isInstanceOf(Done.class);
    assertThat(((Done) outcome).status()).isEqualTo(status);
  }

  static List<String> headers(WriteOutcome outcome, String name) {
    assertThat(outcome).isInstanceOf(Done.class);
    return ((Done) outcome)
        .headers().stream()
            .filter(header -> header.name().equals(name))
            .map(Header::value)
            .toList();
  }

  static OciError assertDenied(WriteOutcome outcome) {
    return assertRefused(OciError.Code.DENIED, outcome);
  }

  static OciError assertRefused(OciError.Code code, WriteOutcome outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    OciError error = ((Refused) outcome).error();
    assertThat(error.code()).isEqualTo(code);
    return error;
  }

  static String assertUnavailable(WriteOutcome outcome) {
    assertThat(outcome).isInstanceOf(Unavailable.class);
    return ((Unavailable) outcome).cause();
  }
}

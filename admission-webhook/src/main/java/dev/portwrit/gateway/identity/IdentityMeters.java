package dev.portwrit.gateway.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** What an operator watches of logins and tokens. The names are part of the documentation. */
final class IdentityMeters {
  final Timer bcrypt;
  private final MeterRegistry meters;

  IdentityMeters(MeterRegistry meters) {
    this.meters = meters;
    this.bcrypt =
        Timer.builder("portwrit.identity.bcrypt")
            .description("one check of a password against its hash")
            .register(meters);
  }

  /** Counts a password that was brought, by what came of it. */
  void password(String result) {
    Counter.builder("portwrit.identity.passwords")
        .description("passwords that were brought, by what came of them")
        .tag("result", result)
        .register(meters)
        .increment();
  }

  /** Counts a token that was issued, by the kind of its subject. */
  void issued(String subject) {
    Counter.builder("portwrit.identity.tokens.issued")
        .description("tokens that were issued, by the kind of their subject")
        .tag("subject", subject)
        .register(meters)
        .increment();
  }

  /** Counts a token that was refused, by the reason. */
  void refused(TokenRefusal reason) {
    Counter.builder("portwrit.identity.tokens.refused")
        .description("tokens that were refused, by the reason")
        .tag("reason", reason.code())
        .register(meters)
        .increment();
  }

  /** Counts a change of a file that could not be used. */
  void rejectedFile() {
    Counter.builder("portwrit.identity.files.rejected")
        .description("changes of the users file or the key file that could not be used")
        .register(meters)
        .increment();
  }

  /**
   * Registers what is read when somebody looks; the supplier must be kept by the caller.
   *
   * @return takes it back, so that another may take its place
   */
  Runnable watchUsers(Supplier<Users> users) {
    Gauge gauge =
        Gauge.builder("portwrit.identity.users", users, u -> u.get().size())
            .description("accounts in the users file in use")
            .register(meters);
    return () -> meters.remove(gauge);
  }
}

package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.Expiry;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How an expiry is written: a date, or an instant of RFC 3339. */
final class ExpiryForm {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  // RFC 3339, section 5.6, date-time; a fraction finer than nanoseconds is not accepted.
  private static final Pattern INSTANT =
      Pattern.compile(
          DATE.pattern()
              + "[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private ExpiryForm() {}

  static Optional<Flaw> flaw(String text) {
    return parse(text).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Flaw(
                Code.NOT_A_DATE,
                "expiry " + Printable.quote(text) + " is neither a date nor an instant",
                "write a day as `2027-01-31`, its last in UTC, or an instant as"
                    + " `2027-01-31T12:00:00Z`"));
  }

  static Optional<Expiry> parse(String text) {
    try {
      if (DATE.matcher(text).matches()) {
        return Optional.of(Expiry.endOf(LocalDate.parse(text)));
      }
      if (INSTANT.matcher(text).matches()) {
        String upper = text.toUpperCase(Locale.ROOT);
        return Optional.of(new Expiry(OffsetDateTime.parse(upper).toInstant(), text));
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

package dev.portwrit.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Reads what follows {@code --at}. */
final class RevisionText {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\S+");

  private RevisionText() {}

  static Revision parse(String text) {
    try {
      if (DATE.matcher(text).matches()) {
        LocalDate nextDay = LocalDate.parse(text).plusDays(1);
        return new Revision.AsOf(
            text, nextDay.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1));
      }
      if (INSTANT.matcher(text).matches()) {
        return new Revision.AsOf(text, OffsetDateTime.parse(text).toInstant());
      }
    } catch (DateTimeException noSuchDay) {
      // 2026-02-30 is looked up as a name, and found to be neither.
      return new Revision.Named(text);
    }
    return new Revision.Named(text);
  }
}

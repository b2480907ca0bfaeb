package dev.portwrit.audit;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What ends soon. */
public final class ExpiryView {
  private static final List<String> COLUMNS =
      List.of(
          "expires", "ends-at", "kind", "subject", "what", "repository", "file", "line", "reason");

  private record Ending(Instant end, Place place, ViewRow row) {}

  private ExpiryView() {}

  /**
   * The grants and exceptions that are in force and end at or before an instant.
   *
   * @param context what it is about
   * @param until the instant
   * @return by their end, then by place
   */
  public static Report of(ViewContext context, Instant until) {
    return new ViewReport("expiring", context, COLUMNS, rows(context, until), true);
  }

  /** The rows of it. */
  static List<ViewRow> rows(ViewContext context, Instant until) {
    List<Ending> endings = new ArrayList<>();
    for (Entitlement given : context.index().entitlements()) {
      if (given.expires().isPresent()
          && context.includes(given.repositories())
          && context.isMeant(given.subject())) {
        Expiry expiry = given.expires().get();
        add(
            endings,
            context,
            until,
            expiry,
            given.place(),
            "grant",
            given.subject().toString(),
            given.role().toString(),
            given.repositories().value(),
            given.reason());
      }
    }
    for (ProtectionException exception : context.index().workspace().exceptions()) {
      if (exception.repositories().stream().noneMatch(context::includes)) {
        continue;
      }
      String repositories =
          exception.repositories().stream()
              .map(RepositoryPattern::value)
              .collect(Collectors.joining(", "));
      for (Member member : exception.to()) {
        if (context.isMeant(member.subject())) {
          add(
              endings,
              context,
              until,
              exception.expires(),
              exception.place(),
              "exception",
              member.subject().toString(),
              exception.fullName(),
              repositories,
              exception.reason());
        }
      }
    }
    return endings.stream()
        .sorted(Comparator.comparing(Ending::end).thenComparing(Ending::place))
        .map(Ending::row)
        .toList();
  }

  private static void add(
      List<Ending> endings,
      ViewContext context,
      Instant until,
      Expiry expiry,
      Place place,
      String kind,
      String subject,
      String what,
      String repositories,
      String reason) {
    if (expiry.isInForceAt(context.now()) && !expiry.end().isAfter(until)) {
      endings.add(
          new Ending(
              expiry.end(),
              place,
              ViewRow.of(
                  expiry.written(),
                  expiry.end().toString(),
                  kind,
                  subject,
                  what,
                  repositories,
                  place.file(),
                  Integer.toString(place.line()),
                  reason)));
    }
  }
}

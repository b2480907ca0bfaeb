package dev.portwrit.audit;

import dev.portwrit.access.Access;
import dev.portwrit.access.Restriction;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.history.Approval;
import dev.portwrit.history.Origin;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One line of the report: a subject may do one thing in the repositories of a pattern, in one
 * registry, by one rule.
 *
 * @param registry the registry where it holds, empty for repositories that no registry of the
 *     workspace has
 * @param repository a name, or a pattern of names
 * @param tags which tags, such as {@code all} or {@code all except tags v* in acme/** (protection
 *     acme/releases, immutable)}
 * @param subject who: a user, a service, or {@code anonymous} for everybody
 * @param action what
 * @param via how the rule comes to reach the subject: {@code direct}, {@code owner}, {@code
 *     organization default}, {@code public}, or the groups from the one that the rule names down to
 *     the one that the subject is in, such as {@code team:acme/pay > team:acme/pay-contractors}
 * @param rule what gives it
 * @param place where the rule is written
 * @param expires when it ends, empty if never
 * @param origin by what it came to be
 * @param inForce since when it is in force, by the records of who enforces it: an instant, {@code
 *     not-yet} or {@code unknown}
 * @param live whether the registry itself allows it: {@code yes}, {@code no}, {@code partly} or
 *     {@code unknown}
 * @param drift in what the registry is not as policy asks, {@code none}, {@code not-asked} or
 *     {@code unknown}
 */
public record AuditRow(
    String registry,
    RepositoryPattern repository,
    String tags,
    Subject subject,
    Action action,
    String via,
    String rule,
    Optional<Place> place,
    Optional<Expiry> expires,
    Origin origin,
    String inForce,
    String live,
    String drift)
    implements ReportRow {
  /**
   * The names of the columns, in order. Columns are added at the end; none is renamed or dropped.
   */
  public static final List<String> COLUMNS =
      List.of(
          "registry",
          "repository",
          "tags",
          "subject",
          "kind",
          "action",
          "via",
          "rule",
          "file",
          "line",
          "since",
          "author",
          "approver",
          "in-force",
          "expires",
          "declared",
          "live",
          "drift",
          "since-time",
          "approval");

  /** The columns that need the records of who enforces the policies. */
  static final List<String> OF_RECORDS = List.of("in-force");

  /** Those that need a live registry. */
  static final List<String> OF_REGISTRY = List.of("live", "drift");

  /** Those that need a history. */
  static final List<String> OF_HISTORY =
      List.of("since", "author", "approver", "since-time", "approval");

  /**
   * The columns of the table that people read, before {@link #OF_RECORDS} and {@link #OF_REGISTRY}
   * where there are any.
   */
  static final List<String> SHOWN =
      List.of(
          "registry", "repository", "tags", "subject", "action", "via", "rule", "since", "expires");

  private static final String NOT_COMMITTED = "uncommitted";

  /**
   * The row of an edge in one registry.
   *
   * @param edge an edge of access
   * @param registry the name of the registry, empty for none
   * @param origin by what it came to be
   * @param inForce since when it is in force
   * @param cells what is live of it
   */
  static AuditRow of(
      Access edge, String registry, Origin origin, String inForce, LiveComparison.Cells cells) {
    return new AuditRow(
        registry,
        edge.repositories(),
        tags(edge.restrictions()),
        edge.subject(),
        edge.action(),
        via(edge),
        edge.rule().text(),
        edge.rule().place(),
        edge.expires(),
        origin,
        inForce,
        cells.live(),
        cells.drift());
  }

  /**
   * The kind of the subject.
   *
   * @return such as {@code user}
   */
  public String kind() {
    String text = subject.toString();
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  /**
   * The row as text, a cell for each of {@link #COLUMNS}.
   *
   * @return cells as they are, not yet quoted for any format
   */
  @Override
  public List<String> cells() {
    return List.of(
        registry,
        repository.value(),
        tags,
        subject.toString(),
        kind(),
        action.toString(),
        via,
        rule,
        place.map(Place::file).orElse(""),
        place.map(some -> Integer.toString(some.line())).orElse(""),
        commit(),
        made().map(one -> one.commit().author().toString()).orElse(UNKNOWN),
        approval().map(Approval::who).orElse(UNKNOWN),
        inForce,
        expires.map(Expiry::written).orElse("never"),
        "yes",
        live,
        drift,
        made().map(one -> one.time().toString()).orElse(UNKNOWN),
        approval().map(one -> one.kind().toString()).orElse(UNKNOWN));
  }

  /**
   * Since when and by whom, as a person reads it.
   *
   * @return one line, empty if it is not known
   */
  Optional<String> since() {
    if (origin instanceof Origin.Uncommitted) {
      return Optional.of("not committed");
    }
    return made()
        .map(
            one ->
                "since "
                    + one.time()
                    + " by "
                    + one.commit().shortId()
                    + " of "
                    + one.commit().author()
                    + one.approval().map(AuditRow::approved).orElse(""));
  }

  @Override
  public String text() {
    StringBuilder line = new StringBuilder(200);
    line.append(subject).append(' ').append(action).append(' ');
    if (!registry.isEmpty()) {
      line.append(registry).append(": ");
    }
    line.append(repository);
    if (!tags.equals("all")) {
      line.append(' ').append(tags);
    }
    line.append(" | ").append(placed()).append(" | ").append(via);
    expires.ifPresent(expiry -> line.append(" | expires ").append(expiry));
    since().ifPresent(since -> line.append(" | ").append(since));
    if (!inForce.equals(UNKNOWN)) {
      line.append(" | in force ").append(inForce);
    }
    if (!live.equals(UNKNOWN)) {
      line.append(" | live ").append(live).append(" | drift ").append(drift);
    }
    return line.toString();
  }

  @Override
  public List<String> shown() {
    return List.of(
        registry,
        repository.value(),
        tags,
        subject.toString(),
        action.toString(),
        via,
        placed(),
        since().orElse(""),
        expires.map(Expiry::written).orElse(""),
        inForce,
        live,
        drift);
  }

  private String placed() {
    return rule + place.map(p -> " (" + p.file() + ":" + p.line() + ")").orElse("");
  }

  private String commit() {
    return origin instanceof Origin.Uncommitted
        ? NOT_COMMITTED
        : made().map(one -> one.commit().id()).orElse(UNKNOWN);
  }

  private Optional<Approval> approval() {
    return made().flatMap(Origin.Made::approval);
  }

  private static String approved(Approval approval) {
    return ", approved by " + approval.who() + " (" + approval.kind() + ")";
  }

  private Optional<Origin.Made> made() {
    return origin instanceof Origin.Made made ? Optional.of(made) : Optional.empty();
  }

  static String tags(List<Restriction> restrictions) {
    return restrictions.isEmpty()
        ? "all"
        : restrictions.stream()
            .map(Restriction::toString)
            .collect(Collectors.joining(", ", "all ", ""));
  }

  private static String via(Access edge) {
    Rule.Kind kind = edge.rule().kind();
    return switch (kind) {
      case OWNER -> "owner";
      case DEFAULT -> "organization default";
      case PUBLIC -> "public";
      case GRANT -> groups(edge.via());
      case PROTECTION, DEFAULT_DENY ->
          throw new IllegalArgumentException("`" + kind + "` gives no access");
    };
  }

  private static String groups(List<Subject> way) {
    if (way.size() == 1) {
      return "direct";
    }
    List<Subject> groups = new java.util.ArrayList<>(way.subList(1, way.size()));
    Collections.reverse(groups);
    return groups.stream().map(Subject::toString).collect(Collectors.joining(" > "));
  }
}

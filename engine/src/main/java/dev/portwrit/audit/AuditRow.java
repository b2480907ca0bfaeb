package dev.portwrit.audit;

import dev.portwrit.access.Access;
import dev.portwrit.access.Restriction;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.history.Origin;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    Origin origin) {
  /** What a column says that this form of the report cannot fill. */
  public static final String UNKNOWN = "unknown";

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
          "since-time");

  /** The columns that this form of the report cannot fill. */
  static final List<String> UNKNOWN_COLUMNS = List.of("in-force", "live", "drift");

  /** Those that it cannot fill of policies without a history. */
  static final List<String> OF_HISTORY = List.of("since", "author", "approver", "since-time");

  private static final String NOT_COMMITTED = "uncommitted";

  /**
   * The rows of an edge: one for each registry that may hold some of its repositories, or one
   * without registry if none does.
   *
   * @param edge an edge of access
   * @param registries those of the workspace
   * @param origin by what it came to be
   * @return at least one row, in the order of the registries
   */
  static List<AuditRow> of(Access edge, List<Registry> registries, Origin origin) {
    List<String> names =
        registries.stream()
            .filter(
                registry ->
                    registry.repositories().stream().anyMatch(edge.repositories()::overlaps))
            .map(Registry::name)
            .toList();
    return (names.isEmpty() ? Stream.of("") : names.stream())
        .map(registry -> of(edge, registry, origin))
        .toList();
  }

  private static AuditRow of(Access edge, String registry, Origin origin) {
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
        origin);
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
        made().flatMap(Origin.Made::approver).orElse(UNKNOWN),
        UNKNOWN,
        expires.map(Expiry::written).orElse("never"),
        "yes",
        UNKNOWN,
        UNKNOWN,
        made().map(one -> one.time().toString()).orElse(UNKNOWN));
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
                    + one.approver().map(who -> ", approved by " + who).orElse(""));
  }

  private String commit() {
    return origin instanceof Origin.Uncommitted
        ? NOT_COMMITTED
        : made().map(one -> one.commit().id()).orElse(UNKNOWN);
  }

  private Optional<Origin.Made> made() {
    return origin instanceof Origin.Made made ? Optional.of(made) : Optional.empty();
  }

  private static String tags(List<Restriction> restrictions) {
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

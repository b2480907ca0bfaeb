package dev.portwrit.audit;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.history.AccessOrigins;
import dev.portwrit.history.Origin;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Who can do what by which path, over the policy of one workspace at one instant, held against what
 * a live registry allows. The same workspace, instant and evidence give the same bytes. For one
 * thread.
 */
public final class AuditReport implements Report {
  /** What this report is called. */
  static final String NAME = "access";

  private static final Origin WITHOUT_HISTORY =
      new Origin.Unknown("the policies are of a folder without history");

  private final PolicyIndex index;
  private final String revision;
  private final Instant now;
  private final AuditScope scope;
  private final Optional<AccessOrigins> origins;
  private final Evidence evidence;
  private final ForceTimes times;
  private final ViewContext context;
  private final Optional<LiveComparison> live;

  /**
   * A report of policies alone.
   *
   * @param index the compiled workspace
   * @param revision what it was compiled from, such as the id of a commit; empty if that has no
   *     name
   * @param now the instant at which expiry is judged
   * @param scope what part of it is reported
   * @param origins by what access came to be; empty of policies without a history
   */
  public AuditReport(
      PolicyIndex index,
      String revision,
      Instant now,
      AuditScope scope,
      Optional<AccessOrigins> origins) {
    this(index, revision, now, scope, origins, KnownCommits.NONE, Evidence.NONE);
  }

  /**
   * A report.
   *
   * @param index as above
   * @param revision as above
   * @param now as above
   * @param scope as above
   * @param origins as above
   * @param commits those of the branch
   * @param evidence what policy is held against
   */
  public AuditReport(
      PolicyIndex index,
      String revision,
      Instant now,
      AuditScope scope,
      Optional<AccessOrigins> origins,
      KnownCommits commits,
      Evidence evidence) {
    this.index = Objects.requireNonNull(index);
    this.revision = revision;
    this.now = now;
    this.scope = scope;
    this.origins = origins;
    this.evidence = evidence;
    this.times = new ForceTimes(evidence.records(), commits, onlyRegistry(index), now);
    this.context = new ViewContext(index, revision, now, scope, evidence);
    this.live = context.live();
  }

  /**
   * The rows that policy gives, by the place of their rule, then by subject, action and registry.
   *
   * @param action is given each row
   */
  public void forEach(Consumer<? super AuditRow> action) {
    List<Registry> registries =
        index.workspace().registries().stream()
            .filter(scope::mayHold)
            .sorted(Comparator.comparing(Registry::name))
            .toList();
    Map<RepositoryPattern, List<String>> holding = new HashMap<>();
    Consumer<Access> rows =
        edge -> {
          if (scope.includes(edge.repositories())) {
            holding
                .computeIfAbsent(edge.repositories(), pattern -> holding(registries, pattern))
                .forEach(registry -> action.accept(row(edge, registry)));
          }
        };
    AccessRelation relation = AccessRelation.of(index);
    if (scope.subject().isPresent()) {
      relation.whatCan(scope.subject().get(), now).forEach(rows);
    } else {
      relation.forEach(now, rows);
    }
  }

  // One row for each registry that may hold some of the repositories, or one without if none does.
  private List<String> holding(List<Registry> registries, RepositoryPattern pattern) {
    List<String> names =
        registries.stream()
            .filter(registry -> registry.repositories().stream().anyMatch(pattern::overlaps))
            .map(Registry::name)
            .toList();
    return (names.isEmpty() ? List.of("") : names).stream().filter(scope::isOf).toList();
  }

  private static Optional<String> onlyRegistry(PolicyIndex index) {
    List<Registry> all = index.workspace().registries();
    return all.size() == 1 ? Optional.of(all.get(0).name()) : Optional.empty();
  }

  private AuditRow row(Access edge, String registry) {
    Origin origin = origin(edge);
    LiveComparison.Cells cells =
        live.filter(one -> one.evidence().registry().equals(registry))
            .map(one -> one.of(edge))
            .orElse(LiveComparison.Cells.UNKNOWN);
    String inForce = times.of(origin, registry, cells.asked());
    return AuditRow.of(edge, registry, origin, inForce, cells);
  }

  /**
   * Writes the report: the rows that policy gives, then what a live registry allows besides, by
   * repository, subject and action, then what could not be told.
   */
  @Override
  public long write(OutputStream out, AuditFormat format) throws IOException {
    BufferedOutputStream buffer = new BufferedOutputStream(out, 64 * 1024);
    long[] rows = {0};
    RowWriter writer =
        format == AuditFormat.HTML ? htmlWriter(buffer) : format.writer(buffer, title());
    try {
      forEach(
          row -> {
            rows[0]++;
            try {
              writer.write(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    for (LiveRow row : live.map(one -> one.undeclared(scope)).orElse(List.of())) {
      rows[0]++;
      writer.write(row);
    }
    boolean isLiveKnown = evidence.live().map(one -> one.unknown().isEmpty()).orElse(true);
    writer.finish(isLiveKnown && unknownOrigins().isEmpty());
    buffer.flush();
    return rows[0];
  }

  private RowWriter htmlWriter(OutputStream out) throws IOException {
    List<String> unknown = new ArrayList<>();
    unknownOrigins().forEach(one -> unknown.add(one.cause()));
    unknown.addAll(context.unknown());
    return new HtmlAccessWriter(
        out,
        title(),
        AccessMatrix.of(context),
        ExpiryView.rows(context, Instant.MAX),
        unknown,
        this::members);
  }

  // What only a registry allows is said of a team, and is of all who are in it.
  private List<String> members(String subject) {
    return Subject.parse(subject)
        .filter(one -> one instanceof Subject.Team || one instanceof Subject.Organization)
        .map(group -> context.index().memberships().individualsIn(group))
        .orElse(List.of())
        .stream()
        .map(Subject::toString)
        .toList();
  }

  /**
   * Why it is not known by what some access came to be, though there is a history.
   *
   * @return each once, by its cause
   */
  public List<Origin.Unknown> unknownOrigins() {
    if (origins.isEmpty()) {
      return List.of();
    }
    NavigableSet<Origin.Unknown> unknown =
        new TreeSet<>(Comparator.comparing(Origin.Unknown::cause));
    unknown.addAll(origins.get().unknown());
    if (scope.subject().isPresent()) {
      AccessRelation.of(index).whatCan(scope.subject().get(), now).stream()
          .filter(edge -> scope.includes(edge.repositories()))
          .map(this::origin)
          .filter(Origin.Unknown.class::isInstance)
          .forEach(origin -> unknown.add((Origin.Unknown) origin));
    }
    return List.copyOf(unknown);
  }

  private Origin origin(Access edge) {
    return origins.map(some -> some.of(edge)).orElse(WITHOUT_HISTORY);
  }

  private ReportTitle title() {
    List<String> unknown = new ArrayList<>();
    if (origins.isEmpty()) {
      unknown.addAll(AuditRow.OF_HISTORY);
    }
    if (evidence.records().isEmpty()) {
      unknown.addAll(AuditRow.OF_RECORDS);
    }
    List<String> shown = new ArrayList<>(AuditRow.SHOWN);
    if (live.isPresent() || !evidence.records().isEmpty()) {
      shown.addAll(AuditRow.OF_RECORDS);
    }
    if (live.isPresent()) {
      shown.addAll(AuditRow.OF_REGISTRY);
    } else {
      unknown.addAll(AuditRow.OF_REGISTRY);
    }
    return new ReportTitle(
        NAME,
        revision,
        now,
        scope,
        AuditRow.COLUMNS,
        Optional.empty(),
        shown,
        unknown,
        origins.isPresent(),
        !evidence.isEmpty());
  }
}

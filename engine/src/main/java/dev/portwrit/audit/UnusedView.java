package dev.portwrit.audit;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Access that decision logs could have told the use of, and did not. */
public final class UnusedView {
  private record Doing(Subject subject, Action action) {}

  private final ViewContext context;
  private final UseLog log;
  private final LogCoverage coverage;

  /** Who of those that the report is about is in the group that it is about. */
  private final Set<Subject> members;

  /** Where, by name. */
  private final Map<Doing, NavigableMap<String, RepositoryName>> used;

  private final Map<Doing, NavigableMap<String, RepositoryName>> perhaps;
  private final Set<Subject> mounters = new HashSet<>();
  private final List<ViewRow> rows = new ArrayList<>();
  private final NavigableSet<String> unknown = new TreeSet<>();

  private UnusedView(ViewContext context, UseLog log) {
    this.context = context;
    this.log = log;
    this.coverage = new LogCoverage(context, log);
    unknown.addAll(log.missing());
    this.members =
        context
            .scope()
            .subject()
            .map(group -> Set.copyOf(context.index().memberships().individualsIn(group)))
            .orElse(Set.of());
    this.used = doings(log.last().keySet());
    this.perhaps = doings(log.perhaps());
    log.mounters().stream()
        .map(Subject::parse)
        .flatMap(Optional::stream)
        .forEach(one -> mounters.addAll(holders(one)));
  }

  private Map<Doing, NavigableMap<String, RepositoryName>> doings(Set<UseLog.Use> uses) {
    Map<Doing, NavigableMap<String, RepositoryName>> doings = new HashMap<>();
    for (UseLog.Use use : uses) {
      for (Subject subject : holders(use.subject())) {
        doings
            .computeIfAbsent(new Doing(subject, use.action()), key -> new TreeMap<>())
            .put(use.repository().value(), use.repository());
      }
    }
    return doings;
  }

  private static boolean holds(
      Map<Doing, NavigableMap<String, RepositoryName>> doings, Access edge) {
    @Nullable NavigableMap<String, RepositoryName> some =
        doings.get(new Doing(edge.subject(), edge.action()));
    if (some == null) {
      return false;
    }
    String start = edge.repositories().start();
    for (RepositoryName name : some.tailMap(start, true).values()) {
      if (!name.value().startsWith(start)) {
        return false;
      }
      if (edge.repositories().matches(name)) {
        return true;
      }
    }
    return false;
  }

  // Whose use it was: that of a member is one of the team that is asked about.
  private List<Subject> holders(Subject user) {
    List<Subject> holders = new ArrayList<>(List.of(user, new Subject.Anonymous()));
    if (members.contains(user)) {
      context.scope().subject().ifPresent(holders::add);
    }
    return holders;
  }

  /**
   * The accesses that policy gives of which the logs hold no allowed use by their subject, by
   * anybody for what everybody has, by anybody in it for a team. Of {@code administer} no log
   * tells, so it is left out. Where the repositories may be used in a registry of which no log was
   * given, or past its gateway, it is not known.
   *
   * @param context what it is about
   * @param log what was done
   * @return the view
   */
  public static UnusedView of(ViewContext context, UseLog log) {
    UnusedView view = new UnusedView(context, log);
    AccessRelation relation = AccessRelation.of(context.index());
    if (context.scope().subject().isPresent()) {
      relation.whatCan(context.scope().subject().get(), context.now()).forEach(view::look);
    } else {
      relation.forEach(context.now(), view::look);
    }
    return view;
  }

  private void look(Access edge) {
    if (holds(used, edge)
        || edge.action() == Action.ADMINISTER
        || !context.includes(edge.repositories())) {
      return;
    }
    List<String> untold = coverage.untold(edge.repositories());
    if (!untold.isEmpty()) {
      unknown.addAll(untold);
    } else if (holds(perhaps, edge)) {
      unknown.add(
          edge.subject()
              + " pushed tags in "
              + edge.repositories()
              + " of which the log does not tell whether they were there before: whether it"
              + " overwrote any is unknown");
    } else if (edge.action() == Action.PULL && mounters.contains(edge.subject())) {
      unknown.add(
          edge.subject()
              + " mounted contents of a repository that the log does not name: what it pulled is"
              + " unknown");
    } else {
      rows.add(row(edge));
    }
  }

  /**
   * What the log does not tell.
   *
   * @return each cause, one line
   */
  public List<String> unknown() {
    return List.copyOf(unknown);
  }

  /**
   * What is unused.
   *
   * @return by the place of the rule, then by subject and action; then what is not known
   */
  public Report report() {
    List<ViewRow> all = new ArrayList<>(rows);
    unknown.forEach(cause -> all.add(unknown(cause)));
    return new ViewReport(
        "unused",
        context,
        List.of(
            "repository",
            "subject",
            "action",
            "rule",
            "file",
            "line",
            "expires",
            "log-from",
            "log-to",
            "log-registries",
            "log-instances"),
        all,
        unknown.isEmpty());
  }

  private ViewRow unknown(String cause) {
    String unknown = ReportRow.UNKNOWN;
    return ViewRow.of(
        unknown,
        unknown,
        unknown,
        cause,
        "",
        "",
        unknown,
        log.from().toString(),
        log.to().toString(),
        coverage.registries(),
        coverage.instances());
  }

  private ViewRow row(Access edge) {
    return ViewRow.of(
        edge.repositories().value(),
        edge.subject().toString(),
        edge.action().toString(),
        edge.rule().text(),
        edge.rule().place().map(Place::file).orElse(""),
        edge.rule().place().map(place -> Integer.toString(place.line())).orElse(""),
        edge.expires().map(Expiry::written).orElse("never"),
        log.from().toString(),
        log.to().toString(),
        coverage.registries(),
        coverage.instances());
  }
}

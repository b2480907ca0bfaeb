package dev.portwrit.audit;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.history.PastPolicies;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who ever could do something between two instants, and when. */
public final class EverView {
  private static final String EXPIRED = "expired";
  private static final PastPolicies.Past CUT =
      new PastPolicies.Past.Unreadable(
          "this clone is shallow; `git fetch --unshallow` brings what was before");

  private record Holding(RepositoryName repository, Action action, Subject subject)
      implements Comparable<Holding> {
    @Override
    public int compareTo(Holding other) {
      int by = repository.compareTo(other.repository);
      by = by != 0 ? by : action.compareTo(other.action);
      return by != 0 ? by : subject.toString().compareTo(other.subject.toString());
    }

    Holding ofEverybody() {
      return new Holding(repository, action, new Subject.Anonymous());
    }
  }

  /** Since when and by what; both {@code unknown} of what may have been there before. */
  private record Begun(String at, String commit) {}

  /**
   * What a commit put in force, from when on until the next.
   *
   * @param commit the commit
   * @param past its policies, or none; or why nobody knows
   */
  private record Reign(String commit, PastPolicies.Past past, Instant begin, Instant end) {
    Optional<PolicyIndex> index() {
      return past instanceof PastPolicies.Past.Present present
          ? Optional.of(present.index())
          : Optional.empty();
    }

    Optional<String> lost() {
      if (!(past instanceof PastPolicies.Past.Unreadable unreadable)) {
        return Optional.empty();
      }
      String which = commit.isEmpty() ? "" : "commit " + commit + " cannot be read: ";
      return Optional.of(which + unreadable.cause());
    }
  }

  private final ViewContext context;
  private final List<Reign> reigns;
  private final SortedMap<Holding, Begun> open = new TreeMap<>();
  private final SortedMap<Holding, List<ViewRow>> closed = new TreeMap<>();
  private boolean isAfterLost;

  private EverView(ViewContext context, List<Reign> reigns) {
    this.context = context;
    this.reigns = reigns;
  }

  /**
   * Goes through the commits of a branch. Each is in force from its committer's time until the
   * next, but not longer than until the committer's time of any later one; one that does not
   * compile never is; what expires ends when it does. What was after the instant of the context is
   * not looked at.
   *
   * @param context what it is about; without a repository all that any of the policies declares
   * @param line the first-parent line of the branch
   * @param policies their policies
   * @param from the beginning
   * @param to the end, which does not belong to it
   * @return the view
   */
  public static EverView of(
      ViewContext context, BranchLine line, PastPolicies policies, Instant from, Instant to) {
    // The instant itself belongs to it: a commit is in force at its own time.
    Instant last = context.now().plusNanos(1);
    Instant end = to.isBefore(last) ? to : last;
    return new EverView(context, reigns(line, policies, from, end));
  }

  /**
   * What could not be told.
   *
   * @return each cause, one line
   */
  public List<String> unknown() {
    return reigns.stream().map(Reign::lost).flatMap(Optional::stream).distinct().toList();
  }

  /**
   * Who could do what and when.
   *
   * @return a row for each repository, action and subject, and each time without a break; then one
   *     for each time of which nothing is known
   */
  public Report report() {
    NavigableSet<RepositoryName> repositories = new TreeSet<>();
    context.scope().repository().ifPresent(repositories::add);
    if (repositories.isEmpty()) {
      reigns.forEach(
          reign ->
              reign.index().ifPresent(index -> repositories.addAll(ViewContext.declared(index))));
      repositories.removeIf(name -> !context.mayHold(name));
    }
    for (Reign reign : reigns) {
      if (reign.lost().isPresent()) {
        closeAll(ReportRow.UNKNOWN, ReportRow.UNKNOWN);
        isAfterLost = true;
        continue;
      }
      for (Instant at : turns(reign)) {
        look(reign, at, repositories);
        isAfterLost = false;
      }
    }
    closeAll("", "");
    List<ViewRow> rows = new ArrayList<>();
    closed.values().forEach(rows::addAll);
    reigns.stream()
        .filter(reign -> reign.lost().isPresent())
        .forEach(reign -> rows.add(unknown(reign)));
    return new ViewReport(
        "ever",
        context,
        List.of("repository", "action", "subject", "kind", "from", "until", "by", "ended-by"),
        rows,
        unknown().isEmpty());
  }

  private ViewRow unknown(Reign reign) {
    String unknown = ReportRow.UNKNOWN;
    Instant until = reign.end().isAfter(context.now()) ? context.now() : reign.end();
    return ViewRow.of(
        unknown,
        unknown,
        unknown,
        unknown,
        reign.begin().toString(),
        until.toString(),
        unknown,
        unknown);
  }

  // Of what was before the beginning the last that compiles is in force at it.
  private static List<Reign> reigns(
      BranchLine line, PastPolicies policies, Instant from, Instant to) {
    List<CommitInfo> oldestFirst = new ArrayList<>(line.commits());
    Collections.reverse(oldestFirst);
    List<Instant> begins = begins(line);
    List<Reign> reigns = new ArrayList<>();
    PastPolicies.Past before = line.isCut() ? CUT : new PastPolicies.Past.Absent();
    String by = "";
    Instant begin = from;
    for (int i = 0; i < oldestFirst.size() && begins.get(i).isBefore(to); i++) {
      CommitInfo commit = oldestFirst.get(i);
      PastPolicies.Past past = policies.at(commit);
      if (past instanceof PastPolicies.Past.Broken) {
        continue;
      }
      Instant next = later(begins.get(i), from);
      add(reigns, new Reign(by, before, begin, next));
      begin = next;
      before = past;
      by = commit.id();
    }
    add(reigns, new Reign(by, before, begin, to));
    return reigns;
  }

  private static void add(List<Reign> reigns, Reign reign) {
    if (reign.begin().isBefore(reign.end())) {
      reigns.add(reign);
    }
  }

  // Clocks differ: what a later commit replaced is not in force after the time that one has.
  private static List<Instant> begins(BranchLine line) {
    List<Instant> begins = new ArrayList<>();
    Instant next = Instant.MAX;
    for (CommitInfo commit : line.commits()) {
      next = commit.time().isBefore(next) ? commit.time() : next;
      begins.add(next);
    }
    Collections.reverse(begins);
    return begins;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static NavigableSet<Instant> turns(Reign reign) {
    NavigableSet<Instant> turns = new TreeSet<>();
    reign
        .index()
        .ifPresent(
            index ->
                index.entitlements().stream()
                    .map(Entitlement::expires)
                    .flatMap(Optional::stream)
                    .map(Expiry::end)
                    .filter(end -> end.isAfter(reign.begin()) && end.isBefore(reign.end()))
                    .forEach(turns::add));
    turns.add(reign.begin());
    return turns;
  }

  private void look(Reign reign, Instant at, SortedSet<RepositoryName> repositories) {
    SortedSet<Holding> held = new TreeSet<>();
    if (reign.index().isPresent()) {
      for (RepositoryName repository : repositories) {
        for (Action action : Action.values()) {
          context
              .holders(reign.index().get(), action, repository, at)
              .forEach(subject -> held.add(new Holding(repository, action, subject)));
        }
      }
    }
    String cause = at.equals(reign.begin()) ? reign.commit() : EXPIRED;
    // Whom policies did not name yet could it with everybody, though from now on by itself alone.
    Map<Holding, Begun> before = new TreeMap<>(open);
    for (Holding holding : List.copyOf(open.keySet())) {
      if (!held.contains(holding) && !held.contains(holding.ofEverybody())) {
        Begun begun = open.remove(holding);
        if (begun != null) {
          close(holding, begun, at.toString(), cause);
        }
      }
    }
    Begun begun =
        isAfterLost
            ? new Begun(ReportRow.UNKNOWN, ReportRow.UNKNOWN)
            : new Begun(at.toString(), reign.commit());
    for (Holding holding : held) {
      open.putIfAbsent(holding, before.getOrDefault(holding.ofEverybody(), begun));
    }
  }

  private void closeAll(String until, String by) {
    open.forEach((holding, begun) -> close(holding, begun, until, by));
    open.clear();
  }

  private void close(Holding holding, Begun begun, String until, String by) {
    closed
        .computeIfAbsent(holding, key -> new ArrayList<>())
        .add(
            ViewRow.of(
                holding.repository().value(),
                holding.action().toString(),
                holding.subject().toString(),
                Views.kind(holding.subject()),
                begun.at(),
                until,
                begun.commit(),
                by));
  }
}

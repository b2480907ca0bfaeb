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
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who ever could do something between two instants, and when. */
public final class EverView {
  private static final String EXPIRED = "expired";

  private record Holding(RepositoryName repository, Action action, Subject subject)
      implements Comparable<Holding> {
    @Override
    public int compareTo(Holding other) {
      int by = repository.compareTo(other.repository);
      by = by != 0 ? by : action.compareTo(other.action);
      return by != 0 ? by : subject.toString().compareTo(other.subject.toString());
    }
  }

  private record Begun(Instant at, String commit) {}

  /** The policies of a commit, from when on until the next. */
  private record Reign(String commit, Optional<PolicyIndex> index, Instant begin, Instant end) {}

  private final ViewContext context;
  private final Instant from;
  private final Instant to;
  private final SortedMap<Holding, Begun> open = new TreeMap<>();
  private final SortedMap<Holding, List<ViewRow>> closed = new TreeMap<>();

  private EverView(ViewContext context, Instant from, Instant to) {
    this.context = context;
    this.from = from;
    this.to = to;
  }

  /**
   * Goes through the commits of a branch. Each is in force from its committer's time until the
   * next; one that does not compile never is; what expires ends when it does.
   *
   * @param context what it is about; without a repository all that any of the policies declares
   * @param line the first-parent line of the branch
   * @param policies their policies
   * @param from the beginning
   * @param to the end, which does not belong to it
   * @return a row for each repository, action and subject, and each time without a break
   */
  public static Report of(
      ViewContext context, BranchLine line, PastPolicies policies, Instant from, Instant to) {
    return new EverView(context, from, to).of(line, policies);
  }

  /**
   * Whether the commits reach back to an instant.
   *
   * @param line the first-parent line of a branch
   * @param from the instant
   * @return false if a shallow clone ends after it
   */
  public static boolean isWhole(BranchLine line, Instant from) {
    List<CommitInfo> commits = line.commits();
    return !line.isCut() || !commits.get(commits.size() - 1).time().isAfter(from);
  }

  private Report of(BranchLine line, PastPolicies policies) {
    List<Reign> reigns = reigns(line, policies);
    NavigableSet<RepositoryName> repositories = new TreeSet<>();
    context.scope().repository().ifPresent(repositories::add);
    if (repositories.isEmpty()) {
      reigns.forEach(
          reign ->
              reign.index().ifPresent(index -> repositories.addAll(ViewContext.declared(index))));
    }
    for (Reign reign : reigns) {
      for (Instant at : turns(reign)) {
        look(reign, at, repositories);
      }
    }
    open.forEach((holding, begun) -> close(holding, begun, "", ""));
    List<ViewRow> rows = new ArrayList<>();
    closed.values().forEach(rows::addAll);
    boolean isWhole = isWhole(line, from);
    if (!isWhole) {
      String unknown = ReportRow.UNKNOWN;
      rows.add(
          ViewRow.of(
              unknown,
              unknown,
              unknown,
              unknown,
              from.toString(),
              reigns.isEmpty() ? to.toString() : reigns.get(0).begin().toString(),
              unknown,
              unknown));
    }
    return new ViewReport(
        "ever",
        context,
        List.of("repository", "action", "subject", "kind", "from", "until", "by", "ended-by"),
        rows,
        isWhole);
  }

  private List<Reign> reigns(BranchLine line, PastPolicies policies) {
    List<CommitInfo> oldestFirst = new ArrayList<>(line.commits());
    Collections.reverse(oldestFirst);
    List<Reign> reigns = new ArrayList<>();
    Optional<PolicyIndex> before = Optional.empty();
    String by = "";
    for (int i = 0; i < oldestFirst.size(); i++) {
      CommitInfo commit = oldestFirst.get(i);
      Instant end = i + 1 < oldestFirst.size() ? oldestFirst.get(i + 1).time() : Instant.MAX;
      Instant begin = later(commit.time(), from);
      end = end.isBefore(to) ? end : to;
      if (!begin.isBefore(end) && !isBeforeAll(commit, oldestFirst, i)) {
        continue;
      }
      PastPolicies.Past past = policies.at(commit);
      if (!(past instanceof PastPolicies.Past.Broken)) {
        before =
            past instanceof PastPolicies.Past.Present present
                ? Optional.of(present.index())
                : Optional.empty();
        by = commit.id();
      }
      if (begin.isBefore(end)) {
        reigns.add(new Reign(by, before, begin, end));
      }
    }
    return reigns;
  }

  // Of what was before the beginning the last that compiles is in force at it.
  private boolean isBeforeAll(CommitInfo commit, List<CommitInfo> oldestFirst, int at) {
    return !commit.time().isAfter(from)
        && at + 1 < oldestFirst.size()
        && !oldestFirst.get(at + 1).time().isAfter(from);
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
          for (Subject subject :
              reign.index().get().whoCan(action, repository, Optional.empty(), at)) {
            if (context.isMeant(subject)) {
              held.add(new Holding(repository, action, subject));
            }
          }
        }
      }
    }
    String cause = at.equals(reign.begin()) ? reign.commit() : EXPIRED;
    for (Holding holding : List.copyOf(open.keySet())) {
      if (!held.contains(holding)) {
        Begun begun = open.remove(holding);
        if (begun != null) {
          close(holding, begun, at.toString(), cause);
        }
      }
    }
    held.forEach(holding -> open.computeIfAbsent(holding, key -> new Begun(at, reign.commit())));
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
                begun.at().toString(),
                until,
                begun.commit(),
                by));
  }
}

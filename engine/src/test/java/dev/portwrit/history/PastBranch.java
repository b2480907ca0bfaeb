package dev.portwrit.history;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.Brought;
import dev.portwrit.source.CommitInfo;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A branch of generated commits that have some states of a workspace. Some are merges: of branches
 * that begin there or earlier, of two at once, of branches with merges in them, and of what is
 * merged elsewhere too.
 */
public final class PastBranch implements Ancestry, PastPolicies {
  private static final List<Instant> TIMES =
      List.of(
          Instant.parse("2026-06-14T09:00:00Z"),
          Instant.parse("2026-06-15T11:59:59Z"),
          Instant.parse("2026-06-15T12:00:00Z"),
          Instant.parse("2026-06-15T12:00:01Z"),
          Instant.parse("2026-06-15T23:59:59Z"),
          Instant.parse("2026-06-16T00:00:00Z"),
          Instant.parse("2026-06-16T00:00:01Z"),
          Instant.parse("2026-06-17T09:00:00Z"));

  private final Random random;
  private final List<Workspace> states;
  private final List<PolicyIndex> indexes;
  private final Map<String, Integer> stateOf = new HashMap<>();

  /** In the order in which they were made: each after its parents. */
  private final Map<String, CommitInfo> commits = new LinkedHashMap<>();

  /** With which commits a shallow clone ends; of those that it does not have none is here. */
  private final Set<String> ends = new TreeSet<>();

  private final List<CommitInfo> line = new ArrayList<>();
  private int made;

  /** The same states and number give the same branch. */
  public PastBranch(List<Workspace> states, long seed) {
    this.random = new Random(seed);
    this.states = states;
    this.indexes = states.stream().map(PolicyIndex::of).toList();
    grow(1 + random.nextInt(6));
  }

  private PastBranch(PastBranch old) {
    this.random = old.random;
    this.states = old.states;
    this.indexes = old.indexes;
    this.made = old.made;
    stateOf.putAll(old.stateOf);
  }

  /** The branch after some more commits, or as somebody pushed it anew without its last ones. */
  PastBranch later() {
    PastBranch later = new PastBranch(this);
    later.commits.putAll(commits);
    int dropped = random.nextInt(3) == 0 ? random.nextInt(line.size()) : 0;
    later.line.addAll(line.subList(dropped, line.size()));
    later.grow(1 + random.nextInt(3));
    return later;
  }

  /** A shallow clone of the branch, as {@code git clone --depth} makes it. */
  PastBranch shallow(int depth) {
    PastBranch shallow = new PastBranch(this);
    Set<String> level = Set.of(line.get(0).id());
    Map<String, CommitInfo> here = new HashMap<>();
    for (int i = 1; i <= depth; i++) {
      Set<String> next = new TreeSet<>();
      for (String id : level) {
        CommitInfo commit = Objects.requireNonNull(commits.get(id));
        if (here.containsKey(id)) {
          continue;
        }
        boolean isEnd = i == depth && !commit.parents().isEmpty();
        here.put(id, isEnd ? withoutParents(commit) : commit);
        if (isEnd) {
          shallow.ends.add(id);
        }
        next.addAll(commit.parents());
      }
      level = next;
    }
    commits.keySet().stream()
        .filter(here::containsKey)
        .forEach(id -> shallow.commits.put(id, Objects.requireNonNull(here.get(id))));
    for (CommitInfo one = here.get(line.get(0).id());
        one != null;
        one = one.parents().isEmpty() ? null : here.get(one.parents().get(0))) {
      shallow.line.add(one);
    }
    return shallow;
  }

  private static CommitInfo withoutParents(CommitInfo commit) {
    return new CommitInfo(
        commit.id(), List.of(), commit.author(), commit.committer(), commit.message());
  }

  /** With which commits it ends, if it is shallow. */
  Set<String> ends() {
    return ends;
  }

  private void grow(int more) {
    Collections.reverse(line);
    for (int i = 0; i < more; i++) {
      line.add(
          line.isEmpty()
              ? commit(List.of())
              : random.nextInt(3) == 0 ? merge(last(), 2) : commit(List.of(last())));
    }
    Collections.reverse(line);
    stateOf.put(line.get(0).id(), random.nextInt(states.size()));
  }

  private CommitInfo last() {
    return line.get(line.size() - 1);
  }

  /** A merge of one new branch or two. */
  private CommitInfo merge(CommitInfo into, int depth) {
    List<CommitInfo> parents = new ArrayList<>(List.of(into));
    for (int i = random.nextInt(4) / 3; i >= 0; i--) {
      parents.add(branch(random.nextInt(3) > 0 ? into : any(), depth - 1));
    }
    return mergeOf(parents);
  }

  private CommitInfo mergeOf(List<CommitInfo> parents) {
    CommitInfo merge = commit(parents);
    Integer merged = stateOf.get(parents.get(parents.size() - 1).id());
    if (merged != null && random.nextInt(3) > 0) {
      stateOf.put(merge.id(), merged);
    }
    return merge;
  }

  /** Some commits, and merges of other branches and of what is there already. */
  private CommitInfo branch(CommitInfo fork, int depth) {
    CommitInfo last = commit(List.of(fork));
    for (int i = random.nextInt(3); i > 0; i--) {
      int kind = depth > 0 ? random.nextInt(4) : 3;
      last =
          kind == 0
              ? merge(last, depth)
              : kind == 1 ? mergeOf(List.of(last, any())) : commit(List.of(last));
    }
    return last;
  }

  private CommitInfo any() {
    return List.copyOf(commits.values()).get(random.nextInt(commits.size()));
  }

  // Of some commits there is no state: they do not compile, or, of the first, have no workspace.
  private CommitInfo commit(List<CommitInfo> parents) {
    made++;
    String id = "%040x".formatted(made);
    int after = parents.isEmpty() ? 0 : TIMES.indexOf(parents.get(0).time());
    Instant time = TIMES.get(after + random.nextInt(Math.min(2, TIMES.size() - after)));
    CommitInfo.Person somebody =
        new CommitInfo.Person("p" + made, "p" + made + "@acme.example", time);
    List<String> ids = parents.stream().map(CommitInfo::id).toList();
    CommitInfo commit = new CommitInfo(id, ids, somebody, somebody, "Commit " + made);
    commits.put(id, commit);
    if (random.nextInt(6) > 0) {
      stateOf.put(id, random.nextInt(states.size()));
    }
    return commit;
  }

  /** The first-parent line. */
  public BranchLine line() {
    return new BranchLine(line, ends.contains(last().id()));
  }

  /** The state of a commit; empty of one that does not compile or has none. */
  public Optional<Workspace> workspace(CommitInfo commit) {
    return Optional.ofNullable(stateOf.get(commit.id())).map(states::get);
  }

  /** The policy of the newest commit. */
  public PolicyIndex tip() {
    return indexes.get(stateOf.getOrDefault(line.get(0).id(), 0));
  }

  @Override
  public Past at(CommitInfo commit) {
    Integer state = stateOf.get(commit.id());
    if (state != null) {
      return new Past.Present(indexes.get(state));
    }
    boolean isFirst = commit.parents().isEmpty() && !ends.contains(commit.id());
    return isFirst ? new Past.Absent() : new Past.Broken("it is broken");
  }

  @Override
  public Brought mergedBy(String commitId) {
    CommitInfo merge = Objects.requireNonNull(commits.get(commitId));
    if (merge.parents().size() < 2) {
      return Brought.NOTHING;
    }
    Set<String> ids = new TreeSet<>();
    merge.parents().stream().skip(1).forEach(parent -> ids.addAll(before(parent)));
    ids.removeAll(before(merge.parents().get(0)));
    List<CommitInfo> brought =
        new ArrayList<>(commits.values().stream().filter(one -> ids.contains(one.id())).toList());
    Collections.reverse(brought);
    Map<String, List<String>> parents = new HashMap<>();
    commits.forEach((id, commit) -> parents.put(id, commit.parents()));
    return ends.isEmpty()
        ? new Brought(brought, false)
        : Brought.ofShallow(merge, brought, parents, ends);
  }

  /** What the branch got with a commit of the line since the one before it that compiles. */
  Set<CommitInfo> broughtSinceCompiling(CommitInfo since) {
    Set<String> ids = before(since.id());
    line.stream()
        .skip(line.indexOf(since) + 1L)
        .filter(one -> !(at(one) instanceof Past.Broken))
        .findFirst()
        .ifPresent(older -> ids.removeAll(before(older.id())));
    return commits.values().stream()
        .filter(one -> ids.contains(one.id()))
        .collect(Collectors.toSet());
  }

  /** Merges of the line that do not compile. */
  Set<String> brokenMerges() {
    return line.stream()
        .filter(one -> one.parents().size() > 1 && at(one) instanceof Past.Broken)
        .map(CommitInfo::id)
        .collect(Collectors.toSet());
  }

  /** A commit and all before it. */
  private Set<String> before(String id) {
    Set<String> all = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(id));
    while (!next.isEmpty()) {
      String one = next.remove();
      if (all.add(one)) {
        next.addAll(Objects.requireNonNull(commits.get(one)).parents());
      }
    }
    return all;
  }

  @Override
  public boolean isEnd(String commitId) {
    return ends.contains(commitId);
  }

  @Override
  public List<CommitInfo> parents(String commitId) {
    return Objects.requireNonNull(commits.get(commitId)).parents().stream()
        .map(parent -> Objects.requireNonNull(commits.get(parent)))
        .toList();
  }
}

package dev.portwrit.history;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A branch of generated commits, some of them merges, that have some states of a workspace. */
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
  private final Map<String, List<CommitInfo>> brought = new HashMap<>();
  private final Map<String, CommitInfo> parents = new HashMap<>();
  private final List<CommitInfo> line = new ArrayList<>();
  private int made;

  /** The same states and number give the same branch. */
  public PastBranch(List<Workspace> states, long seed) {
    this.random = new Random(seed);
    this.states = states;
    this.indexes = states.stream().map(PolicyIndex::of).toList();
    grow(1 + random.nextInt(6));
  }

  private PastBranch(PastBranch old, int dropped) {
    this.random = old.random;
    this.states = old.states;
    this.indexes = old.indexes;
    this.made = old.made;
    stateOf.putAll(old.stateOf);
    brought.putAll(old.brought);
    parents.putAll(old.parents);
    line.addAll(old.line.subList(dropped, old.line.size()));
    grow(1 + random.nextInt(3));
  }

  /** The branch after some more commits, or as somebody pushed it anew without its last ones. */
  PastBranch later() {
    int dropped = random.nextInt(3) == 0 ? random.nextInt(line.size()) : 0;
    return new PastBranch(this, dropped);
  }

  private void grow(int more) {
    Collections.reverse(line);
    for (int i = 0; i < more; i++) {
      Optional<CommitInfo> last =
          line.isEmpty() ? Optional.empty() : Optional.of(line.get(line.size() - 1));
      line.add(last.isPresent() && random.nextInt(3) == 0 ? merge(last.get()) : commit(last));
    }
    Collections.reverse(line);
    stateOf.put(line.get(0).id(), random.nextInt(states.size()));
  }

  private CommitInfo merge(CommitInfo main) {
    List<CommitInfo> branch = new ArrayList<>();
    CommitInfo last = main;
    for (int i = random.nextInt(3); i >= 0; i--) {
      last = commit(Optional.of(last));
      branch.add(last);
    }
    CommitInfo merge = commit(Optional.of(main), last.id());
    Integer merged = stateOf.get(last.id());
    if (merged != null && random.nextInt(4) > 0) {
      stateOf.put(merge.id(), merged);
    }
    Collections.reverse(branch);
    brought.put(merge.id(), branch);
    return merge;
  }

  // Of some commits there is no state: they do not compile, or, of the first, have no workspace.
  private CommitInfo commit(Optional<CommitInfo> parent, String... others) {
    made++;
    String id = "%040x".formatted(made);
    List<String> all = new ArrayList<>();
    parent.ifPresent(one -> all.add(one.id()));
    all.addAll(List.of(others));
    int after = parent.map(one -> TIMES.indexOf(one.time())).orElse(0);
    Instant time = TIMES.get(after + random.nextInt(Math.min(2, TIMES.size() - after)));
    CommitInfo.Person somebody = new CommitInfo.Person("p" + made, "p@acme.example", time);
    CommitInfo commit = new CommitInfo(id, all, somebody, somebody, "Commit " + made);
    parent.ifPresent(one -> parents.put(id, one));
    if (random.nextInt(6) > 0) {
      stateOf.put(id, random.nextInt(states.size()));
    }
    return commit;
  }

  /** The first-parent line. */
  public BranchLine line() {
    return new BranchLine(line, false);
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
    return commit.parents().isEmpty() ? new Past.Absent() : new Past.Broken("it is broken");
  }

  @Override
  public List<CommitInfo> mergedBy(String commitId) {
    return brought.getOrDefault(commitId, List.of());
  }

  @Override
  public Optional<CommitInfo> firstParent(String commitId) {
    return Optional.ofNullable(parents.get(commitId));
  }
}

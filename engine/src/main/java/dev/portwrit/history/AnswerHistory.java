package dev.portwrit.history;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.Brought;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the commits of a branch that changed the answer to one question. */
public final class AnswerHistory {
  private static final Answer NONE = new Answer.None();
  private static final String UNKNOWN = "unknown";

  private final Ancestry ancestry;
  private final PastPolicies policies;
  private final Question question;
  private final List<Turn> turns = new ArrayList<>();

  private AnswerHistory(Ancestry ancestry, PastPolicies policies, Question question) {
    this.ancestry = ancestry;
    this.policies = policies;
    this.question = question;
  }

  /**
   * Goes through a branch. Each commit is judged at its committer's time, and what expires until
   * the next one is a turn of its own. One that does not compile was never in force.
   *
   * @param git the commits
   * @param line the first-parent line of a branch
   * @param policies their policies
   * @param question what is asked; its instant is the end of the time that is looked at
   * @return every time the answer became another one
   * @throws SourceException if commits cannot be read
   */
  public static Timeline of(
      GitHistory git, BranchLine line, PastPolicies policies, Question question)
      throws SourceException {
    return of(Ancestry.of(git), line, policies, question);
  }

  static Timeline of(Ancestry ancestry, BranchLine line, PastPolicies policies, Question question)
      throws SourceException {
    return new AnswerHistory(ancestry, policies, question).timeline(line);
  }

  private Timeline timeline(BranchLine line) throws SourceException {
    List<CommitInfo> oldestFirst = new ArrayList<>(line.commits());
    Collections.reverse(oldestFirst);
    boolean isCut = line.isCut();
    Answer last =
        isCut ? new Answer.Unknown("the clone is shallow: what was before is not here") : NONE;
    Optional<CommitInfo> edge = isCut ? Optional.of(oldestFirst.get(0)) : Optional.empty();
    List<CommitInfo> passedOver = new ArrayList<>();
    Optional<CommitInfo> inForce = Optional.empty();
    Optional<CommitInfo> brokenMerge = Optional.empty();
    for (CommitInfo commit : oldestFirst) {
      if (policies.at(commit) instanceof PastPolicies.Past.Broken) {
        passedOver.add(0, commit);
        brokenMerge = isMerge(commit) ? Optional.of(commit) : brokenMerge;
        continue;
      }
      if (inForce.isPresent()) {
        last = expiries(inForce.get(), last, commit.time());
      }
      Answer next = answer(commit, commit.time());
      if (isOther(last, next)) {
        boolean isEdge = edge.equals(Optional.of(commit));
        turns.add(turn(commit, last, next, isMerge(commit) && !isEdge, brokenMerge));
      }
      brokenMerge = Optional.empty();
      last = next;
      inForce = Optional.of(commit);
    }
    if (inForce.isPresent()) {
      last = expiries(inForce.get(), last, question.now());
    }
    Collections.reverse(turns);
    return new Timeline(turns, passedOver, last, edge);
  }

  /** The answer shortly before the next commit, after all that expired meanwhile. */
  private Answer expiries(CommitInfo commit, Answer first, Instant until) {
    Answer last = first;
    for (Instant end : endsOf(commit, commit.time(), until)) {
      Answer next = answer(commit, end);
      if (isOther(last, next)) {
        turns.add(new Turn(end, commit, Optional.empty(), true, Optional.empty(), last, next));
      }
      last = next;
    }
    return last;
  }

  private NavigableSet<Instant> endsOf(CommitInfo commit, Instant after, Instant until) {
    NavigableSet<Instant> ends = new TreeSet<>();
    if (policies.at(commit) instanceof PastPolicies.Past.Present present) {
      PolicyIndex index = present.index();
      index.entitlementsOn(question.repository()).stream()
          .map(Entitlement::expires)
          .flatMap(Optional::stream)
          .map(Expiry::end)
          .forEach(ends::add);
      index.workspace().exceptions().stream()
          .map(ProtectionException::expires)
          .map(Expiry::end)
          .forEach(ends::add);
    }
    ends.removeIf(end -> !end.isAfter(after) || end.isAfter(until));
    return ends;
  }

  private Answer answer(CommitInfo commit, Instant at) {
    PastPolicies.Past past = policies.at(commit);
    if (past instanceof PastPolicies.Past.Broken broken) {
      return new Answer.Unknown(broken.cause());
    }
    if (past instanceof PastPolicies.Past.Unreadable lost) {
      return new Answer.Unknown(lost.cause());
    }
    return past instanceof PastPolicies.Past.Present present
        ? new Answer.Given(
            present
                .index()
                .decide(
                    new Question(
                        question.subject(),
                        question.action(),
                        question.repository(),
                        question.tag(),
                        at)))
        : NONE;
  }

  private static boolean isOther(Answer one, Answer other) {
    return !one.word().equals(other.word());
  }

  private static boolean isMerge(CommitInfo commit) {
    return commit.parents().size() > 1;
  }

  private Turn turn(
      CommitInfo commit,
      Answer before,
      Answer after,
      boolean isMerge,
      Optional<CommitInfo> brokenMerge)
      throws SourceException {
    Optional<CommitInfo> made = Optional.empty();
    Optional<String> unknown = Optional.empty();
    if (isMerge && !(after instanceof Answer.Unknown)) {
      Brought brought = ancestry.mergedBy(commit.id());
      if (brought.isCut()) {
        unknown = Optional.of(FoundOrigins.SHALLOW.cause());
      } else {
        MergeSearch<String> search = search(commit.time());
        search.search(commit, brought, Set.of(after.word()));
        unknown =
            search.unknown().keySet().stream().map(Origin.Unknown::cause).sorted().findFirst();
        made = unknown.isPresent() ? made : search.made().keySet().stream().findFirst();
      }
    }
    if (made.isEmpty() && unknown.isEmpty() && !(after instanceof Answer.Unknown)) {
      unknown = brokenMerge.map(merge -> FoundOrigins.broken(merge).cause());
    }
    return new Turn(
        commit.time(), made.orElse(commit), made.map(one -> commit), false, unknown, before, after);
  }

  /** Among what a merge brought, asked at its time. */
  private MergeSearch<String> search(Instant at) {
    return new MergeSearch<>(
        new Predecessors(ancestry, policies),
        (older, younger, held) -> {
          Answer was = answer(older, at);
          if (was.word().equals(UNKNOWN)) {
            return new Comparison.Compared<>(Set.of(), held, cause(older, was));
          }
          boolean isSame = held.contains(was.word());
          return Comparison.Compared.of(isSame ? held : Set.of());
        });
  }

  private Origin.Unknown cause(CommitInfo commit, Answer unknown) {
    if (policies.at(commit) instanceof PastPolicies.Past.Broken) {
      return FoundOrigins.SHALLOW;
    }
    return policies.at(commit) instanceof PastPolicies.Past.Unreadable lost
        ? FoundOrigins.lost(commit, lost)
        : new Origin.Unknown("at commit " + commit.id() + ": " + unknown.reason());
  }
}

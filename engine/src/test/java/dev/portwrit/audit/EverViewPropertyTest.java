package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.Question;
import dev.portwrit.history.PastBranch;
import dev.portwrit.history.PastPolicies;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.source.CommitInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * Who ever could do something, against a naive walk: at each instant at which anything may change
 * the reference interpreter is asked about the commit that is in force then. {@code
 * portwrit.laws.rounds} says how many branches and times are made of each list of states.
 */
class EverViewPropertyTest {
  private static final int ROUNDS = Integer.getInteger("portwrit.laws.rounds", 1);
  private static final String SEED = "4715";
  private static final List<Instant> EARLY =
      List.of(
          Instant.parse("2026-06-13T00:00:00Z"),
          Instant.parse("2026-06-15T00:00:00Z"),
          Instant.parse("2026-06-15T12:00:00Z"));
  private static final List<Instant> LATE =
      List.of(
          Instant.parse("2026-06-16T00:00:00Z"),
          Instant.parse("2026-06-17T09:00:00Z"),
          Instant.parse("2026-06-18T00:00:00Z"));

  @Provide
  Arbitrary<List<Workspace>> states() {
    return Scenarios.states();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  @Property(tries = 60, seed = SEED, shrinking = ShrinkingMode.OFF)
  void rows_ofAnyBranchAndTime_areTheTimesOfANaiveWalk(
      @ForAll("states") List<Workspace> states, @ForAll("salts") int salt) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(salt + 31L * round);
      PastBranch branch = new PastBranch(states, random.nextInt());
      Instant from = pick(EARLY, random);
      Instant to = pick(LATE, random);
      Instant now = pick(random.nextInt(4) == 0 ? EARLY : LATE, random);
      List<Question> any = Revisions.sample(states.get(0), salt).questions();
      Question one = any.get(random.nextInt(any.size()));
      Optional<RepositoryName> name = Optional.of(one.repository());
      for (AuditScope scope :
          List.of(
              AuditScope.ALL,
              new AuditScope(Optional.empty(), name, Optional.empty()),
              new AuditScope(Optional.empty(), name, Optional.of(one.subject())))) {
        compare(branch, from, to, new Naive(branch, from, to, now, scope));
      }
    }
    Statistics.label("rows").coverage(found -> found.check("some").percentage(share -> share > 30));
  }

  private static void compare(PastBranch branch, Instant from, Instant to, Naive naive)
      throws IOException {
    ViewContext context =
        new ViewContext(branch.tip(), "", naive.now(), naive.scope(), Evidence.NONE);
    EverView view = EverView.of(context, branch.line(), branch, from, to);

    List<String> expected = naive.rows();
    assertThat(view.unknown()).isEmpty();
    assertThat(ReportCells.rows(view.report()))
        .as("%s to %s at %s", from, to, naive.now())
        .extracting(
            row ->
                String.join(
                    " ",
                    row.get("repository"),
                    row.get("action"),
                    row.get("subject"),
                    row.get("from"),
                    row.get("until"),
                    row.get("by"),
                    row.get("ended-by")))
        .containsExactlyElementsOf(expected);
    Statistics.label("rows").collect(expected.isEmpty() ? "none" : "some");
  }

  private static Instant pick(List<Instant> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }

  /** Each commit, at each instant at which anything may change. */
  private record Naive(PastBranch branch, Instant from, Instant to, Instant now, AuditScope scope) {
    List<String> rows() {
      List<Instant> instants = new ArrayList<>(instants());
      NavigableSet<RepositoryName> repositories = new TreeSet<>();
      NavigableSet<Subject> subjects = new TreeSet<>();
      for (Instant at : instants) {
        policy(at)
            .ifPresent(
                policy -> {
                  policy.repositories().stream()
                      .filter(RepositoryRule::declared)
                      .forEach(
                          rule -> repositories.add(new RepositoryName(rule.pattern().value())));
                  subjects.addAll(new ReferenceInterpreter(policy).everybody());
                });
      }
      if (scope.repository().isPresent()) {
        repositories.clear();
        repositories.add(scope.repository().get());
      }
      List<Subject> asked = scope.subject().map(List::of).orElse(List.copyOf(subjects));
      List<String> rows = new ArrayList<>();
      for (RepositoryName repository : repositories) {
        for (Action action : Action.values()) {
          asked.forEach(one -> rows(one, action, repository, instants, rows));
        }
      }
      return rows;
    }

    // A time without a break in which it could, if policies named it in some of it.
    private void rows(
        Subject who,
        Action action,
        RepositoryName repository,
        List<Instant> instants,
        List<String> rows) {
      int begin = -1;
      boolean isNamed = false;
      for (int i = 0; i <= instants.size(); i++) {
        boolean could = i < instants.size() && may(who, action, repository, instants.get(i));
        if (could) {
          begin = begin < 0 ? i : begin;
          isNamed |= isNamed(who, instants.get(i));
        } else if (begin >= 0) {
          if (isNamed) {
            boolean isOpen = i == instants.size();
            String until = isOpen ? "" : instants.get(i).toString();
            String ended = isOpen ? "" : cause(instants.get(i - 1), instants.get(i));
            rows.add(
                String.join(
                    " ",
                    repository.value(),
                    action.toString(),
                    who.toString(),
                    instants.get(begin).toString(),
                    until,
                    commit(instants.get(begin)).map(CommitInfo::id).orElse(""),
                    ended));
          }
          begin = -1;
          isNamed = false;
        }
      }
    }

    private String cause(Instant before, Instant at) {
      String commit = commit(at).map(CommitInfo::id).orElse("");
      boolean isSame = commit(before).map(CommitInfo::id).orElse("").equals(commit);
      return isSame ? "expired" : commit;
    }

    private NavigableSet<Instant> instants() {
      NavigableSet<Instant> all = new TreeSet<>(List.of(from));
      for (CommitInfo commit : branch.line().commits()) {
        all.add(commit.time());
        branch
            .workspace(commit)
            .ifPresent(
                policy ->
                    policy.repositories().stream()
                        .flatMap(rule -> rule.grants().stream())
                        .map(Grant::expires)
                        .flatMap(Optional::stream)
                        .forEach(expiry -> all.add(expiry.end())));
      }
      all.removeIf(at -> at.isBefore(from) || !at.isBefore(to) || at.isAfter(now));
      return all;
    }

    // The newest that compiles of those that were there: what is behind another was there before.
    private Optional<CommitInfo> commit(Instant at) {
      boolean isThere = false;
      for (CommitInfo commit : branch.line().commits()) {
        isThere |= !commit.time().isAfter(at);
        boolean isBroken = branch.at(commit) instanceof PastPolicies.Past.Broken;
        if (isThere && !isBroken) {
          return Optional.of(commit);
        }
      }
      return Optional.empty();
    }

    private Optional<Workspace> policy(Instant at) {
      return commit(at).flatMap(branch::workspace);
    }

    private boolean may(Subject who, Action action, RepositoryName repository, Instant at) {
      Question question = new Question(who, action, repository, Optional.empty(), at);
      return policy(at)
          .map(policy -> new ReferenceInterpreter(policy).decide(question).isAllowed())
          .orElse(false);
    }

    private boolean isNamed(Subject who, Instant at) {
      return scope.subject().isPresent()
          || policy(at)
              .map(policy -> new ReferenceInterpreter(policy).everybody().contains(who))
              .orElse(false);
    }
  }
}

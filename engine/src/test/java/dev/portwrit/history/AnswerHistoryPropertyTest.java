package dev.portwrit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.Question;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Which commit changed an answer, by the law of who made it. */
class AnswerHistoryPropertyTest {
  private static final Instant NOW = Instant.parse("2026-06-18T00:00:00Z");

  @Provide
  Arbitrary<List<Workspace>> states() {
    return Scenarios.states();
  }

  @Property(tries = 300)
  void turn_isOfACommitThatMadeTheAnswer(
      @ForAll("states") List<Workspace> states, @ForAll long seed) throws SourceException {
    PastBranch branch = new PastBranch(states, seed);
    Random random = new Random(seed);
    List<Question> questions =
        Revisions.between(
                states.get(random.nextInt(states.size())),
                states.get(random.nextInt(states.size())))
            .questions()
            .stream()
            .toList();
    for (int i = 0; i < 20; i++) {
      Question question = at(questions.get(random.nextInt(questions.size())), NOW);
      for (Turn turn : AnswerHistory.of(branch, branch.line(), branch, question).turns()) {
        check(branch, question, turn);
      }
    }
    Statistics.label("turn")
        .coverage(
            found -> {
              found.check("merged").percentage(share -> share > 1);
              found.check("of the line").percentage(share -> share > 1);
            });
  }

  private static void check(PastBranch branch, Question question, Turn turn) {
    CommitInfo since = turn.merge().orElse(turn.commit());
    if (turn.unknown().isPresent()) {
      assertThat(branch.brokenMerges()).anyMatch(id -> turn.unknown().get().contains(id));
      Statistics.label("turn").collect("behind a broken merge");
      return;
    }
    if (turn.expired()
        || turn.after().word().equals("unknown")
        || turn.after().word().equals("none")) {
      assertThat(turn.merge()).isEmpty();
      return;
    }
    boolean isAllowed = turn.after().word().equals("allow");
    Predicate<Workspace> isSame =
        state ->
            new ReferenceInterpreter(state).decide(at(question, since.time())).isAllowed()
                == isAllowed;
    Set<CommitInfo> makers = Makers.of(branch, since, isSame);
    Makers.assertNamed(makers, turn.merge().map(one -> turn.commit()), question + " " + turn);
    Statistics.label("turn").collect(turn.merge().isPresent() ? "merged" : "of the line");
  }

  private static Question at(Question question, Instant at) {
    return new Question(
        question.subject(), question.action(), question.repository(), question.tag(), at);
  }
}

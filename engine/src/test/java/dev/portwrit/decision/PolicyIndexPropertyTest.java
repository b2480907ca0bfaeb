package dev.portwrit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** One answer: the index, its explanation and its lists against the reference interpreter. */
class PolicyIndexPropertyTest {
  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property
  void decide_anything_isWhatTheInterpreterSays(@ForAll("scenarios") Scenario scenario) {
    PolicyIndex index = PolicyIndex.of(scenario.workspace());
    ReferenceInterpreter interpreter = new ReferenceInterpreter(scenario.workspace());

    for (Question question : scenario.questions()) {
      Decision expected = interpreter.decide(question);
      assertThat(index.decide(question)).as("%s", question).isEqualTo(expected);
      Statistics.label("decided by").collect(kind(expected));
    }
    // A generator that hits nothing would prove nothing.
    Statistics.label("decided by")
        .coverage(
            found -> {
              found.check("allowed by GRANT").percentage(share -> share > 3);
              found.check("allowed by PUBLIC").percentage(share -> share > 0.3);
              found.check("allowed by OWNER, warned").percentage(share -> share > 0.3);
              found.check("denied by PROTECTION").percentage(share -> share > 1);
            });
  }

  @Property(tries = 300)
  void whoCan_anything_isEverybodyForWhomTheAnswerIsYes(@ForAll("scenarios") Scenario scenario) {
    PolicyIndex index = PolicyIndex.of(scenario.workspace());
    ReferenceInterpreter interpreter = new ReferenceInterpreter(scenario.workspace());

    for (Question q : scenario.questions()) {
      assertThat(index.whoCan(q.action(), q.repository(), q.tag(), q.now()))
          .as("%s", q)
          .isEqualTo(interpreter.whoCan(q.action(), q.repository(), q.tag(), q.now()));
    }
  }

  @Property(tries = 300)
  void explain_anything_decidesAsDecideDoes(@ForAll("scenarios") Scenario scenario) {
    PolicyIndex index = PolicyIndex.of(scenario.workspace());

    for (Question question : scenario.questions()) {
      Explanation explanation = index.explain(question);

      assertThat(explanation.decision()).isEqualTo(index.decide(question));
      assertThat(explanation.steps())
          .as("%s: every heading says yes, or leaves it to the tag", question)
          .matches(
              steps ->
                  explanation.decision().isAllowed()
                      == steps.stream().noneMatch(step -> step.mark() == Step.Mark.NO));
      assertThat(explanation.whoCan().contains(question.subject()))
          .as("%s: who could do it now", question)
          .isEqualTo(
              explanation.decision().isAllowed()
                  && new ReferenceInterpreter(scenario.workspace())
                      .everybody()
                      .contains(question.subject()));
    }
  }

  private static String kind(Decision decision) {
    return decision instanceof Decision.Allowed allowed
        ? "allowed by " + allowed.rule().kind() + (allowed.warnings().isEmpty() ? "" : ", warned")
        : "denied by " + ((Decision.Denied) decision).rule().kind();
  }
}

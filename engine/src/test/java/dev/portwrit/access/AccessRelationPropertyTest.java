package dev.portwrit.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The relation against the reference interpreter: nothing is missing, nothing is too much. */
class AccessRelationPropertyTest {
  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property(tries = 300)
  void whatCan_anySubject_reachesExactlyWhatIsAllowed(@ForAll("scenarios") Scenario scenario) {
    AccessRelation relation = AccessRelation.of(PolicyIndex.of(scenario.workspace()));
    ReferenceInterpreter interpreter = new ReferenceInterpreter(scenario.workspace());

    for (Question question : scenario.questions()) {
      Optional<Access> first =
          relation.whatCan(question.subject(), question.now()).stream()
              .filter(access -> access.action() == question.action())
              .filter(access -> access.reaches(question.repository(), question.tag()))
              .findFirst();
      Decision expected = interpreter.decide(question);

      assertThat(first.isPresent()).as("%s", question).isEqualTo(expected.isAllowed());
      if (expected instanceof Decision.Allowed allowed) {
        assertThat(first.orElseThrow().rule()).isEqualTo(allowed.rule());
      }
    }
  }

  @Property(tries = 300)
  void forEach_anyWorkspace_isWhatEachSubjectCanDo(@ForAll("scenarios") Scenario scenario) {
    AccessRelation relation = AccessRelation.of(PolicyIndex.of(scenario.workspace()));
    Question any = scenario.questions().get(0);
    List<Access> all = new ArrayList<>();

    relation.forEach(any.now(), all::add);

    for (Subject subject : new ReferenceInterpreter(scenario.workspace()).everybody()) {
      // What everybody has is listed once, for `anonymous`.
      List<Access> ofSubject =
          relation.whatCan(subject, any.now()).stream()
              .filter(
                  access ->
                      subject.equals(new Subject.Anonymous())
                          || !access.via().contains(new Subject.Anonymous()))
              .toList();
      assertThat(all.stream().filter(access -> access.subject().equals(subject)))
          .as("%s", subject)
          .containsExactlyElementsOf(ofSubject);
    }
  }
}

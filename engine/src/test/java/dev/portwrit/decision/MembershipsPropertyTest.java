package dev.portwrit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The groups of a subject are those to which there is a path. */
class MembershipsPropertyTest {
  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property(tries = 100)
  void withGroups_areAllToWhichThereIsAPath(@ForAll("scenarios") Scenario scenario) {
    Memberships memberships = PolicyIndex.of(scenario.workspace()).memberships();
    Set<Subject> groups =
        Stream.concat(
                scenario.workspace().teams().stream().map(team -> (Subject) team.subject()),
                scenario.workspace().organizations().stream().map(one -> (Subject) one.subject()))
            .collect(Collectors.toSet());
    Set<Subject> all = new HashSet<>(groups);
    all.addAll(memberships.individuals());
    all.add(new Subject.User("nobody-knows"));
    for (Subject subject : all) {
      Set<Subject> expected = new HashSet<>(groups);
      expected.removeIf(group -> memberships.path(subject, group).isEmpty());
      expected.add(subject);

      List<Subject> found = memberships.withGroups(subject);

      assertThat(found).first().isEqualTo(subject);
      assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}

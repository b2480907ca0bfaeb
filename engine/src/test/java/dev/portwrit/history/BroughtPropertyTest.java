package dev.portwrit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.Brought;
import dev.portwrit.source.CommitInfo;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What merges bring, told from one list, against a walk from each merge. */
class BroughtPropertyTest {
  @Provide
  Arbitrary<List<Workspace>> states() {
    return Scenarios.states();
  }

  @Property(tries = 200)
  void mergesOf_eachCommit_areThoseThatAWalkFromEachMergeFinds(
      @ForAll("states") List<Workspace> states, @ForAll long seed) {
    PastBranch branch = new PastBranch(states, seed);
    for (CommitInfo merge : branch.line().commits()) {
      Brought brought = branch.mergedBy(merge.id());
      for (CommitInfo one : brought.commits()) {
        assertThat(brought.mergesOf(one))
            .isEqualTo(
                brought.commits().stream()
                    .filter(inner -> branch.mergedBy(inner.id()).commits().contains(one))
                    .toList());
        Statistics.label("within").collect(brought.mergesOf(one).isEmpty() ? "nothing" : "some");
      }
    }
    Statistics.label("within")
        .coverage(found -> found.check("some").percentage(share -> share > 1));
  }

  @Property(tries = 500)
  void brought_inAShallowClone_isTheSameWhereItIsCertain(
      @ForAll("states") List<Workspace> states, @ForAll long seed) {
    PastBranch branch = new PastBranch(states, seed);
    PastBranch shallow = branch.shallow(2 + (int) Math.floorMod(seed, 4L));
    for (CommitInfo merge : shallow.line().commits()) {
      Brought brought = shallow.mergedBy(merge.id());
      if (!shallow.ends().contains(merge.id()) && !brought.isCut()) {
        assertThat(brought.commits()).isEqualTo(branch.mergedBy(merge.id()).commits());
      }
      if (!shallow.ends().isEmpty() && merge.parents().size() > 1) {
        Statistics.label("shallow").collect(brought.isCut() ? "cut" : "certain");
      }
    }
    Statistics.label("shallow")
        .coverage(
            found -> {
              found.check("cut").percentage(share -> share > 5);
              found.check("certain").percentage(share -> share > 5);
            });
  }
}

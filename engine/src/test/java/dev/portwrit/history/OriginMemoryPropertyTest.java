package dev.portwrit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.cache.OriginsCache;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * What is found with the memory of earlier walks is what is found without: over branches with
 * merges and broken commits that grow, go back to earlier states and are pushed anew, asked at
 * several instants, of commits and of files that come after them, in whole clones and shallow ones.
 * {@code portwrit.laws.rounds} says how many branches are made of each list of states.
 */
class OriginMemoryPropertyTest {
  private static final int ROUNDS = Integer.getInteger("portwrit.laws.rounds", 1);
  private static final String SEED = "4718";
  private static final List<Instant> INSTANTS =
      List.of(
          Instant.parse("2026-06-15T00:00:00Z"),
          Instant.parse("2026-06-15T12:00:00Z"),
          Instant.parse("2026-06-18T00:00:00Z"),
          Instant.parse("2026-06-19T00:00:00Z"));

  @Provide
  Arbitrary<List<Workspace>> states() {
    return Scenarios.states();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  @Property(tries = 40, seed = SEED, shrinking = ShrinkingMode.OFF)
  void origins_withTheMemoryOfEarlierWalks_areThoseWithoutIt(
      @ForAll("states") List<Workspace> states, @ForAll("salts") int salt)
      throws IOException, SourceException {
    compare(states, salt, 4, 2);
    Statistics.label("policies asked for")
        .coverage(
            found -> {
              found.check("none").percentage(share -> share > 3);
              found.check("fewer").percentage(share -> share > 3);
              found.check("as many").percentage(share -> share > 3);
            });
  }

  @Provide
  Arbitrary<List<Workspace>> restated() {
    return RestatedGrants.workspaces().list().ofSize(6);
  }

  @Property(tries = 60, seed = SEED, shrinking = ShrinkingMode.OFF)
  void origins_ofGrantsThatAreSaidAgainMoreNarrowlyAndMoreWidely_areThoseWithoutTheMemory(
      @ForAll("restated") List<Workspace> states, @ForAll("salts") int salt)
      throws IOException, SourceException {
    compare(states, salt, 12, 1);
  }

  private static void compare(List<Workspace> states, int salt, int growths, int walks)
      throws IOException, SourceException {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(salt + 31L * round);
      Path folder = Files.createTempDirectory("portwrit-origins-");
      try {
        PastBranch branch = new PastBranch(states, random.nextInt());
        for (int growth = 0; growth < growths; growth++) {
          for (int walk = 0; walk < walks; walk++) {
            compare(branch, random, folder);
          }
          branch = branch.later();
        }
      } finally {
        delete(folder);
      }
    }
  }

  private static void compare(PastBranch whole, Random random, Path folder) throws SourceException {
    boolean isShallow = random.nextInt(4) == 0;
    PastBranch branch = isShallow ? whole.shallow(1 + random.nextInt(6)) : whole;
    BranchLine line = branch.line();
    Instant now = INSTANTS.get(random.nextInt(INSTANTS.size()));
    boolean isCommitted = random.nextInt(4) > 0;
    OriginsCache cache = new OriginsCache(folder.resolve("origins"), "build", 1 << 20);
    String standpoint = "ends at " + branch.ends();

    Counted without = new Counted(branch);
    Counted with = new Counted(branch);
    Map<String, Origin> expected =
        origins(branch, line, without, isCommitted, now, OriginMemory.NONE);
    Map<String, Origin> found =
        origins(
            branch, line, with, isCommitted, now, new OriginMemory(Optional.of(cache), standpoint));

    assertThat(found).isEqualTo(expected);
    Statistics.label("policies asked for")
        .collect(with.asked == without.asked ? "as many" : with.asked == 0 ? "none" : "fewer");
  }

  private static Map<String, Origin> origins(
      PastBranch branch,
      BranchLine line,
      PastPolicies policies,
      boolean isCommitted,
      Instant now,
      OriginMemory memory)
      throws SourceException {
    PolicyIndex index = branch.tip();
    AccessOrigins origins =
        AccessOrigins.of(
            branch, line, policies, commit -> Optional.empty(), index, isCommitted, now, memory);
    List<Access> edges = new ArrayList<>();
    AccessRelation.of(index).forEach(now, edges::add);
    Map<String, Origin> found = new TreeMap<>();
    edges.forEach(
        edge ->
            found.put(
                edge.subject() + " " + edge.action() + " " + edge.repositories() + " " + edge.via(),
                origins.of(edge)));
    return found;
  }

  /** Counts how often a policy is asked for. */
  private static final class Counted implements PastPolicies {
    private final PastPolicies policies;
    private int asked;

    Counted(PastPolicies policies) {
      this.policies = policies;
    }

    @Override
    public Past at(CommitInfo commit) {
      asked++;
      return policies.at(commit);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

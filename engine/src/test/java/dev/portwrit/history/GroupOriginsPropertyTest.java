package dev.portwrit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.cache.OriginsCache;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * The origin of what a team or organization has against a naive walk, which asks the reference
 * interpreter of the group itself, in policies that do not have it too.
 */
class GroupOriginsPropertyTest {
  private static final Instant NOW = Instant.parse("2026-06-18T00:00:00Z");

  @Provide
  Arbitrary<List<Workspace>> states() {
    return Scenarios.states();
  }

  @Property(tries = 40)
  void origin_ofEveryAccessOfAGroup_isWhereANaiveWalkEnds(
      @ForAll("states") List<Workspace> states, @ForAll long seed) throws SourceException {
    PastBranch branch = new PastBranch(states, seed);
    for (Subject group : groups(branch.tip().workspace())) {
      AccessOrigins origins = origins(group, branch, OriginMemory.NONE);
      for (Access edge : edges(group, branch.tip())) {
        if (!(origins.of(edge) instanceof Origin.Made made)) {
          AccessOriginsPropertyTest.assertBrokenMerge(branch, (Origin.Unknown) origins.of(edge));
          continue;
        }
        AccessOriginsPropertyTest.check(branch, edge, made);
        Statistics.label("origin").collect(kind(branch, edge, made));
      }
    }
    Statistics.label("origin")
        .coverage(
            found -> {
              found.check("merged").percentage(share -> share > 1);
              found.check("newest").percentage(share -> share > 1);
              found.check("older").percentage(share -> share > 1);
              found.check("of everybody").percentage(share -> share > 1);
            });
  }

  @Property(tries = 30)
  void origin_withTheMemoryOfWalksForOthers_isThatWithoutIt(
      @ForAll("states") List<Workspace> states, @ForAll long seed)
      throws IOException, SourceException {
    PastBranch branch = new PastBranch(states, seed);
    Path folder = Files.createTempDirectory("portwrit-origins-");
    try {
      OriginMemory memory =
          new OriginMemory(
              Optional.of(new OriginsCache(folder.resolve("origins"), "build", 1 << 20)), "here");
      AccessOrigins.of(
          branch, branch.line(), branch, one -> Optional.empty(), branch.tip(), true, NOW, memory);
      for (PastBranch one : List.of(branch, branch.later())) {
        for (Subject group : groups(one.tip().workspace())) {
          AccessOrigins with = origins(group, one, memory);
          AccessOrigins without = origins(group, one, OriginMemory.NONE);
          for (Access edge : edges(group, one.tip())) {
            assertThat(with.of(edge)).as("%s", edge).isEqualTo(without.of(edge));
          }
        }
      }
    } finally {
      delete(folder);
    }
  }

  private static String kind(PastBranch branch, Access edge, Origin.Made made) {
    if (edge.via().contains(new Subject.Anonymous())) {
      return "of everybody";
    }
    return made.merge().isPresent()
        ? "merged"
        : made.commit().equals(branch.line().commits().get(0)) ? "newest" : "older";
  }

  // What a group has with everybody is since everybody has it.
  private static List<Access> edges(Subject group, PolicyIndex tip) {
    Subject everybody = new Subject.Anonymous();
    return AccessRelation.of(tip).whatCan(group, NOW).stream()
        .map(
            edge ->
                edge.via().contains(everybody)
                    ? new Access(
                        everybody,
                        edge.action(),
                        edge.repositories(),
                        edge.restrictions(),
                        List.of(everybody),
                        edge.rule(),
                        edge.expires())
                    : edge)
        .toList();
  }

  private static List<Subject> groups(Workspace workspace) {
    List<Subject> groups = new ArrayList<>();
    workspace.teams().forEach(team -> groups.add(team.subject()));
    workspace.organizations().forEach(one -> groups.add(one.subject()));
    return groups;
  }

  private static AccessOrigins origins(Subject group, PastBranch branch, OriginMemory memory)
      throws SourceException {
    return AccessOrigins.ofGroup(
        group,
        branch,
        branch.line(),
        branch,
        (CommitInfo commit) -> Optional.empty(),
        branch.tip(),
        true,
        NOW,
        memory);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

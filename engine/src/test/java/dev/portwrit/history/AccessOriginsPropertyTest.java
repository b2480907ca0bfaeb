package dev.portwrit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Workspace;
import dev.portwrit.region.Found;
import dev.portwrit.region.Spot;
import dev.portwrit.region.SpotSearch;
import dev.portwrit.review.AccessReview;
import dev.portwrit.review.Change;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * The origin of every access against a naive walk: each state of the branch is asked by the
 * reference interpreter, just before the next one came.
 */
class AccessOriginsPropertyTest {
  private static final Instant NOW = Instant.parse("2026-06-18T00:00:00Z");

  @Provide
  Arbitrary<List<Workspace>> states() {
    return Scenarios.states();
  }

  @Property(tries = 80)
  void origin_ofEveryAccess_isWhereANaiveWalkEnds(
      @ForAll("states") List<Workspace> states, @ForAll long seed) throws SourceException {
    PastBranch branch = new PastBranch(states, seed);
    PolicyIndex tip = branch.tip();
    List<Access> edges = new ArrayList<>();
    AccessRelation.of(tip).forEach(NOW, edges::add);

    AccessOrigins origins = origins(branch, tip);

    for (Access edge : edges) {
      if (!(origins.of(edge) instanceof Origin.Made made)) {
        assertBrokenMerge(branch, (Origin.Unknown) origins.of(edge));
        Statistics.label("origin").collect("behind a broken merge");
        continue;
      }
      check(branch, edge, made);
      Statistics.label("origin")
          .collect(
              made.merge().isPresent()
                  ? isWithin(branch, made) ? "merged in a merge" : "merged"
                  : made.commit().equals(branch.line().commits().get(0)) ? "newest" : "older");
    }
    Statistics.label("origin")
        .coverage(
            found -> {
              found.check("merged").percentage(share -> share > 1);
              found.check("merged in a merge").count(count -> count > 0);
              found.check("newest").percentage(share -> share > 1);
              found.check("older").percentage(share -> share > 1);
            });
  }

  @Property(tries = 150)
  void origin_inAShallowClone_isThatOfTheWholeOneOrUnknown(
      @ForAll("states") List<Workspace> states, @ForAll long seed) throws SourceException {
    PastBranch branch = new PastBranch(states, seed).later();
    PastBranch shallow = branch.shallow(2 + (int) Math.floorMod(seed, 5L));
    PolicyIndex tip = branch.tip();
    AccessOrigins whole = origins(branch, tip);

    AccessOrigins found = origins(shallow, tip);

    AccessRelation.of(tip)
        .forEach(
            NOW,
            edge -> {
              if (found.of(edge) instanceof Origin.Made made) {
                assertThat(ids(made)).isEqualTo(ids((Origin.Made) whole.of(edge)));
              }
              Statistics.label("origin in a shallow clone").collect(kind(shallow, found.of(edge)));
            });
    Statistics.label("origin in a shallow clone")
        .coverage(
            seen -> {
              seen.check("unknown").percentage(share -> share > 1);
              seen.check("unknown before the end of the branch").percentage(share -> share > 1);
              seen.check("merged").count(count -> count > 0);
            });
  }

  private static String kind(PastBranch shallow, Origin origin) {
    if (origin instanceof Origin.Made made) {
      return shallow.ends().isEmpty() || made.merge().isEmpty() ? "another" : "merged";
    }
    return shallow.line().isCut() ? "unknown" : "unknown before the end of the branch";
  }

  private static List<String> ids(Origin.Made made) {
    return Stream.concat(Stream.of(made.commit()), made.merge().stream())
        .map(CommitInfo::id)
        .toList();
  }

  private static AccessOrigins origins(PastBranch branch, PolicyIndex tip) throws SourceException {
    return AccessOrigins.of(
        branch,
        branch.line(),
        branch,
        commit -> Optional.empty(),
        tip,
        true,
        NOW,
        OriginMemory.NONE);
  }

  private static boolean isWithin(PastBranch branch, Origin.Made made) {
    String merge = made.merge().orElseThrow().id();
    return !branch.mergedBy(merge).mergesOf(made.commit()).isEmpty();
  }

  static void assertBrokenMerge(PastBranch branch, Origin.Unknown unknown) {
    assertThat(branch.brokenMerges()).anyMatch(id -> unknown.cause().contains(id));
  }

  /** It held in every state since, and not in the one before. */
  static void check(PastBranch branch, Access edge, Origin.Made made) {
    CommitInfo since = made.merge().orElse(made.commit());
    Instant end = NOW;
    CommitInfo young = branch.line().commits().get(0);
    boolean isBefore = false;
    for (CommitInfo older : branch.line().commits()) {
      if (!older.equals(young)) {
        Instant next = young.time().minusNanos(1);
        end = next.isBefore(end) ? next : end;
      }
      Optional<Workspace> state = branch.workspace(older);
      if (isBefore && state.isPresent()) {
        assertThat(isDenied(edge, state.get(), branch.workspace(young).orElseThrow(), end))
            .as("%s at %s, before %s", edge, older.id(), made)
            .isTrue();
        break;
      }
      if (isBefore && older.parents().isEmpty()) {
        break;
      }
      if (state.isPresent()) {
        assertHolds(
            edge, branch.workspace(branch.line().commits().get(0)).orElseThrow(), state.get(), end);
        young = older;
      }
      isBefore |= older.equals(since);
    }
    checkMerged(branch, edge, made);
  }

  /** It is one of those of what the branch got that made it, or none did. */
  private static void checkMerged(PastBranch branch, Access edge, Origin.Made made) {
    CommitInfo merge = made.merge().orElse(made.commit());
    Optional<Workspace> merged = branch.workspace(merge);
    Set<CommitInfo> makers =
        merged.isEmpty()
            ? Set.of()
            : Makers.of(branch, merge, state -> !isDenied(edge, state, merged.get(), merge.time()));
    Makers.assertNamed(makers, made.merge().map(one -> made.commit()), edge + " by " + merge.id());
  }

  private static void assertHolds(Access edge, Workspace tip, Workspace state, Instant at) {
    ReferenceInterpreter interpreter = new ReferenceInterpreter(state);
    for (Spot spot : sample(tip, state)) {
      if (edge.reaches(spot.repository(), spot.tag())) {
        assertThat(isAllowed(interpreter, edge, spot, at)).as("%s of %s", spot, edge).isTrue();
      }
    }
  }

  /** Whether some place that the edge reaches is denied. */
  private static boolean isDenied(Access edge, Workspace older, Workspace younger, Instant at) {
    ReferenceInterpreter interpreter = new ReferenceInterpreter(older);
    List<Spot> spots = new ArrayList<>(sample(older, younger));
    GroupMember member = new GroupMember(edge.subject());
    PolicyIndex before = member.in(PolicyIndex.of(older));
    PolicyIndex after = member.in(PolicyIndex.of(younger));
    for (Change change : AccessReview.of(before, after, at).expands()) {
      spots.add(change.witness());
      Claim.of(edge).within(change.region()).stream()
          .map(SpotSearch::in)
          .filter(Found.There.class::isInstance)
          .forEach(found -> spots.add(((Found.There) found).spot()));
    }
    return spots.stream()
        .filter(spot -> edge.reaches(spot.repository(), spot.tag()))
        .anyMatch(spot -> !isAllowed(interpreter, edge, spot, at));
  }

  private static boolean isAllowed(
      ReferenceInterpreter interpreter, Access edge, Spot spot, Instant at) {
    return interpreter
        .decide(new Question(edge.subject(), edge.action(), spot.repository(), spot.tag(), at))
        .isAllowed();
  }

  private static Set<Spot> sample(Workspace one, Workspace other) {
    return Revisions.between(one, other).questions().stream()
        .map(question -> new Spot(question.repository(), question.tag()))
        .collect(
            Collectors.toCollection(
                () -> new TreeSet<>(java.util.Comparator.comparing(Spot::toString))));
  }
}

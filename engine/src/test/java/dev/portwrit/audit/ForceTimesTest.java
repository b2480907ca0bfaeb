package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.history.Origin;
import dev.portwrit.source.CommitInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForceTimesTest {
  private static final Instant FIRST = Instant.parse("2026-11-02T08:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-11-03T08:00:00Z");
  private static final String COMMIT = "a".repeat(40);
  private static final String OLDER = "b".repeat(40);
  private static final KnownCommits BRANCH = new KnownCommits(List.of(COMMIT, OLDER), Set.of());

  @Test
  void of_recordsOfARegistry_areOfNoOther() {
    ForceTimes times = times(Optional.empty(), gateway("hub", FIRST), apply("ecr", SECOND));

    assertThat(of(times, "hub", Asked.YES)).isEqualTo(FIRST.toString());
    assertThat(of(times, "ecr", Asked.YES)).isEqualTo(SECOND.toString());
    assertThat(of(times, "edge", Asked.YES)).isEqualTo("unknown");
    assertThat(of(times, "", Asked.YES)).isEqualTo("unknown");
  }

  @Test
  void of_whatTheRegistryIsNotAsked_isByNoApply() {
    ForceTimes both = times(Optional.empty(), apply("hub", FIRST), gateway("hub", SECOND));

    assertThat(of(both, "hub", Asked.YES)).isEqualTo(FIRST.toString());
    assertThat(of(both, "hub", Asked.NO)).isEqualTo(SECOND.toString());
    assertThat(of(times(Optional.empty(), apply("hub", FIRST)), "hub", Asked.NO))
        .isEqualTo("unknown");
  }

  @Test
  void of_whatTheRegistryIsPerhapsAsked_isOnlyWhereThatDoesNotMatter() {
    ForceTimes gatewayFirst = times(Optional.empty(), gateway("hub", FIRST), apply("hub", SECOND));
    ForceTimes applyFirst = times(Optional.empty(), apply("hub", FIRST), gateway("hub", SECOND));

    assertThat(of(gatewayFirst, "hub", Asked.UNKNOWN)).isEqualTo(FIRST.toString());
    assertThat(of(applyFirst, "hub", Asked.UNKNOWN)).isEqualTo("unknown");
    assertThat(of(times(Optional.empty(), apply("hub", FIRST)), "hub", Asked.UNKNOWN))
        .isEqualTo("unknown");
  }

  @Test
  void of_recordThatNamesNoRegistry_isOfTheOnlyOneOrOfNone() {
    ForceRecord unnamed =
        new ForceRecord(ForceRecord.GATEWAY, Optional.empty(), COMMIT, FIRST, true);

    assertThat(of(times(Optional.of("hub"), unnamed), "hub", Asked.YES))
        .isEqualTo(FIRST.toString());
    assertThat(of(times(Optional.empty(), unnamed), "hub", Asked.YES)).isEqualTo("unknown");
  }

  @Test
  void of_recordThatMayBeOfAnyRegistry_isUnknownUntilOneThatNamesItSaysMore() {
    ForceRecord unnamed =
        new ForceRecord(ForceRecord.GATEWAY, Optional.empty(), COMMIT, FIRST, true);

    assertThat(of(times(Optional.empty(), older(true, SECOND), unnamed), "hub", Asked.YES))
        .isEqualTo("unknown");
    assertThat(of(times(Optional.empty(), unnamed, gateway("hub", SECOND)), "hub", Asked.NO))
        .isEqualTo("unknown");
    ForceRecord ofNeither =
        new ForceRecord(ForceRecord.GATEWAY, Optional.of("hub"), OLDER, FIRST.plusSeconds(1), true);
    assertThat(
            of(
                times(Optional.empty(), unnamed, ofNeither, gateway("hub", SECOND)),
                "hub",
                Asked.NO))
        .isEqualTo(SECOND.toString());
  }

  @Test
  void of_whatAnEarlierCommitTookAwayInPart_isUnknown() {
    Instant between = FIRST.plusSeconds(60);

    assertThat(of(times(Optional.empty(), apply("hub", FIRST), older(false, SECOND)), "hub"))
        .isEqualTo("unknown");
    assertThat(
            of(
                times(
                    Optional.empty(),
                    apply("hub", FIRST),
                    older(false, between),
                    apply("hub", SECOND)),
                "hub"))
        .isEqualTo("unknown");
    assertThat(
            of(
                times(
                    Optional.empty(),
                    older(true, FIRST),
                    older(false, between),
                    apply("hub", SECOND)),
                "hub"))
        .as("nothing was there to take away")
        .isEqualTo(SECOND.toString());
    assertThat(of(times(Optional.empty(), apply("hub", FIRST), older(true, SECOND)), "hub"))
        .isEqualTo("not-yet");
  }

  @Test
  void of_whatCameInPart_isUnknownUntilAllOfItCame() {
    ForceRecord partly =
        new ForceRecord(ForceRecord.APPLY, Optional.of("hub"), COMMIT, FIRST, false);

    assertThat(of(times(Optional.empty(), partly), "hub")).isEqualTo("unknown");
    assertThat(of(times(Optional.empty(), partly, apply("hub", SECOND)), "hub"))
        .isEqualTo(SECOND.toString());
  }

  private static ForceRecord older(boolean isWhole, Instant at) {
    return new ForceRecord(ForceRecord.APPLY, Optional.of("hub"), OLDER, at, isWhole);
  }

  private static String of(ForceTimes times, String registry) {
    return of(times, registry, Asked.YES);
  }

  @Test
  void of_whoWentAway_isByTheOthersAlone() {
    ForceRecord end =
        new ForceRecord(ForceRecord.GATEWAY, Optional.of("hub"), ForceRecord.NOTHING, SECOND, true);

    assertThat(of(times(Optional.empty(), gateway("hub", FIRST), end), "hub", Asked.YES))
        .isEqualTo("unknown");
    assertThat(
            of(
                times(Optional.empty(), gateway("hub", FIRST), end, apply("hub", SECOND)),
                "hub",
                Asked.YES))
        .isEqualTo(SECOND.toString());
  }

  @Test
  void of_whoWentAwayAndCameBack_isSinceThen() {
    Instant between = FIRST.plusSeconds(60);
    ForceRecord end =
        new ForceRecord(
            ForceRecord.GATEWAY, Optional.of("hub"), ForceRecord.NOTHING, between, true);

    assertThat(
            of(
                times(Optional.empty(), gateway("hub", FIRST), end, gateway("hub", SECOND)),
                "hub",
                Asked.YES))
        .isEqualTo(SECOND.toString());
  }

  @Test
  void of_recordThatCameLater_isNotYet() {
    Instant now = FIRST.minusSeconds(1);
    ForceTimes times =
        new ForceTimes(List.of(gateway("hub", FIRST)), BRANCH, Optional.empty(), now);

    assertThat(of(times, "hub", Asked.YES)).isEqualTo("not-yet");
  }

  private static ForceTimes times(Optional<String> only, ForceRecord... records) {
    return new ForceTimes(List.of(records), BRANCH, only, SECOND);
  }

  private static String of(ForceTimes times, String registry, Asked asked) {
    CommitInfo.Person ada = new CommitInfo.Person("Ada", "ada@acme.example", FIRST);
    CommitInfo commit = new CommitInfo(COMMIT, List.of(), ada, ada, "Let bob in");
    return times.of(new Origin.Made(commit, Optional.empty(), Optional.empty()), registry, asked);
  }

  private static ForceRecord apply(String registry, Instant at) {
    return new ForceRecord(ForceRecord.APPLY, Optional.of(registry), COMMIT, at, true);
  }

  private static ForceRecord gateway(String registry, Instant at) {
    return new ForceRecord(ForceRecord.GATEWAY, Optional.of(registry), COMMIT, at, true);
  }
}

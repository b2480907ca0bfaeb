package dev.portwrit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Subject;
import dev.portwrit.source.PolicyFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a change makes last longer or shorter, and from when on that is seen. */
class LastingReviewTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");
  private static final String COMPANY =
      """
      organization: acme
      owners: [ada]
      members: [bob, eve]
      ---
      team: acme/pay
      members: [bob]
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      """;
  private static final String ALL_PULL =
      "---\nrepositories: acme/**\ngrants:\n  - {role: pull, to: [organization:acme]}\n";
  private static final String TO_EVE =
      COMPANY
          + "repositories: acme/pay/**\n"
          + "grants:\n  - {role: push, to: [user:eve], expires: 2026-12-31, reason: x}\n";
  private static final String TO_BOB = TO_EVE.replace("user:eve", "user:bob");
  private static final String EXCEPTION =
      COMPANY
          + "repositories: acme/pay/**\ngrants:\n  - {role: push, to: [user:eve]}\n"
          + "---\nexception: acme/mine\nprotection: acme/releases\nrepositories: [acme/pay/**]\n"
          + "tags: [v*]\nto: [user:eve]\nexpires: 2026-12-31\nreason: x\n";

  @Test
  void grantThatLastsLonger_expandsWhenItWouldHaveEnded() {
    Review review = review(TO_EVE, TO_EVE.replace("2026-12-31", "2099-12-31"));

    assertThat(said(review.expands()))
        .containsExactly(
            "[pull, push] of [user:eve] in acme/pay/** from 2027-01-01T00:00:00Z"
                + " by push to user:eve on acme/pay/** (15)",
            "[overwrite] of [user:eve] in acme/pay/** from 2027-01-01T00:00:00Z"
                + " by push to user:eve on acme/pay/** (15)");
    assertThat(review.restricts()).isEmpty();
    assertThat(review.isSame()).isFalse();
  }

  @Test
  void grantWhoseEndIsTakenOut_expandsWhenItWouldHaveEnded() {
    Review review = review(TO_EVE, TO_EVE.replace(", expires: 2026-12-31, reason: x", ""));

    assertThat(review.expands())
        .isNotEmpty()
        .allMatch(one -> one.from().equals(Optional.of(NEW_YEAR)));
    assertThat(review.restricts()).isEmpty();
  }

  @Test
  void grantThatEndsSooner_isRestrictedWhenItEnds() {
    Review review = review(TO_EVE.replace("2026-12-31", "2099-12-31"), TO_EVE);

    assertThat(review.expands()).isEmpty();
    assertThat(review.restricts())
        .isNotEmpty()
        .allMatch(one -> one.from().equals(Optional.of(NEW_YEAR)));
  }

  @Test
  void exceptionThatLastsLonger_expandsProtectedTagsWhenItWouldHaveEnded() {
    Review review = review(EXCEPTION, EXCEPTION.replace("2026-12-31", "2099-01-01"));

    assertThat(said(review.expands()))
        .containsExactly(
            "[overwrite] of [user:eve] in acme/pay/**:v* PROTECTED from 2027-01-01T00:00:00Z"
                + " by exception acme/mine (17)");
    assertThat(review.restricts()).isEmpty();
  }

  @Test
  void exceptionThatEndsSooner_isRestrictedWhenItEnds() {
    Review review = review(EXCEPTION.replace("2026-12-31", "2099-01-01"), EXCEPTION);

    assertThat(review.expands()).isEmpty();
    assertThat(said(review.restricts()))
        .containsExactly(
            "[overwrite] of [user:eve] in acme/pay/**:v* PROTECTED from 2027-01-01T00:00:00Z"
                + " by exception acme/mine (17)");
  }

  @Test
  void permanentGrantToATeamBesideATemporaryOne_expandsWhenThatEnds() {
    Review review = review(TO_BOB, TO_BOB + "  - {role: push, to: [team:pay]}\n");

    assertThat(said(review.expands()))
        .first()
        .isEqualTo(
            "[pull, push] of [user:bob] in acme/pay/** from 2027-01-01T00:00:00Z"
                + " by push to team:acme/pay on acme/pay/** (16)");
  }

  @Test
  void temporaryAccessThatMovesToAPermanentGrant_movesNow_andExpandsWhenItWouldHaveEnded() {
    Review review =
        review(
            TO_BOB, TO_BOB.replace("user:bob], expires: 2026-12-31, reason: x", "team:acme/pay]"));

    assertThat(review.moved()).isNotEmpty();
    assertThat(review.expands())
        .isNotEmpty()
        .allMatch(one -> one.from().equals(Optional.of(NEW_YEAR)));
  }

  @Test
  void widerGrant_expandsNow_andLaterOnlyWhatEnds() {
    String wide = COMPANY + "repositories: acme/**\ngrants:\n  - {role: pull, to: [user:bob]}\n";
    Review review = review(TO_BOB, TO_BOB + "---\n" + wide.substring(COMPANY.length()));

    assertThat(said(review.expands()))
        .containsExactly(
            "[pull] of [user:bob] in acme/** by pull to user:bob on acme/** (19)",
            "[pull] of [user:bob] in acme/pay/** from 2027-01-01T00:00:00Z"
                + " by pull to user:bob on acme/** (19)");
  }

  @Test
  void sameEndsInOtherWords_areNoChange() {
    assertThat(
            review(TO_EVE, TO_EVE.replace("expires: 2026-12-31", "expires: 2027-01-01T00:00:00Z"))
                .isSame())
        .isTrue();
    assertThat(review(EXCEPTION, EXCEPTION).isSame()).isTrue();
  }

  @Test
  void thousandsOfOthersWhoseGrantsEnd_besideARosterThatChanges_leaveItExact() {
    StringBuilder others = new StringBuilder(TO_EVE);
    for (int i = 0; i < 4000; i++) {
      others.append("---\nrepository: acme/n%04d\ngrants:\n".formatted(i));
      others.append(ending(i % 2 == 0 ? "user:bob" : "user:ada", i));
    }
    others.append("---\nrepositories: acme/**\ngrants:\n  - {role: push, to: [team:acme/pay]}\n");
    String after = others.toString().replace("members: [bob]", "members: [bob, eve]");

    Review review = review(others.toString(), after);

    assertThat(review.isComplete()).isTrue();
    assertThat(said(review.expands()))
        .containsExactlyInAnyOrder(
            "[pull, push] of [user:eve] in acme/** by user:eve in team:acme/pay (6)",
            "[overwrite] of [user:eve] in acme/** by user:eve in team:acme/pay (6)",
            "[pull, push] of [user:eve] in acme/pay/** from 2027-01-01T00:00:00Z"
                + " by user:eve in team:acme/pay (6)",
            "[overwrite] of [user:eve] in acme/pay/** from 2027-01-01T00:00:00Z"
                + " by user:eve in team:acme/pay (6)");
    assertThat(review.restricts()).isEmpty();
  }

  @Test
  void thousandsOfOthersWhoseExceptionsEnd_besideOneThatComes_leaveItExact() {
    StringBuilder others = new StringBuilder(TO_EVE);
    for (int i = 0; i < 2000; i++) {
      others.append(exception("n%04d".formatted(i), "user:bob", day(i)));
    }
    others.append(exception("mine", "user:eve", "2026-12-01"));
    others.append("---\nrepositories: acme/**\ngrants:\n");
    others.append("  - {role: push, to: [user:bob, user:eve]}\n");

    Review review = review(others.toString(), others + exception("more", "user:eve", "2026-12-11"));

    assertThat(review.isComplete()).isTrue();
    assertThat(review.restricts()).isEmpty();
    assertThat(review.expands())
        .isNotEmpty()
        .allMatch(
            one ->
                one.from().equals(Optional.of(Instant.parse("2026-12-02T00:00:00Z")))
                    && one.subjects().toString().equals("[user:eve]"));
  }

  @Test
  void whatCannotBeTold_isUnknownOnce_thoughItWouldBeginTwice() {
    String before =
        TO_EVE
            + "---\n"
            + COMPANY
                .substring(COMPANY.indexOf("protection:"), COMPANY.lastIndexOf("---"))
                .replace("releases", "others")
            + exception("one", "user:eve", "2026-12-01")
            + exception("other", "user:eve", "2026-12-11")
                .replace("protection: acme/releases", "protection: acme/others");
    String quoted = before.replace("tags: [v*]\nrule", "tags: ['/\\Qv1\\E/']\nrule");
    String plain = before.replace("tags: [v*]\nrule", "tags: [v1]\nrule");

    List<Undetermined> unknown =
        review(
                quoted.replace("tags: [v*]", "tags: ['*']"),
                plain.replace("tags: [v*]", "tags: ['*']"))
            .unknown();

    assertThat(unknown.stream().filter(one -> one.from().isPresent()))
        .isNotEmpty()
        .extracting(one -> one.region() + " " + one.actions() + " " + List.copyOf(one.subjects()))
        .doesNotHaveDuplicates();
  }

  @Test
  void moreThatBeginsToDifferThanIsLookedAt_isUnknownFromTheFirstThatIsNot() {
    StringBuilder people = new StringBuilder("organization: acme\nmembers:\n");
    StringBuilder grants = new StringBuilder();
    for (int i = 0; i < 10_001; i++) {
      if (i % 100 == 0) {
        grants.append("---\nrepository: acme/n").append(i).append("\ngrants:\n");
      }
      people.append("  - u").append(i).append('\n');
      grants.append(ending("user:u" + i, i));
    }
    PolicyIndex before = index(people.toString() + grants);
    PolicyIndex after = index(people.toString() + grants + ALL_PULL);

    Review review = AccessReview.fromNowOn(before, after, NOW);

    assertThat(review.openFrom()).contains(Instant.parse("2054-04-08T00:00:00Z"));
    assertThat(review.isComplete()).isFalse();
    assertThat(review.expands().stream().filter(one -> one.from().isPresent()).count())
        .isEqualTo(10_000);
    assertThat(AccessReview.fromNowOn(before, before, NOW).isSame()).isTrue();
    assertThat(SelfGrants.of(before, after, Set.of(new Subject.User("ada")), NOW))
        .singleElement()
        .matches(one -> one.code() == Code.AUTHOR_UNKNOWN);
    assertThat(SelfGrants.of(before, before, Set.of(new Subject.User("ada")), NOW)).isEmpty();
  }

  private static String ending(String to, int days) {
    return "  - {role: pull, to: [%s], expires: %s, reason: x}\n".formatted(to, day(days));
  }

  private static String exception(String name, String to, String end) {
    return """
        ---
        exception: acme/%s
        protection: acme/releases
        repositories: [acme/**]
        tags: [v*]
        to: [%s]
        expires: %s
        reason: x
        """
        .formatted(name, to, end);
  }

  private static String day(int i) {
    return NOW.plus(Duration.ofDays(i)).toString().substring(0, 10);
  }

  private static List<String> said(List<Change> changes) {
    return changes.stream()
        .map(
            one ->
                one.actions()
                    + " of "
                    + List.copyOf(one.subjects())
                    + " in "
                    + one.region().box().repositories().get(0)
                    + (one.region().box().isWhole() ? "" : ":" + one.region().box().tags().get(0))
                    + (one.protectedTags() ? " PROTECTED" : "")
                    + one.from().map(instant -> " from " + instant).orElse("")
                    + " by "
                    + one.cause().text()
                    + " ("
                    + one.cause().place().line()
                    + ")")
        .toList();
  }

  private static Review review(String before, String after) {
    return AccessReview.fromNowOn(index(before), index(after), NOW);
  }

  private static PolicyIndex index(String text) {
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("acme.yaml", text)));
    return PolicyIndex.of(compilation.workspace().orElseThrow());
  }
}

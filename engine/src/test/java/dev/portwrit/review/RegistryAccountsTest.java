package dev.portwrit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Subject;
import dev.portwrit.source.PolicyFile;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose account of a registry is another than before, and what its authors gain by that. */
class RegistryAccountsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String COMPANY =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy, dee]
      ---
      registry: hub
      type: docker-hub
      repositories: [acme/**]
      ---
      registry: ecr
      type: ecr
      account: "123456789012"
      region: eu-west-1
      repositories: [acme/**]
      ---
      team: acme/pay
      members: [cy]
      accounts: {ecr: arn:aws:iam::123456789012:role/pay}
      ---
      repositories: acme/pay/**
      grants:
        - {role: push, to: [team:pay]}
        - {role: pull, to: [user:bob, user:dee]}
      ---
      """;
  private static final String PEOPLE =
      """
      user: ada
      accounts: {hub: AdaHub}
      ---
      user: bob
      accounts: {hub: bobhub, ecr: arn:aws:iam::123456789012:user/bob, github: bob}
      ---
      user: dee
      accounts: {hub: deehub}
      """;

  @Test
  void accountThatChanges_isSaidOnce_withItsPlace_andMakesADifference() {
    Review review = review(PEOPLE, PEOPLE.replace("AdaHub", "bobhub"));

    assertThat(said(review)).containsExactly("hub user:ada adahub -> bobhub at 24");
    assertThat(review.isSame()).isFalse();
    assertThat(review.expands()).isEmpty();
  }

  @Test
  void accountThatGoesAndComes_isNone_orTheOwnNameWhereTheRegistryHasThat() {
    String without = PEOPLE.replace("accounts: {hub: bobhub, ecr:", "accounts: {ecr:");

    assertThat(said(review(PEOPLE, without))).containsExactly("hub user:bob bobhub -> bob at 27");
    assertThat(
            said(review(PEOPLE, PEOPLE.replace(", ecr: arn:aws:iam::123456789012:user/bob", ""))))
        .containsExactly("ecr user:bob arn:aws:iam::123456789012:user/bob -> none at 27");
    assertThat(said(review(PEOPLE, PEOPLE + "---\nuser: cy\naccounts: {ecr: cy}\n")))
        .containsExactly("ecr user:cy none -> cy at 33");
  }

  @Test
  void otherWordsForTheSame_andAccountsOfCodeHosts_areNone() {
    assertThat(said(review(PEOPLE, PEOPLE.replace("AdaHub", "adahub")))).isEmpty();
    assertThat(said(review(PEOPLE, PEOPLE + "---\nuser: cy\naccounts: {hub: cy}\n"))).isEmpty();
    assertThat(said(review(PEOPLE, PEOPLE.replace("github: bob", "github: bobby")))).isEmpty();
  }

  @Test
  void accountOfATeam_isOneToo() {
    assertThat(said(review(PEOPLE, PEOPLE, "role/pay", "user/bob")))
        .containsExactly(
            "ecr team:acme/pay arn:aws:iam::123456789012:role/pay"
                + " -> arn:aws:iam::123456789012:user/bob at 15");
  }

  @Test
  void authorWhoseAccountBecomesThatOfSomebodyWithMore_isNamed() {
    assertGains(
        PEOPLE.replace("AdaHub", "bobhub"),
        "`user:bob` gains what `user:ada` has in registry `hub` by their own change:"
            + " account `bobhub`");
    assertGains(
        PEOPLE.replace("hub: bobhub", "hub: adahub"),
        "`user:bob` gains what `user:ada` has in registry `hub` by their own change:"
            + " account `adahub`");
    assertThat(
            SelfGrants.of(
                index(COMPANY + PEOPLE),
                index(COMPANY.replace("role/pay", "user/bob") + PEOPLE),
                Set.of(new Subject.User("bob")),
                NOW))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("what `team:acme/pay` has"));
  }

  @Test
  void authorWhoGainsNothingByAnAccount_isNotNamed() {
    for (String after :
        List.of(
            PEOPLE.replace("bobhub", "bobby"),
            PEOPLE.replace("deehub", "bobhub"),
            PEOPLE.replace("AdaHub", "deehub"))) {
      assertThat(gains(after)).as(after).isEmpty();
    }
  }

  @Test
  void grantToWhoIsCalledByTheNameThatTheAuthorGivesUp_isNamed() {
    for (String account : List.of("hub: bob-x, ", "")) {
      assertThat(
              SelfGrants.of(
                  index(COMPANY + PEOPLE),
                  index(
                      COMPANY.replace("cy, dee]", "cy, dee, bobhub]")
                          + PEOPLE.replace("hub: bobhub, ", account)
                          + grant("user:bobhub", "acme/x/**", "push")),
                  Set.of(new Subject.User("bob")),
                  NOW))
          .as(account)
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.message())
                      .isEqualTo(
                          "`user:bob` gains pull, push, overwrite in `acme/x/**` by their own"
                              + " change: push to user:bobhub on acme/x/**; `user:bobhub` is their"
                              + " account `bobhub` in registry `hub`"));
    }
  }

  @Test
  void grantToWhoWasCalledAsTheAuthorAlready_isNamed_thoughTheAuthorGivesTheAccountUp() {
    String bot =
        "---\nservice: acme/bot\naccounts: {ecr: arn:aws:iam::123456789012:user/bob}\n"
            + "---\nteam: acme/web\naccounts: {ecr: arn:aws:iam::123456789012:user/bob}\n";
    assertThat(gains(PEOPLE + bot)).isEmpty();
    for (String account : List.of(", ecr: arn:aws:iam::123456789012:user/bob", "no such words")) {
      for (String holder : List.of("service:acme/bot", "team:acme/web")) {
        String given = PEOPLE.replace(account, "") + bot;
        assertThat(gains(PEOPLE + bot, given + grant(holder, "acme/x/**", "push")))
            .as("%s %s", account, holder)
            .singleElement()
            .satisfies(one -> assertThat(one.code()).isEqualTo(Code.SELF_GRANT))
            .satisfies(
                one ->
                    assertThat(one.message())
                        .startsWith("`user:bob` gains pull, push, overwrite in `acme/x/**` by")
                        .endsWith(
                            "; `%s` is their account `arn:aws:iam::123456789012:user/bob`"
                                    .formatted(holder)
                                + " in registry `ecr`"));
        assertThat(gains(PEOPLE + bot, given + grant(holder, "acme/pay/api", "pull"))).isEmpty();
      }
    }
  }

  private static String grant(String holder, String where, String role) {
    return "---\nrepositories: %s\ngrants: [{role: %s, to: [%s]}]\n".formatted(where, role, holder);
  }

  private static void assertGains(String after, String message) {
    assertThat(gains(after))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.code()).isEqualTo(Code.SELF_GRANT);
              assertThat(one.message()).isEqualTo(message);
            });
  }

  private static List<Diagnostic> gains(String after) {
    return gains(PEOPLE, after);
  }

  private static List<Diagnostic> gains(String before, String after) {
    return SelfGrants.of(
        index(COMPANY + before), index(COMPANY + after), Set.of(new Subject.User("bob")), NOW);
  }

  private static Review review(String before, String after) {
    return review(before, after, "", "");
  }

  private static Review review(String before, String after, String was, String is) {
    return AccessReview.fromNowOn(
        index(COMPANY + before), index(COMPANY.replace(was, is) + after), NOW);
  }

  private static List<String> said(Review review) {
    return review.accounts().stream()
        .map(
            one ->
                one.registry()
                    + " "
                    + one.subject()
                    + " "
                    + one.before().orElse("none")
                    + " -> "
                    + one.after().orElse("none")
                    + " at "
                    + one.place().line())
        .toList();
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

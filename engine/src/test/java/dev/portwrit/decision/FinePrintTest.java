package dev.portwrit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.WorkspaceSketch;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The fine print of what policies mean, a test a sentence. */
class FinePrintTest {
  private static final String TODAY = "2026-11-25";
  private static final String SIGNATURE = "sha256-" + "0a".repeat(32);

  private final WorkspaceSketch sketch =
      new WorkspaceSketch().organization("acme", Role.NONE, "user:ada", "user:bob", "user:cy");

  @Nested
  class Patterns {
    @Test
    void anySegments_coverTheNameBeforeThem() {
      sketch.grant("acme/pay/**", Role.PUSH, "user:bob");

      assertAllowed("user:bob push acme/pay");
      assertAllowed("user:bob push acme/pay/api/v2");
      assertDenied("user:bob push acme/payments");
    }

    @Test
    void star_isAnyCharactersOfOneSegment() {
      sketch.grant("acme/pay-*", Role.PUSH, "user:bob");

      assertAllowed("user:bob push acme/pay-api");
      assertDenied("user:bob push acme/pay-api/v2");
      assertDenied("user:bob push acme/pay");
    }

    @Test
    void star_isAlsoNoCharacter() {
      sketch.grant("acme/pay*", Role.PUSH, "user:bob");

      assertAllowed("user:bob push acme/pay");
    }

    @Test
    void tagExpression_mustMatchTheWholeTag() {
      sketch.immutable("acme/p", "acme/**", "/v[0-9]+/");

      assertDenied("user:ada overwrite acme/api:v12");
      assertAllowed("user:ada overwrite acme/api:v12-rc");
      assertAllowed("user:ada overwrite acme/api:rc-v12");
    }
  }

  @Nested
  class Names {
    @Test
    void names_areComparedExactly() {
      sketch.grant("acme/pay/**", Role.PUSH, "user:bob");

      assertDenied("user:Bob push acme/pay/api");
    }

    @Test
    void organization_ownsItsNameAndAllBelow() {
      assertAllowed("user:ada administer acme");
      assertAllowed("user:ada administer acme/a/b/c");
      assertDenied("user:ada administer acme-labs/a");
    }

    @Test
    void organization_withNamespaces_ownsThemInsteadOfItsName() {
      sketch.organization("beta", Role.PULL, List.of("tools", "b/x"), "user:dee", "user:eve");

      assertAllowed("user:dee administer tools/a");
      assertAllowed("user:eve pull b/x");
      assertDenied("user:dee administer beta/a");
      assertDenied("user:dee administer b/y");
    }
  }

  @Nested
  class Rosters {
    @Test
    void ownersAndMembers_areMembersOfTheOrganization() {
      sketch.grant("acme/pay/**", Role.PUSH, "organization:acme");

      assertAllowed("user:bob push acme/pay/api");
      assertAllowed("user:ada push acme/pay/api");
    }

    @Test
    void services_areNotOnTheRoster() {
      sketch
          .service("acme/ci")
          .organization("beta", Role.PULL, "user:dee")
          .service("beta/ci")
          .grant("acme/pay/**", Role.PUSH, "organization:acme");

      assertDenied("service:acme/ci push acme/pay/api");
      assertDenied("service:beta/ci pull beta/x");
    }

    @Test
    void membersOfANestedTeam_areMembers() {
      sketch
          .team("acme/pay", "team:acme/inner")
          .team("acme/inner", "team:acme/innermost")
          .team("acme/innermost", "user:cy")
          .grant("acme/pay/**", Role.PUSH, "team:acme/pay");

      assertAllowed("user:cy push acme/pay/api");
      assertDenied("user:bob push acme/pay/api");
    }

    @Test
    void membersOfTheOuterTeam_areNotInTheInner() {
      sketch
          .team("acme/pay", "team:acme/inner", "user:bob")
          .team("acme/inner", "user:cy")
          .grant("acme/pay/**", Role.PUSH, "team:acme/inner");

      assertDenied("user:bob push acme/pay/api");
    }

    @Test
    void teamsOfOtherOrganizations_mayBeNamed() {
      sketch
          .organization("beta", Role.NONE, "user:dee", "user:eve")
          .team("beta/guests", "user:eve")
          .team("acme/pay", "team:beta/guests")
          .grant("acme/pay/**", Role.PUSH, "team:acme/pay")
          .grant("acme/all/**", Role.PULL, "organization:acme");

      assertAllowed("user:eve push acme/pay/api");
      assertDenied("user:eve pull acme/all/x");
    }
  }

  @Nested
  class Defaults {
    @Test
    void defaultNone_givesMembersNothing() {
      assertDenied("user:bob pull acme/x");
    }

    @Test
    void defaultRole_isThatOfEveryMemberInEveryRepository() {
      sketch.organization("beta", Role.PUSH, "user:dee", "user:eve");

      assertAllowed("user:eve push beta/undeclared/x");
      assertDenied("user:eve delete beta/undeclared/x");
      assertDenied("user:eve pull acme/x");
    }

    @Test
    void questions_areDecidedByName() {
      sketch.grant("acme/**", Role.PULL, "user:bob");

      assertAllowed("user:bob pull acme/nobody/declared/this");
    }
  }

  @Nested
  class Public {
    @Test
    void publicRepository_letsEverybodyPull_knownOrNot() {
      sketch.publicRepository("acme/base");

      assertAllowed("anonymous pull acme/base");
      assertAllowed("user:stranger pull acme/base");
      assertAllowed("service:acme/unknown pull acme/base");
      assertAllowed("team:acme/unknown pull acme/base");
      assertAllowed("user:bob pull acme/base");
    }

    @Test
    void publicRepository_givesNothingButPull() {
      sketch.publicRepository("acme/base");

      assertDenied("user:bob push acme/base");
      assertDenied("anonymous pull acme/base/below");
    }

    @Test
    void anonymousInAGrant_meansTheSame() {
      sketch.grant("acme/base/*", Role.PULL, "anonymous");

      assertAllowed("anonymous pull acme/base/x");
      assertAllowed("user:stranger pull acme/base/x");
    }
  }

  @Nested
  class Roles {
    @Test
    void pull_holdsPull() {
      sketch.grant("acme/x", Role.PULL, "user:bob");

      assertHolds("pull");
    }

    @Test
    void push_holdsPullPushAndOverwrite() {
      sketch.grant("acme/x", Role.PUSH, "user:bob");

      assertHolds("pull", "push", "overwrite");
    }

    @Test
    void maintain_holdsDeleteToo() {
      sketch.grant("acme/x", Role.MAINTAIN, "user:bob");

      assertHolds("pull", "push", "overwrite", "delete");
    }

    @Test
    void admin_holdsEverything() {
      sketch.grant("acme/x", Role.ADMIN, "user:bob");

      assertHolds("pull", "push", "overwrite", "delete", "administer");
    }

    @Test
    void owners_haveAdminOnWhatTheirOrganizationOwns() {
      assertAllowed("user:ada administer acme/x");
      assertDenied("user:ada pull beta/x");
    }

    @Test
    void protections_refuseOwnersAndAdminsToo() {
      sketch.grant("acme/x", Role.ADMIN, "user:bob").immutable("acme/releases", "acme/**", "v*");

      assertDenied("user:ada overwrite acme/x:v1");
      assertDenied("user:bob delete acme/x:v1");
    }

    private void assertHolds(String... held) {
      for (String action : List.of("pull", "push", "overwrite", "delete", "administer")) {
        String question = "user:bob " + action + " acme/x";
        if (List.of(held).contains(action)) {
          assertAllowed(question);
        } else {
          assertDenied(question);
        }
      }
    }
  }

  @Nested
  class Protections {
    @Test
    void allThatMatch_mustLetItPass() {
      sketch
          .restricted("acme/mine", "acme/**", "v*", "user:ada")
          .restricted("acme/yours", "acme/**", "v*", "user:bob");

      assertDenied("user:ada push acme/x:v1");
      assertThat(decide("user:ada push acme/x:v1"))
          .isEqualTo(denied("protection acme/yours (restricted)", 3));
    }

    @Test
    void immutable_refusesOverwriteAndDelete_notPush() {
      sketch.immutable("acme/releases", "acme/**", "v*");

      assertAllowed("user:ada push acme/x:v1");
      assertDenied("user:ada overwrite acme/x:v1");
      assertDenied("user:ada delete acme/x:v1");
      assertAllowed("user:ada overwrite acme/x:latest");
    }

    @Test
    void restricted_refusesPushOverwriteAndDeleteToOthers() {
      sketch
          .grant("acme/x", Role.MAINTAIN, "user:bob", "user:cy")
          .restricted("acme/stable", "acme/**", "stable", "user:bob");

      for (String action : List.of("push", "overwrite", "delete")) {
        assertAllowed("user:bob " + action + " acme/x:stable");
        assertDenied("user:cy " + action + " acme/x:stable");
        assertDenied("user:ada " + action + " acme/x:stable");
      }
    }

    @Test
    void restricted_toATeamAServiceOrAnOrganization_letsThosePass() {
      sketch
          .service("acme/ci")
          .team("acme/release", "user:bob")
          .grant("acme/**", Role.PUSH, "user:bob", "user:cy", "service:acme/ci")
          .restricted("acme/a", "acme/a", "*", "team:acme/release")
          .restricted("acme/b", "acme/b", "*", "service:acme/ci")
          .restricted("acme/c", "acme/c", "*", "organization:acme");

      assertAllowed("user:bob push acme/a:v1");
      assertDenied("user:cy push acme/a:v1");
      assertAllowed("service:acme/ci push acme/b:v1");
      assertAllowed("user:cy push acme/c:v1");
      assertDenied("service:acme/ci push acme/c:v1");
    }

    @Test
    void restricted_givesNoRole() {
      sketch.restricted("acme/stable", "acme/**", "stable", "user:bob");

      assertThat(decide("user:bob push acme/x:stable"))
          .isEqualTo(new Decision.Denied(Rule.DEFAULT_DENY));
    }

    @Test
    void noRole_isTheRuleEvenWhereAProtectionRefusesToo() {
      sketch.immutable("acme/releases", "acme/**", "v*");

      assertThat(decide("user:bob overwrite acme/x:v1"))
          .isEqualTo(new Decision.Denied(Rule.DEFAULT_DENY));
    }

    @Test
    void warn_allowsWithAWarning() {
      sketch.protection("acme/soon", "acme/**", "v*", Protection.Rule.IMMUTABLE, Enforcement.WARN);

      Decision decision = decide("user:ada overwrite acme/x:v1");

      assertThat(decision).isInstanceOf(Decision.Allowed.class);
      assertThat(((Decision.Allowed) decision).warnings())
          .extracting(Rule::toString)
          .containsExactly("protection acme/soon (immutable) (policy.yaml:2)");
    }

    @Test
    void pullAndAdminister_areNoMatterOfProtections() {
      sketch.restricted("acme/all", "acme/**", "*", "user:bob");

      assertAllowed("user:ada pull acme/x:v1");
      assertAllowed("user:ada administer acme/x:v1");
    }

    @Test
    void withoutATag_theQuestionIsForTheRoleAlone() {
      sketch.restricted("acme/all", "acme/**", "*", "user:bob");

      assertAllowed("user:ada push acme/x");
      assertAllowed("user:ada overwrite acme/x");
      assertAllowed("user:ada delete acme/x");
    }

    @Test
    void overwriteOfATagWithoutProtection_isAnsweredLikePush() {
      sketch.grant("acme/x", Role.PUSH, "user:bob");

      assertThat(decide("user:bob overwrite acme/x:v1"))
          .isEqualTo(decide("user:bob push acme/x:v1"));
    }

    @Test
    void whatCoversARepository_isKnownWithoutATag() {
      sketch.immutable("acme/releases", "acme/pay/*", "v*");

      PolicyIndex index = PolicyIndex.of(sketch.workspace());

      assertThat(index.protectionsReaching(new RepositoryName("acme/pay/api"))).hasSize(1);
      assertThat(index.protectionsReaching(new RepositoryName("acme/web"))).isEmpty();
    }
  }

  @Nested
  class Exceptions {
    @Test
    void exception_liftsOnlyItsProtection() {
      sketch
          .immutable("acme/releases", "acme/**", "v*")
          .immutable("acme/all", "acme/**", "v1*")
          .exception("acme/e", "acme/releases", "acme/**", "v*", "2027-01-01", "user:ada");

      assertAllowed("user:ada overwrite acme/x:v2");
      assertThat(decide("user:ada overwrite acme/x:v1"))
          .isEqualTo(denied("protection acme/all (immutable)", 3));
    }

    @Test
    void exception_isForItsSubjectsTagsAndRepositories() {
      sketch
          .team("acme/release", "user:bob")
          .grant("acme/**", Role.PUSH, "user:bob", "user:cy")
          .immutable("acme/releases", "acme/**", "v*")
          .exception(
              "acme/e", "acme/releases", "acme/x", "v1.*", "2027-01-01", "team:acme/release");

      assertAllowed("user:bob overwrite acme/x:v1.2");
      assertDenied("user:cy overwrite acme/x:v1.2");
      assertDenied("user:bob overwrite acme/x:v2.0");
      assertDenied("user:bob overwrite acme/y:v1.2");
    }

    @Test
    void exception_givesNoRole() {
      sketch
          .immutable("acme/releases", "acme/**", "v*")
          .exception("acme/e", "acme/releases", "acme/**", "v*", "2027-01-01", "user:bob");

      assertDenied("user:bob overwrite acme/x:v1");
    }

    @Test
    void exception_liftsARestrictionToo() {
      sketch
          .restricted("acme/stable", "acme/**", "stable", "user:bob")
          .exception("acme/e", "acme/stable", "acme/x", "stable", "2027-01-01", "user:ada");

      assertAllowed("user:ada push acme/x:stable");
      assertDenied("user:ada push acme/y:stable");
    }

    @Test
    void exceptionsInForce_namesThoseThatReleaseTheSubject() {
      sketch
          .team("acme/release", "user:bob")
          .immutable("acme/releases", "acme/**", "v*")
          .exception("acme/old", "acme/releases", "acme/x", "v*", "2026-01-01", "user:bob")
          .exception("acme/e", "acme/releases", "acme/x", "v*", "2027-01-01", "team:acme/release");
      PolicyIndex index = PolicyIndex.of(sketch.workspace());
      Question question = WorkspaceSketch.question("user:bob overwrite acme/x:v1", TODAY);
      Protection protection = sketch.workspace().protections().get(0);

      assertThat(
              index.exceptionsInForce(
                  question.subject(),
                  question.repository(),
                  question.tag().orElseThrow(),
                  protection,
                  question.now()))
          .extracting(exception -> exception.fullName())
          .containsExactly("acme/e");
    }
  }

  @Nested
  class Admins {
    @Test
    void admins_givesNothing() {
      sketch.admins("user:bob");

      assertDenied("user:bob pull acme/x");
    }
  }

  @Nested
  class Time {
    @Test
    void date_isInForceToItsEnd() {
      sketch.grantUntil("2026-11-25", "acme/x", Role.PUSH, "user:bob");

      assertThat(decide("user:bob push acme/x", "2026-11-25T23:59:59.999999999Z").isAllowed())
          .isTrue();
      assertThat(decide("user:bob push acme/x", "2026-11-26T00:00:00Z").isAllowed()).isFalse();
    }

    @Test
    void instant_isInForceToJustBeforeIt() {
      sketch.grantUntil("2026-11-25T12:00:00Z", "acme/x", Role.PUSH, "user:bob");

      assertThat(decide("user:bob push acme/x", "2026-11-25T11:59:59.999999999Z").isAllowed())
          .isTrue();
      assertThat(decide("user:bob push acme/x", "2026-11-25T12:00:00Z").isAllowed()).isFalse();
    }

    @Test
    void expiredException_isAbsent() {
      sketch
          .immutable("acme/releases", "acme/**", "v*")
          .exception("acme/e", "acme/releases", "acme/**", "v*", "2026-11-25", "user:ada");

      assertThat(decide("user:ada overwrite acme/x:v1", "2026-11-25T23:00:00Z").isAllowed())
          .isTrue();
      assertThat(decide("user:ada overwrite acme/x:v1", "2026-11-26T00:00:00Z").isAllowed())
          .isFalse();
    }
  }

  @Nested
  class Subjects {
    @Test
    void team_hasWhatSomebodyHasWhoIsInThatAndInNothingElse() {
      sketch
          .team("acme/pay", "team:acme/inner")
          .team("acme/inner", "user:bob")
          .organization("beta", Role.PULL, "user:dee")
          .team("beta/all", "user:dee")
          .grant("acme/pay/**", Role.PUSH, "team:acme/pay")
          .grant("acme/pay/**", Role.ADMIN, "user:bob");

      assertAllowed("team:acme/inner push acme/pay/x");
      assertDenied("team:acme/inner administer acme/pay/x");
      assertDenied("team:beta/all pull beta/x");
    }

    @Test
    void organization_hasItsDefaultAndGrantsToIt_notOwnership() {
      sketch
          .organization("beta", Role.PULL, "user:dee")
          .grant("beta/x", Role.PUSH, "organization:beta");

      assertAllowed("organization:beta pull beta/y");
      assertAllowed("organization:beta push beta/x");
      assertDenied("organization:beta administer beta/x");
    }

    @Test
    void unknownName_hasWhatEverybodyHas() {
      sketch.grant("acme/**", Role.PUSH, "organization:acme").publicRepository("acme/base");

      for (String unknown :
          List.of("user:zed", "team:acme/zed", "service:acme/zed", "organization:zed")) {
        assertAllowed(unknown + " pull acme/base");
        assertDenied(unknown + " push acme/base");
      }
    }

    @Test
    void whoCan_namesThoseThatAreNamedAnywhere() {
      sketch
          .user("eve")
          .service("acme/ci")
          .admins("user:fay")
          .publicRepository("acme/base")
          .restricted("acme/r", "acme/**", "*", "user:gil");

      assertThat(whoCan("anonymous pull acme/base"))
          .containsExactly(
              "anonymous",
              "service:acme/ci",
              "user:ada",
              "user:bob",
              "user:cy",
              "user:eve",
              "user:fay",
              "user:gil");
    }

    @Test
    void whoCan_leavesOutWhomAProtectionRefuses() {
      sketch
          .grant("acme/**", Role.PUSH, "organization:acme")
          .restricted("acme/r", "acme/**", "v*", "user:bob")
          .exception("acme/e", "acme/r", "acme/x", "v1", "2027-01-01", "user:cy");

      assertThat(whoCan("anonymous push acme/x:v1")).containsExactly("user:bob", "user:cy");
      assertThat(whoCan("anonymous push acme/x:v2")).containsExactly("user:bob");
      assertThat(whoCan("anonymous push acme/x"))
          .containsExactly("user:ada", "user:bob", "user:cy");
    }
  }

  @Nested
  class SigningTags {
    @Test
    void signingTags_matchOnlyPatternsThatBeginSo() {
      sketch.immutable("acme/all", "acme/**", "*").immutable("acme/not", "acme/**", "/.*/");

      for (String suffix : List.of("", ".sig", ".att", ".sbom")) {
        assertAllowed("user:ada overwrite acme/x:" + SIGNATURE + suffix);
      }
      assertDenied("user:ada overwrite acme/x:" + SIGNATURE + ".json");
    }

    @Test
    void patternThatBeginsWithSha256_protectsSigningTags() {
      sketch
          .immutable("acme/glob", "acme/glob", "sha256-*")
          .immutable("acme/expression", "acme/expression", "/sha256-.*/")
          .immutable("acme/anchored", "acme/anchored", "/^sha256-.*$/");

      assertDenied("user:ada overwrite acme/glob:" + SIGNATURE + ".sig");
      assertDenied("user:ada overwrite acme/expression:" + SIGNATURE);
      assertDenied("user:ada overwrite acme/anchored:" + SIGNATURE + ".att");
    }
  }

  @Nested
  class FirstByPlace {
    @Test
    void firstGrantThatGives_isTheRule() {
      sketch
          .grant("acme/**", Role.PULL, "user:bob")
          .grant("acme/x", Role.MAINTAIN, "organization:acme")
          .grant("acme/x", Role.PUSH, "user:bob");

      assertThat(decide("user:bob push acme/x"))
          .isEqualTo(allowed("maintain to organization:acme on acme/x", 3));
      assertThat(decide("user:bob pull acme/x"))
          .isEqualTo(allowed("pull to user:bob on acme/**", 2));
    }

    @Test
    void ownersAndDefaults_areRulesLikeOthers() {
      sketch
          .publicRepository("beta/x")
          .organization("beta", Role.PULL, "user:dee", "user:eve")
          .grant("beta/x", Role.PULL, "user:dee");

      assertThat(decide("user:eve pull beta/x")).isEqualTo(allowed("public beta/x", 2));
      assertThat(decide("user:eve pull beta/y")).isEqualTo(allowed("default pull of beta", 3));
      assertThat(decide("user:dee push beta/x")).isEqualTo(allowed("owner of beta", 3));
    }

    @Test
    void expiredGrant_leavesTheNextAsTheRule() {
      sketch
          .grantUntil("2026-01-01", "acme/x", Role.PUSH, "user:bob")
          .grant("acme/x", Role.PUSH, "user:bob");

      assertThat(decide("user:bob push acme/x"))
          .isEqualTo(allowed("push to user:bob on acme/x", 3));
    }
  }

  private List<String> whoCan(String text) {
    Question question = WorkspaceSketch.question(text, TODAY);
    return PolicyIndex.of(sketch.workspace())
        .whoCan(question.action(), question.repository(), question.tag(), question.now())
        .stream()
        .map(Subject::toString)
        .toList();
  }

  private void assertAllowed(String question) {
    assertThat(decide(question).isAllowed()).as(question).isTrue();
  }

  private void assertDenied(String question) {
    assertThat(decide(question).isAllowed()).as(question).isFalse();
  }

  private static Decision allowed(String rule, int line) {
    return new Decision.Allowed(rule(rule, line), List.of());
  }

  private static Decision denied(String rule, int line) {
    return new Decision.Denied(rule(rule, line));
  }

  private static Rule rule(String text, int line) {
    Rule.Kind kind =
        switch (text.substring(0, text.indexOf(' '))) {
          case "owner" -> Rule.Kind.OWNER;
          case "default" -> Rule.Kind.DEFAULT;
          case "public" -> Rule.Kind.PUBLIC;
          case "protection" -> Rule.Kind.PROTECTION;
          default -> Rule.Kind.GRANT;
        };
    return new Rule(kind, text, Optional.of(new Place("policy.yaml", line, 1)));
  }

  private Decision decide(String question) {
    return decide(question, TODAY);
  }

  // What the papers say is asked of both readings of them.
  private Decision decide(String text, String now) {
    Question question = WorkspaceSketch.question(text, now);
    Decision decision = PolicyIndex.of(sketch.workspace()).decide(question);
    assertThat(new ReferenceInterpreter(sketch.workspace()).decide(question))
        .as(text)
        .isEqualTo(decision);
    return decision;
  }
}

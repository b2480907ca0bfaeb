package dev.portwrit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.model.WorkspaceSketch;
import dev.portwrit.policy.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What would have to change: enough as it is written, and the smallest first. */
class ChangeFinderTest {
  private final WorkspaceSketch sketch =
      new WorkspaceSketch()
          .organization("acme", Role.NONE, "user:ada", "user:bob", "user:dee")
          .organization("beta", Role.NONE, "user:eve")
          .team("acme/admins", "user:ada")
          .team("acme/pay", "user:bob")
          .grant("acme/**", Role.ADMIN, "team:acme/admins")
          .grant("acme/pay/**", Role.PUSH, "team:acme/pay");

  @Test
  void personOnNoRoster_comesOntoTheRosterFirst() {
    assertThat(allowedIf("user:zoe push acme/pay/api"))
        .containsExactly(
            "`user:zoe` were on the roster of `organization:acme` and a grant gave `push` to"
                + " `user:zoe` on `acme/pay/api`",
            "`user:zoe` were on the roster of `organization:acme` and `user:zoe` were a member of"
                + " `team:acme/pay`",
            "`user:zoe` were on the roster of `organization:acme` and `user:zoe` were a member of"
                + " `team:acme/admins`");
  }

  @Test
  void personOfAnotherOrganization_needsTheRosterForATeamAlone() {
    assertThat(allowedIf("user:eve push acme/pay/api"))
        .contains(
            "a grant gave `push` to `user:eve` on `acme/pay/api`",
            "`user:eve` were on the roster of `organization:acme` and `user:eve` were a member of"
                + " `team:acme/pay`");
  }

  @Test
  void personWhomTheRosterAloneWouldAllow_isNotGivenMore() {
    sketch.organization("open", Role.PULL, "user:fay");

    assertThat(allowedIf("user:zoe pull open/x"))
        .containsExactly("`user:zoe` were on the roster of `organization:open`");
  }

  @Test
  void nameThatDiffersOnlyInCase_comesOntoNoRoster() {
    assertThat(allowedIf("user:Bob push acme/pay/api")).isEmpty();
  }

  @Test
  void serviceOrTeamThatNothingDefines_isDefinedFirst() {
    assertThat(allowedIf("service:acme/ci push acme/web"))
        .containsExactly(
            "`service:acme/ci` were defined and a grant gave `push` to `service:acme/ci` on"
                + " `acme/web`",
            "`service:acme/ci` were defined and `service:acme/ci` were a member of"
                + " `team:acme/admins`");
    assertThat(allowedIf("team:acme/new push acme/web"))
        .contains(
            "`team:acme/new` were defined and a grant gave `push` to `team:acme/new` on"
                + " `acme/web`");
    assertThat(allowedIf("service:nobody/ci push acme/web")).isEmpty();
    assertThat(allowedIf("organization:nobody push acme/web")).isEmpty();
  }

  @Test
  void repositoryThatNoOrganizationOwns_canBeGivenToNobody() {
    assertThat(allowedIf("user:dee push other/x")).isEmpty();
  }

  @Test
  void grantThatEverybodyHasToo_isNotRaised() {
    sketch.grant("acme/open", Role.PULL, "user:dee", "anonymous");

    assertThat(allowedIf("user:dee push acme/open"))
        .isNotEmpty()
        .noneMatch(choice -> choice.startsWith("the grant"));
  }

  @Test
  void teamOfAdmins_comesAfterTheGrantOnOneRepository() {
    assertThat(allowedIf("user:dee pull acme/pay/api"))
        .containsExactly(
            "a grant gave `pull` to `user:dee` on `acme/pay/api`",
            "`user:dee` were a member of `team:acme/pay`",
            "`user:dee` were a member of `team:acme/admins`");
  }

  @Test
  void teamThatHasMoreElsewhere_comesAfterOneThatHasNot() {
    sketch
        .team("acme/web", "user:bob")
        .grant("acme/pay/**", Role.PULL, "team:acme/web")
        .grant("acme/web", Role.ADMIN, "team:acme/web");

    assertThat(allowedIf("user:dee pull acme/pay/api"))
        .containsSubsequence(
            "`user:dee` were a member of `team:acme/pay`",
            "`user:dee` were a member of `team:acme/web`");
  }

  @Test
  void wideGrantOfATeam_isRaisedAfterANarrowGrantIsGiven_andAfterANarrowerIsRaised() {
    sketch
        .team("acme/all", "user:bob", "user:dee")
        .grant("acme/**", Role.PULL, "team:acme/all")
        .grant("acme/*", Role.PULL, "team:acme/all")
        .grant("acme/*", Role.PULL, "user:dee")
        .grant("acme/web", Role.PULL, "user:dee");

    assertThat(allowedIf("user:dee push acme/web"))
        .containsSubsequence(
            "the grant `pull to user:dee on acme/web (policy.yaml:11)` gave `push`",
            "a grant gave `push` to `user:dee` on `acme/web`",
            "the grant `pull to user:dee on acme/* (policy.yaml:10)` gave `push`",
            "the grant `pull to team:acme/all on acme/* (policy.yaml:9)` gave `push`",
            "the grant `pull to team:acme/all on acme/** (policy.yaml:8)` gave `push`",
            "`user:dee` were a member of `team:acme/admins`");
  }

  @Test
  void exceptions_areProlongedOrNameOneMore_orTheirTeamIsJoined() {
    sketch
        .team("acme/fixers", "user:ada")
        .immutable("acme/releases", "acme/**", "v*")
        .exception("acme/was", "acme/releases", "acme/pay/*", "v1", "2026-01-01", "user:bob")
        .exception("acme/is", "acme/releases", "acme/**", "v*", "2027-01-01", "team:acme/fixers")
        .exception("acme/else", "acme/releases", "acme/**", "v2", "2027-01-01", "user:dee")
        .exception("acme/of", "acme/releases", "acme/**", "v1", "2026-01-01", "user:dee");

    assertThat(allowedIf("user:bob overwrite acme/pay/api:v1"))
        .containsExactly(
            "an exception released `user:bob` from protection `acme/releases` for"
                + " `acme/pay/api:v1`",
            "the exception `acme/was (policy.yaml:9)` had not expired",
            "`user:bob` were a member of `team:acme/fixers`",
            "the exception `acme/is (policy.yaml:10)` named `user:bob`");
  }

  @Test
  void exception_forAPersonOnNoRoster_isNotEnoughAlone() {
    sketch.grant("acme/**", Role.PUSH, "anonymous").immutable("acme/releases", "acme/**", "v*");

    assertThat(allowedIf("user:zoe overwrite acme/web:v1"))
        .containsExactly(
            "`user:zoe` were on the roster of `organization:acme` and an exception released"
                + " `user:zoe` from protection `acme/releases` for `acme/web:v1`");
  }

  private List<String> allowedIf(String question) {
    return PolicyIndex.of(sketch.workspace())
        .explain(WorkspaceSketch.question(question, "2026-11-25"))
        .allowedIf()
        .stream()
        .flatMap(list -> list.stream().map(Choice::toString))
        .toList();
  }
}

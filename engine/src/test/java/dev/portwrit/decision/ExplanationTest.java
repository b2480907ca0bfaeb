package dev.portwrit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.model.WorkspaceSketch;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private final WorkspaceSketch sketch =
      new WorkspaceSketch()
          .organization("acme", Role.PULL, "user:ada", "user:bob", "user:dee")
          .team("acme/contractors", "user:dee")
          .team("acme/pay", "user:bob", "team:acme/contractors")
          .grant("acme/pay/**", Role.PUSH, "team:acme/pay");

  @Test
  void explain_memberOfANestedTeam_showsTheChain() {
    assertThat(lines("user:dee push acme/pay/api"))
        .containsExactly(
            "user:dee push acme/pay/api",
            "allowed: push to team:acme/pay on acme/pay/** (policy.yaml:4)",
            "  ✓ `user:dee` has a role that holds `push`",
            "    ✗ `owner of acme, user:ada`: somebody else (policy.yaml:1)",
            "    ✗ `default pull of acme`: `pull` does not hold `push` (policy.yaml:1)",
            "    ✓ `push to team:acme/pay on acme/pay/**`: applies to `user:dee in"
                + " team:acme/contractors in team:acme/pay` (policy.yaml:4)",
            "who can do it now",
            "  user:ada",
            "  user:bob",
            "  user:dee");
  }

  @Test
  void explain_outsider_saysWhatWouldHelp() {
    sketch
        .organization("beta", Role.NONE, "user:eve")
        .grantUntil("2026-11-01", "acme/pay/api", Role.MAINTAIN, "user:eve")
        .grant("acme/pay/*", Role.PULL, "user:eve");

    assertThat(lines("user:eve push acme/pay/api"))
        .containsExactly(
            "user:eve push acme/pay/api",
            "denied: no grant gives it",
            "  ✗ `user:eve` has no role that holds `push`",
            "    ✗ `owner of acme, user:ada`: somebody else (policy.yaml:1)",
            "    ✗ `default pull of acme`: `user:eve` is not in `organization:acme`"
                + " (policy.yaml:1)",
            "    ✗ `push to team:acme/pay on acme/pay/**`: `user:eve` is not in `team:acme/pay`"
                + " (policy.yaml:4)",
            "    ✗ `maintain to user:eve on acme/pay/api`: expired, its end was 2026-11-01"
                + " (policy.yaml:6)",
            "    ✗ `pull to user:eve on acme/pay/*`: `pull` does not hold `push` (policy.yaml:7)",
            "would be allowed if",
            "  a grant gave `push` to `user:eve` on `acme/pay/api`",
            "  or the grant `pull to user:eve on acme/pay/* (policy.yaml:7)` gave `push`",
            "  or `user:eve` were on the roster of `organization:acme` and `user:eve` were a member"
                + " of `team:acme/pay`",
            "  or the grant `maintain to user:eve on acme/pay/api (policy.yaml:6)` had not expired",
            "who can do it now",
            "  user:ada",
            "  user:bob",
            "  user:dee");
  }

  @Test
  void explain_protectedTag_saysWhichExceptionsDoNotHelp() {
    sketch
        .immutable("acme/releases", "acme/**", "v*")
        .exception("acme/old", "acme/releases", "acme/**", "v*", "2026-01-01", "user:bob")
        .exception("acme/dee", "acme/releases", "acme/**", "v1", "2027-01-01", "user:dee")
        .exception("acme/v2", "acme/releases", "acme/**", "v2", "2027-01-01", "user:bob")
        .protection(
            "acme/warn", "acme/**", "*", Protection.Rule.RESTRICTED, Enforcement.WARN, "user:ada")
        .restricted("acme/team", "acme/pay/*", "*", "team:acme/pay")
        .immutable("acme/other", "acme/**", "x*");

    assertThat(lines("user:bob overwrite acme/pay/api:v1"))
        .containsExactly(
            "user:bob overwrite acme/pay/api:v1",
            "denied: protection acme/releases (immutable) (policy.yaml:5)",
            "  ✓ `user:bob` has a role that holds `overwrite`",
            "    ✗ `owner of acme, user:ada`: somebody else (policy.yaml:1)",
            "    ✗ `default pull of acme`: `pull` does not hold `overwrite` (policy.yaml:1)",
            "    ✓ `push to team:acme/pay on acme/pay/**`: applies to `user:bob in team:acme/pay`"
                + " (policy.yaml:4)",
            "  ✗ a protection refuses it",
            "    ✗ `protection acme/releases (immutable)`: once `v1` is there, nobody moves or"
                + " deletes it (policy.yaml:5)",
            "      ✗ exception `acme/old`: expired, its end was 2026-01-01 (policy.yaml:6)",
            "      ✗ exception `acme/dee`: is for `user:dee`, not `user:bob` (policy.yaml:7)",
            "      ✗ exception `acme/v2`: does not reach `acme/pay/api:v1` (policy.yaml:8)",
            "    ✓ `protection acme/warn (restricted)`: only `user:ada` may do that to `v1`; it"
                + " only warns (policy.yaml:9)",
            "    ✓ `protection acme/team (restricted)`: names `user:bob in team:acme/pay`"
                + " (policy.yaml:10)",
            "    ✓ `protection acme/other (immutable)`: is for the tags `x*`, not `v1`"
                + " (policy.yaml:11)",
            "would be allowed if",
            "  an exception released `user:bob` from protection `acme/releases` for"
                + " `acme/pay/api:v1`",
            "  or the exception `acme/dee (policy.yaml:7)` named `user:bob`",
            "  or the exception `acme/old (policy.yaml:6)` had not expired",
            "who can do it now",
            "  user:dee");
  }

  @Test
  void explain_roleAndProtectionMissing_asksForBoth() {
    sketch.restricted("acme/stable", "acme/**", "stable", "team:acme/pay");

    assertThat(lines("anonymous push acme/x:stable"))
        .as("nobody can be given what only a person or service may have")
        .noneMatch(line -> line.startsWith("would be allowed"));
    assertThat(lines("user:zed push acme/web:stable"))
        .containsSubsequence(
            "would be allowed if",
            "  `user:zed` were on the roster of `organization:acme` and a grant gave `push` to"
                + " `user:zed` on `acme/web`",
            "and",
            "  `user:zed` were on the roster of `organization:acme` and an exception released"
                + " `user:zed` from protection `acme/stable` for `acme/web:stable`",
            "  or `user:zed` were on the roster of `organization:acme` and `user:zed` were a member"
                + " of `team:acme/pay`",
            "nobody can do it now");
  }

  @Test
  void explain_withoutATag_leavesProtectionsOpen() {
    sketch.immutable("acme/releases", "acme/**", "v*");

    assertThat(lines("user:bob overwrite acme/pay/api"))
        .contains(
            "  ? a protection may refuse it, depending on the tag",
            "    ? `protection acme/releases (immutable)`: refuses some for the tags `v*`"
                + " (policy.yaml:5)");
    assertThat(lines("user:bob pull acme/pay/api")).noneMatch(line -> line.contains("releases"));
  }

  @Test
  void explain_nameThatNothingReaches_saysSo() {
    assertThat(lines("user:bob pull stranger/x"))
        .containsExactly(
            "user:bob pull stranger/x",
            "denied: no grant gives it",
            "  ✗ no policy reaches `stranger/x`",
            "nobody can do it now");
  }

  @Test
  void explain_exceptionInForce_givesItsReason() {
    sketch
        .immutable("acme/releases", "acme/**", "v*")
        .exception("acme/e", "acme/releases", "acme/**", "v*", "2027-01-01", "user:bob");

    assertThat(lines("user:bob overwrite acme/pay/api:v1"))
        .contains(
            "  ✓ every protection lets it pass",
            "      ✓ exception `acme/e`: releases `user:bob` until 2027-01-01: because"
                + " (policy.yaml:6)");
  }

  @Test
  void lines_manySubjects_countsTheRest() {
    sketch.organization(
        "beta",
        Role.PULL,
        "user:u00",
        IntStream.range(1, 25).mapToObj(n -> "user:u%02d".formatted(n)).toArray(String[]::new));

    assertThat(lines("user:u01 pull beta/x")).endsWith("  user:u19", "  and 5 more");
  }

  private List<String> lines(String question) {
    return ExplanationText.lines(
        PolicyIndex.of(sketch.workspace())
            .explain(WorkspaceSketch.question(question, "2026-11-25")));
  }
}

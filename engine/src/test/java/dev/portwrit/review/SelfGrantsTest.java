package dev.portwrit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.policy.Subject;
import dev.portwrit.source.PolicyFile;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What bob gains by changes of his, in each way there is. */
class SelfGrantsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Subject.User BOB = new Subject.User("bob");
  private static final String COMPANY =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      team: acme/pay
      members: [bob]
      ---
      team: acme/web
      members: [cy]
      ---
      repositories: acme/pay/**
      grants:
        - {role: push, to: [team:pay]}
        - {role: pull, to: [user:bob], expires: 2026-12-01, reason: x}
      ---
      repositories: acme/web/**
      grants: [{role: push, to: [team:web]}]
      ---
      repositories: acme/ops/**
      grants:
        - {role: pull, to: [user:bob], expires: 2026-12-01, reason: x}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      """;

  private static PolicyIndex index(String text) {
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("acme.yaml", text)));
    return PolicyIndex.of(
        compilation
            .workspace()
            .orElseThrow(() -> new AssertionError(compilation.problems().toString())));
  }

  private static List<String> after(String text) {
    return SelfGrants.of(index(COMPANY), index(text), Set.of(BOB), NOW).stream()
        .map(Diagnostic::toString)
        .map(one -> one.lines().findFirst().orElseThrow())
        .toList();
  }

  @Test
  void nothingGained_isNothing_thoughOthersGain() {
    assertThat(after(COMPANY)).isEmpty();
    assertThat(
            after(
                COMPANY.replace("members: [cy]", "members: [cy, service:ci]")
                    + "---\nservice: acme/ci\n"))
        .isEmpty();
    assertThat(
            after(COMPANY.replace("{role: push, to: [team:pay]}", "{role: pull, to: [team:pay]}")))
        .isEmpty();
  }

  @Test
  void grantToOneself_isNamedWithItsLine() {
    assertThat(after(COMPANY + "---\nrepository: acme/x\ngrants: [{role: pull, to: [user:bob]}]\n"))
        .containsExactly(
            "acme.yaml:29:10: error[PW1001]: `user:bob` gains pull in `acme/x` by their own"
                + " change: pull to user:bob on acme/x");
  }

  @Test
  void membershipOfATeam_isOne() {
    assertThat(after(COMPANY.replace("members: [cy]", "members: [cy, bob]")))
        .isNotEmpty()
        .allMatch(one -> one.startsWith("acme.yaml:9:15: error[PW1001]: `user:bob` gains "))
        .allMatch(one -> one.contains("acme/web/**"));
  }

  @Test
  void protectionThatGoes_isOne() {
    String without = COMPANY.substring(0, COMPANY.indexOf("---\nprotection"));
    assertThat(after(without))
        .isNotEmpty()
        .allMatch(one -> one.contains("`user:bob` gains overwrite"))
        .allMatch(one -> one.endsWith("which it takes away"));
  }

  @Test
  void exceptionForOneself_isOne() {
    String exception =
        "---\nexception: acme/mine\nprotection: acme/releases\nrepositories: [acme/pay/api]\n"
            + "tags: [v1]\nto: [user:bob]\nexpires: 2026-12-31\nreason: x\n";
    assertThat(after(COMPANY + exception))
        .isNotEmpty()
        .allMatch(one -> one.contains("gains overwrite in `acme/pay/api:v1`"));
  }

  @Test
  void defaultOfTheOrganization_isOne() {
    assertThat(after(COMPANY.replace("members: [bob, cy]", "members: [bob, cy]\ndefault: pull")))
        .isNotEmpty();
  }

  @Test
  void publicRepository_isOne_whereTheAuthorCouldNotPull() {
    assertThat(after(COMPANY + "---\nrepository: acme/site\nvisibility: public\n")).isNotEmpty();
    assertThat(after(COMPANY + "---\nrepository: acme/pay/site\nvisibility: public\n")).isEmpty();
  }

  @Test
  void accessThatLastsLonger_isOne_fromItsFormerEndOn() {
    String ops = COMPANY.substring(0, COMPANY.indexOf("---\nprotection"));
    String longer =
        ops.substring(0, ops.lastIndexOf("2026-12-01"))
            + "2027-12-01, reason: x}\n"
            + COMPANY.substring(COMPANY.indexOf("---\nprotection"));
    assertThat(after(longer))
        .containsExactly(
            "acme.yaml:21:5: error[PW1001]: `user:bob` gains pull in `acme/ops/**` from"
                + " 2026-12-02T00:00:00Z on by their own change: pull to user:bob on acme/ops/**");
  }

  @Test
  void endThatIsTakenAway_whereSomethingElseGivesTheSame_isNone() {
    String first = COMPANY.replaceFirst("\\[user:bob\\], expires: 2026-12-01", "[user:bob]");
    assertThat(after(first)).isEmpty();
  }

  @Test
  void accessBesideOneThatEnds_isOne_fromThatEndOn() {
    String team = "grants:\n  - {role: pull, to: [team:pay]}\n";
    assertThat(after(COMPANY + "---\nrepositories: acme/ops/**\n" + team))
        .containsExactly(
            "acme.yaml:30:5: error[PW1001]: `user:bob` gains pull in `acme/ops/**` from"
                + " 2026-12-02T00:00:00Z on by their own change: pull to team:acme/pay on"
                + " acme/ops/**");
  }

  @Test
  void protectionThatLetsThroughBesideAnExceptionThatEnds_isOne_fromThatEndOn() {
    String excepted =
        COMPANY.replace("rule: immutable", "rule: restricted\nto: [user:ada]")
            + "---\nexception: acme/mine\nprotection: acme/releases\nrepositories: [acme/**]\n"
            + "tags: [v*]\nto: [team:pay]\nexpires: 2026-12-31\nreason: x\n";
    String wider = excepted.replace("to: [user:ada]", "to: [user:ada, team:pay]");
    assertThat(SelfGrants.of(index(excepted), index(wider), Set.of(BOB), NOW))
        .isNotEmpty()
        .allMatch(one -> one.message().contains("from 2027-01-01T00:00:00Z on"));
  }

  @Test
  void authors_areKnownByAddressAndAccount_andNobodyIsGuessed() {
    PolicyIndex index =
        index(
            COMPANY
                + """
                ---
                user: bob
                accounts: {email: "bob@acme.example, b@home.example", github: BobAcme}
                ---
                user: cy
                accounts: {email: shared@acme.example, gitlab: cy}
                ---
                user: ada
                accounts: {email: shared@acme.example}
                """);
    Authors authors = new Authors(index.workspace(), index.memberships().individuals());
    for (String email :
        List.of(
            "Bob@acme.example",
            "b@home.example",
            "1234+bobacme@users.noreply.github.com",
            "bobacme@users.noreply.github.com")) {
      assertThat(authors.byEmail(email)).as(email).contains(BOB);
    }
    assertThat(authors.byEmail("7-cy@users.noreply.gitlab.com")).contains(new Subject.User("cy"));
    assertThat(authors.byAccount(CodeHost.GITHUB, "bobacme")).contains(BOB);
    for (String email : List.of("", "bob", "x@acme.example", "1+cy@users.noreply.github.com")) {
      assertThat(authors.byEmail(email)).as(email).isEmpty();
    }
    assertThat(authors.byEmail("shared@acme.example")).hasSize(2);
    assertThat(Code.AUTHOR_UNKNOWN).hasToString("PW1002");
  }
}

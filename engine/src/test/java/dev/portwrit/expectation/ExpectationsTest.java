package dev.portwrit.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.source.PolicyFile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationsTest {
  private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
  private static final PolicyIndex INDEX = PolicyIndex.of(workspace());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{can: 'user:bob push acme/api:v1', expect: allow}",
        "{can: 'user:bob overwrite acme/api:v1', expect: deny}",
        "{can: 'user:bob  overwrite   acme/api:latest', expect: allow}",
        "{can: 'user:cy pull acme/api', expect: deny}",
        "{can: 'user:bob overwrite acme/api:v1', expect: deny, rule: acme/releases}",
        "{can: 'user:bob overwrite acme/api:v1', expect: deny, rule: protection acme/releases}",
        "{can: 'user:bob pull acme/api', expect: allow, rule: 'push to user:bob on acme/**'}",
        "{can: 'user:cy pull acme/api', expect: deny, rule: no grant gives it, because: outsider}",
        "{can: 'user:eve pull acme/api', expect: allow, at: 2026-09-30}",
        "{can: 'user:eve pull acme/api', expect: deny, at: 2026-10-01}",
        "{can: 'user:eve pull acme/api', expect: deny, at: '2026-10-01T00:00:00Z'}",
        "{can: 'user:eve pull acme/api', expect: allow, at: '2026-10-01T01:59:59+02:00'}",
        "{who-can: pull acme/api, expect: ['user:ada', 'user:bob', 'user:eve']}",
        "{who-can: pull acme/api, expect: ['user:bob', 'user:ada'], at: 2026-10-01}",
        "{who-can: 'delete acme/api:v1', expect: []}",
      })
  void run_expectationThatHolds_isMet(String expectation) {
    assertThat(run(expectation)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{can: 'user:bob overwrite acme/api:v1', expect: allow} | `can user:bob overwrite"
            + " acme/api:v1`: expected allow, but it is denied by protection acme/releases"
            + " (immutable) (protections.yaml:1)",
        "{can: 'user:bob push acme/api:v1', expect: deny} | `can user:bob push acme/api:v1`:"
            + " expected deny, but it is allowed by push to user:bob on acme/** (grants.yaml:3)",
        "{can: 'user:bob overwrite acme/api:v1', expect: deny, rule: acme/rel} | `can user:bob"
            + " overwrite acme/api:v1`: expected rule `acme/rel`, but it is denied by protection"
            + " acme/releases (immutable) (protections.yaml:1)",
        "{who-can: pull acme/api, expect: ['user:bob', 'user:cy']} | `who-can pull acme/api`:"
            + " expected but cannot: user:cy; not expected but can: user:ada, user:eve",
      })
  void run_expectationThatDoesNotHold_saysHowTheAnswerDiffers(String expectation, String message) {
    assertThat(run(expectation))
        .containsExactly(
            "tests/a.yaml:1:3: error[PW0704]: "
                + message
                + "\n  help: mend the policies, or the expectation");
  }

  @Test
  void run_reasonOfTheExpectation_isShownWhereItIsNotMet() {
    assertThat(run("{can: 'user:cy pull acme/api', expect: allow, because: \"cy is\\non call\"}"))
        .singleElement()
        .asString()
        .endsWith("\n  help: cy is on call");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "can: x | 1:1: error[PW0701]: expectations are a list",
        "- text | 1:3: error[PW0701]: an expectation is a mapping",
        "- {can: 'user:bob pull acme/api'} | 1:3: error[PW0701]: an expectation has `expect`",
        "- {expect: allow} | 1:3: error[PW0701]: an expectation has either `can` or `who-can`",
        "- {can: a, who-can: b, expect: allow} | 1:3: error[PW0701]: an expectation has either"
            + " `can` or `who-can`",
        "- {can: 'user:bob pull acme/api', expect: allow, wehn: now} | 1:50: error[PW0701]: `wehn`"
            + " is no key of an expectation",
        "- {can: [], expect: allow} | 1:9: error[PW0701]: text is expected here",
        "- {who-can: pull acme/api, expect: [], rule: x} | 1:46: error[PW0701]: `rule` goes with"
            + " `can`, since `who-can` has many",
        "- {can: 'user:bob pull', expect: allow} | 1:9: error[PW0702]: `user:bob pull` is not a"
            + " question",
        "- {can: 'bob pull acme/api', expect: allow} | 1:9: error[PW0702]: `bob pull acme/api` is"
            + " not a question",
        "- {can: 'user:bob read acme/api', expect: allow} | 1:9: error[PW0702]: `user:bob read"
            + " acme/api` is not a question",
        "- {can: 'user:bob pull Acme', expect: allow} | 1:9: error[PW0702]: `user:bob pull Acme`"
            + " is not a question",
        "- {can: 'user:bob pull acme:', expect: allow} | 1:9: error[PW0702]: `user:bob pull acme:`"
            + " is not a question",
        "- {who-can: acme/api, expect: []} | 1:13: error[PW0702]: `acme/api` is not a question",
        "- {can: 'user:bob pull acme/api', expect: allow, at: soon} | 1:54: error[PW0702]: `soon`"
            + " is neither a date nor an instant",
        "- {can: 'user:bob pull acme/api', expect: yes} | 1:43: error[PW0703]: `yes` is no answer",
        "- {who-can: pull acme/api, expect: 'user:bob'} | 1:36: error[PW0703]: `who-can` expects a"
            + " list",
        "- {who-can: pull acme/api, expect: ['team:acme/pay']} | 1:37: error[PW0703]:"
            + " `team:acme/pay` is no single subject",
        "- {who-can: pull acme/api, expect: [bob]} | 1:37: error[PW0703]: `bob` is no single"
            + " subject",
      })
  void read_whatIsNoExpectation_isAProblemAtItsPlace(String text, String problem) {
    Expectations expectations = Expectations.read(List.of(PolicyFile.of("tests/a.yaml", text)));
    assertThat(expectations.all()).isEmpty();
    assertThat(expectations.problems())
        .singleElement()
        .asString()
        .startsWith("tests/a.yaml:" + problem + "\n  help: ");
  }

  @Test
  void read_brokenYaml_isAProblemAndTheOtherFilesAreRead() {
    Expectations expectations =
        Expectations.read(
            List.of(
                PolicyFile.of("tests/b.yaml", "- {can: 'user:bob pull acme/api', expect: allow}"),
                PolicyFile.of("tests/a.yaml", "- [")));
    assertThat(expectations.problems()).isNotEmpty();
    assertThat(expectations.all()).hasSize(1);
  }

  @Test
  void read_severalDocumentsAndFiles_keepTheirOrder() {
    Expectations expectations =
        Expectations.read(
            List.of(
                PolicyFile.of("tests/b.yaml", "- {who-can: pull c, expect: []}"),
                PolicyFile.of(
                    "tests/a.yaml",
                    "- {who-can: pull a, expect: []}\n---\n- {who-can: pull b, expect: []}")));
    assertThat(expectations.problems()).isEmpty();
    assertThat(expectations.all())
        .extracting(Expectation::question)
        .containsExactly("who-can pull a", "who-can pull b", "who-can pull c");
  }

  private static List<String> run(String expectation) {
    Expectations expectations =
        Expectations.read(List.of(PolicyFile.of("tests/a.yaml", "- " + expectation)));
    assertThat(expectations.problems()).isEmpty();
    assertThat(expectations.all()).hasSize(1);
    return expectations.run(INDEX, NOW).stream()
        .map(Expectations.Result::diagnostic)
        .flatMap(Optional::stream)
        .map(Diagnostic::toString)
        .toList();
  }

  private static Workspace workspace() {
    return new Workspace(
        Settings.NONE,
        List.of(
            new Organization(
                at("org.yaml", 1),
                "acme",
                "",
                List.of(new RepositoryName("acme")),
                members("user:ada"),
                members("user:bob", "user:cy", "user:eve"),
                Role.NONE,
                Optional.empty())),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new RepositoryRule(
                at("grants.yaml", 1),
                new RepositoryPattern("acme/**"),
                false,
                "",
                Optional.empty(),
                List.of(
                    new Grant(
                        at("grants.yaml", 3), Role.PUSH, members("user:bob"), Optional.empty(), ""),
                    new Grant(
                        at("grants.yaml", 4),
                        Role.PULL,
                        members("user:eve"),
                        Optional.of(Expiry.endOf(LocalDate.parse("2026-09-30"))),
                        "")))),
        List.of(
            new Protection(
                at("protections.yaml", 1),
                "acme",
                "releases",
                List.of(new RepositoryPattern("acme/**")),
                List.of(TagPattern.of("v*")),
                Protection.Rule.IMMUTABLE,
                List.of(),
                Protection.Enforcement.DENY)),
        List.of(),
        List.of());
  }

  private static List<Member> members(String... subjects) {
    return Stream.of(subjects)
        .map(text -> new Member(Subject.parse(text).orElseThrow(), at("org.yaml", 2)))
        .toList();
  }

  private static Place at(String file, int line) {
    return new Place(file, line, 1);
  }
}

package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.registry.twin.Misbehaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole answer, with guardrails and with what a live registry answers. */
class ExplainVerbTest {
  private static final String PEOPLE =
      """
      organization: acme
      members: [ada, bob, cy, eve]
      ---
      team: acme/pay
      members: [bob]
      accounts: {live: pay-role}
      ---
      user: ada
      accounts: {live: ada}
      ---
      user: eve
      accounts: {live: eve}
      ---
      registry: live
      type: distribution
      url: http://127.0.0.1:1
      repositories: [acme/*]
      ---
      repository: acme/api
      grants:
        - {role: push, to: [team:pay]}
        - {role: pull, to: [user:eve]}
      """;

  @TempDir Path folder;
  private final MemoryTwin twin =
      new MemoryTwin(
          LawWorkspaces.registry(Registry.Type.DISTRIBUTION, Registry.Mode.AUTHORITATIVE));

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(folder.resolve("people.yaml"), PEOPLE);
    twin.put("repository", "acme/api", "{}");
    twin.put("grants", "acme/api", "{\"pay-role\":\"push\",\"ada\":\"pull\"}");
    twin.put("tag-lock", "acme/api", "[\"v*\"]");
  }

  private Command.Outcome explain(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "explain";
    System.arraycopy(words, 0, all, 1, words.length);
    return Command.in(folder).withRegistries(new TwinRegistries(twin)).run(all);
  }

  private Command.Outcome live(String subject, String action, String where) {
    return explain(subject, action, where, "--registry", "live");
  }

  @Test
  void live_ofWhoIsInATeam_isAnsweredByTheAccountOfTheTeam() {
    Command.Outcome outcome = live("user:bob", "push", "acme/api:v2");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out())
        .endsWith("`live` as it is now: allowed, `pay-role` has `push` in `acme/api`\n");
  }

  @Test
  void live_thatDiffersFromPolicy_isTheExitCode() {
    Command.Outcome wider = live("user:ada", "pull", "acme/api");
    assertThat(wider.out())
        .contains("\ndenied: ")
        .endsWith("as it is now: allowed, `ada` has `pull` in `acme/api`\n");
    assertThat(wider.exitCode()).isEqualTo(ExitCode.YES);

    Command.Outcome narrower = live("user:eve", "pull", "acme/api");
    assertThat(narrower.out())
        .contains("\nallowed: ")
        .endsWith("as it is now: denied, `eve` does not have `pull` in `acme/api`\n");
    assertThat(narrower.exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void live_ofATagThatTheRegistryKeeps_isDenied() {
    Command.Outcome outcome = live("user:bob", "overwrite", "acme/api:v1");
    assertThat(outcome.out()).endsWith("denied, it keeps the tag `v1` of `acme/api`\n");
    assertThat(live("user:bob", "overwrite", "acme/api:stable").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void live_ofSomebodyWithoutAnAccount_orNotRead_isUnknown() {
    Command.Outcome nobody = live("user:cy", "pull", "acme/api");
    assertThat(nobody.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(nobody.out()).endsWith("unknown, policies name no account of `user:cy` in `live`\n");

    twin.misbehave(
        new Misbehaviour() {
          @Override
          public Read onRead(int call) {
            return Read.FAILED;
          }
        });
    Command.Outcome unread = live("user:bob", "push", "acme/api");
    assertThat(unread.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(unread.out()).contains("unknown, what could not be read may give or refuse `push`");
  }

  @Test
  void live_pushWhereNothingIs_isUnknown_sinceItMayMakeIt() {
    Command.Outcome outcome = live("user:bob", "push", "acme/new:v1");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out())
        .endsWith(
            "unknown, nobody has anything in `acme/new`: if it is not there, a push may make it\n");
    assertThat(live("user:bob", "pull", "acme/new").exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void live_ofARegistryThatDoesNotAnswer_isUnknown_andWhatPolicySaysIsThere() {
    LiveRegistries down =
        new LiveRegistries() {
          @Override
          public LiveRegistry of(
              Registry registry, Workspace workspace, Environment environment, Optional<Path> state)
              throws RegistryException {
            throw new RegistryException(
                RegistryException.Kind.UNREACHABLE, "`live` does not answer", "try again later");
          }

          @Override
          public NativeForm form(Registry registry, Environment environment) {
            return twin.form();
          }
        };
    Command.Outcome outcome =
        Command.in(folder)
            .withRegistries(down)
            .run("explain", "user:bob", "push", "acme/api", "--registry", "live");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out())
        .contains("\nallowed: ")
        .endsWith("`live` as it is now: unknown, `live` does not answer\n");
    assertThat(outcome.err()).contains("error: `live` does not answer\n  help: try again later");
  }

  @Test
  void live_ofARepositoryThatLivesElsewhere_isSaid() {
    Command.Outcome outcome = live("user:bob", "push", "acme/deep/api");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("`acme/deep/api` does not live in `live`");
  }

  @Test
  void live_inJson_standsBesideTheAnswerOfPolicy() {
    Command.Outcome outcome =
        explain("user:ada", "pull", "acme/api", "--registry", "live", "--format", "json");
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains("\"decision\" : \"deny\"")
        .contains(
            "\"live\" : { \"answer\" : \"allowed\", \"reason\" : \"`ada` has `pull` in"
                + " `acme/api`\" }");
  }

  @Test
  void guardrails_areAskedAboutWhatIsNamed_andAlone() throws IOException {
    Files.writeString(
        folder.resolve("portwrit.yaml"),
        "version: 1\nguardrails:\n  standard: [expiring-user-grants, release-annotations]\n");
    Files.writeString(
        folder.resolve("other.yaml"),
        "repository: acme/web\ngrants:\n  - {role: pull, to: [user:ada]}\n");

    assertThat(explain("user:eve", "pull", "acme/api").out())
        .contains("  ✗ guardrails object to what is named above\n")
        .contains("(people.yaml:")
        .doesNotContain("other.yaml", "is asked about the image");
    assertThat(explain("user:bob", "push", "acme/other").out())
        .contains("  ✓ guardrails have nothing against what is named above\n")
        .contains("? `release-annotations` is asked about the image at each push (portwrit.yaml:");
  }

  @Test
  void guardrails_thatWouldRefuseAChoice_sayWhatTheyAskOfIt() throws IOException {
    Files.writeString(
        folder.resolve("portwrit.yaml"),
        "version: 1\nguardrails:\n  standard: [expiring-user-grants]\n");
    Files.writeString(
        folder.resolve("past.yaml"),
        """
        repository: acme/web
        grants:
          - {role: push, to: [user:cy], expires: 2020-01-01}
          - {role: pull, to: [user:cy]}
        """);
    String asked = "; for PW0601, give the grant `expires:` within 90 days, or grant to a team\n";

    assertThat(explain("user:cy", "push", "acme/web").out())
        .contains(
            "would be allowed if\n"
                + "  the grant `push to user:cy on acme/web (past.yaml:3)` had not expired\n"
                + "  or the grant `pull to user:cy on acme/web (past.yaml:4)` gave `push`"
                + asked
                + "  or a grant gave `push` to `user:cy` on `acme/web`"
                + asked);
    assertThat(explain("team:acme/pay", "push", "acme/web").out())
        .contains("  a grant gave `push` to `team:acme/pay` on `acme/web`\n");
    assertThat(explain("user:cy", "push", "acme/web", "--format", "json").out())
        .contains("`acme/web`; for PW0601, give the grant `expires:` within 90 days");
  }

  @Test
  void guardrails_thatAreNotInForce_areNotMentioned() {
    assertThat(explain("user:bob", "push", "acme/api").out()).doesNotContain("guardrail");
  }
}

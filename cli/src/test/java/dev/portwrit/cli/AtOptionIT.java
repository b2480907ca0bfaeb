package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Registry;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each verb does with {@code --at}: it reads that state, or refuses the option by its name.
 */
class AtOptionIT {
  private static final String POLICIES =
      """
      organization: acme
      owners: [ada]
      members: [bob]
      ---
      user: bob
      accounts: {live: bobby}
      ---
      repository: acme/api
      grants: [{role: push, to: [user:bob]}]
      ---
      registry: live
      type: distribution
      url: http://127.0.0.1:1
      repositories: [acme/**]
      """;
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  /** Calls that would do something without {@code --at}. */
  private static final List<String> REFUSING =
      List.of(
          "demo",
          "init",
          "fmt",
          "schema",
          "diff",
          "owners",
          "sync --registry live --interval PT5M",
          "admit acme/api:v1 --gateway http://127.0.0.1:1 --digest " + DIGEST,
          "verify log");

  private static final List<String> READING =
      List.of(
          "check",
          "can user:bob push acme/api",
          "explain user:bob push acme/api",
          "explain user:bob push acme/api --registry live",
          "who-can push acme/api",
          "what-can user:bob",
          "diff --registry live",
          "history user:bob push acme/api",
          "compile --registry live",
          "plan --registry live",
          "apply --registry live",
          "import --registry live --out imported",
          "drift --registry live",
          "sync --registry live --once",
          "admit acme/api:v1 --registry live --as user:bob --digest " + DIGEST,
          "guardrails",
          "gateway --registry live --listen 127.0.0.1:0 --plain-http --users users --ledger ledger",
          "audit",
          "audit --registry live",
          "test");

  @TempDir Path folder;

  @BeforeEach
  void commit() throws IOException {
    RealGit git = RealGit.init(folder);
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", POLICIES);
    git.commit("first");
    Files.createDirectory(folder.resolve("log"));
    Files.writeString(folder.resolve("users"), "");
  }

  private Command.Outcome run(String words, String... more) {
    MemoryTwin twin =
        new MemoryTwin(
            LawWorkspaces.registry(Registry.Type.DISTRIBUTION, Registry.Mode.AUTHORITATIVE));
    return Command.in(folder)
        .withRegistries(new TwinRegistries(twin))
        .run(Stream.concat(Stream.of(words.split(" ")), Stream.of(more)).toArray(String[]::new));
  }

  static List<String> refusing() {
    return REFUSING;
  }

  static List<String> reading() {
    return READING;
  }

  @Test
  void everyVerb_isAsked() {
    Set<String> asked =
        Stream.concat(REFUSING.stream(), READING.stream())
            .map(words -> words.split(" ", -1)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(asked)
        .containsExactlyInAnyOrderElementsOf(Verbs.all().stream().map(Verb::name).toList());
  }

  @ParameterizedTest
  @MethodSource("refusing")
  void verbThatHasNoUseForIt_refusesItByItsName(String words) throws IOException {
    Command.Outcome outcome = run(words, "--at", "HEAD");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("`--at`");
    assertThat(outcome.out()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(".git", "portwrit.yaml", "acme.yaml", "log", "users");
    }
  }

  @ParameterizedTest
  @MethodSource("reading")
  void verbThatReadsPolicies_readsThoseOfThatState(String words) {
    Command.Outcome outcome = run(words, "--at", "no-such-branch");
    assertThat(outcome.exitCode()).isIn(ExitCode.WRONG, ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("no-such-branch");
  }

  @Test
  void liveAnswerOfAnotherState_saysByWhoseAccounts() {
    RealGit git = RealGit.at(folder);
    String first = git.run("rev-parse", "--short=12", "HEAD").strip();
    git.write("acme.yaml", POLICIES.replace("bobby", "bob"));
    git.commit("second");
    String question = "explain user:bob push acme/api --registry live";
    String by = " as it is now, by the accounts and names of " + first;
    assertThat(run(question).out()).contains("`live` as it is now: ");
    assertThat(run(question, "--at", "HEAD~1").out()).contains("`live`" + by + ": ");
    assertThat(run(question, "--at", "HEAD~1", "--format", "json").out())
        .contains("\"policies\" : \"" + first + "\"");
    for (String live : List.of("diff --registry live", "audit --registry live")) {
      assertThat(run(live).err()).doesNotContain("by the accounts");
      assertThat(run(live, "--at", "HEAD~1").err()).contains("`live`" + by);
    }
  }
}

package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code diff} says of policy beside what a registry allows, and how it ends. */
class DiffLiveIT {
  private static final String PEOPLE =
      """
      organization: acme
      members: [ada, bob, cy]
      ---
      user: ada
      accounts: {live: ada}
      ---
      user: bob
      accounts: {live: bob}
      ---
      registry: live
      type: distribution
      url: http://127.0.0.1:1
      repositories: [acme/**]
      mode: authoritative
      """;
  private static final String API =
      "repository: acme/api\ngrants:\n  - {role: pull, to: [user:ada, user:cy]}\n"
          + "  - {role: push, to: [user:bob]}\n";
  private static final String RELEASES =
      "protection: acme/releases\nrepositories: [acme/api]\ntags: [v*]\nrule: immutable\n";

  @TempDir Path folder;
  private RealGit git;
  private final MemoryTwin twin =
      new MemoryTwin(
          LawWorkspaces.registry(Registry.Type.DISTRIBUTION, Registry.Mode.AUTHORITATIVE));

  @BeforeEach
  void applyTheFirstCommit() {
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n").write("people.yaml", PEOPLE);
    git.write("api.yaml", API).commit("Begin");
    apply();
  }

  private void apply() {
    Command.Outcome outcome =
        run("apply", "--registry", "live", "--state", folder.resolve("state").toString());
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.YES);
  }

  private void give(String grants) {
    twin.put("grants", "acme/api", grants);
  }

  private Command.Outcome run(String... words) {
    return Command.in(folder.resolve("work")).withRegistries(new TwinRegistries(twin)).run(words);
  }

  private Command.Outcome diff(String... more) {
    List<String> words = new ArrayList<>(List.of("diff", "--registry", "live"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private JsonNode json(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("--format", "json"));
    words.addAll(List.of(more));
    return new ObjectMapper().readTree(diff(words.toArray(String[]::new)).out());
  }

  @Test
  void registryThatIsAsPolicyAsks_differsInNothing() {
    Command.Outcome outcome = diff();

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).isEqualTo("nobody's access differs; unchanged 4\n");
  }

  @Test
  void whatIsMissingExpands_andWhatIsThereBesidesIsRestricted() {
    give("{\"ada\":\"push\",\"bob\":\"pull\",\"stranger\":\"pull\"}");

    Command.Outcome outcome = diff();

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .isEqualTo(
            """
            EXPANDS
              + push, overwrite  user:bob  acme/api  push to user:bob on acme/api (api.yaml:4)
                  user:bob push acme/api: deny -> allow
            RESTRICTS
              - pull  account:stranger  acme/api  account stranger
              - push, overwrite  user:ada  acme/api  account ada
                  user:ada push acme/api: allow -> deny
            EXPANDS 2  RESTRICTS 3  MOVED 0  UNKNOWN 0  unchanged 2
            replay
              portwrit explain user:bob push acme/api --registry live --now @
              portwrit explain user:bob push acme/api --now @
            """
                .replace("@", Command.NOW.toString()));
    assertThat(diff("--format", "markdown").out())
        .contains("### Access differs", "#### Expands", "#### Restricts", "account&#58;stranger");
  }

  @Test
  void markdownOfMuch_fitsIntoAComment_andSaysHowMuchMore() {
    StringBuilder grants = new StringBuilder("{\"ada\":\"pull\",\"bob\":\"push\"");
    for (int i = 0; i < 900; i++) {
      grants.append(",\"a-stranger-of-the-registry-%03d\":\"pull\"".formatted(i));
    }
    give(grants.append('}').toString());

    String markdown = diff("--format", "markdown").out();

    assertThat(markdown.length()).isBetween(40_000, 50_000);
    long shown = markdown.lines().filter(line -> line.contains("stranger-of")).count();
    assertThat(markdown)
        .contains("**" + (900 - shown) + " more:** <code>portwrit diff --registry live --now ");
  }

  @Test
  void json_hasTheFormOfTheOtherDiff_withAFileWhereARuleOfPolicyIs() throws IOException {
    give("{\"ada\":\"push\",\"bob\":\"pull\",\"stranger\":\"pull\"}");

    JsonNode all = json();

    assertThat(all.fieldNames())
        .toIterable()
        .containsExactly("expands", "restricts", "moved", "unknown", "unchanged");
    assertThat(all.at("/expands/0").toString())
        .isEqualTo(
            "{\"subject\":\"user:bob\",\"action\":\"push\",\"repository\":\"acme/api\","
                + "\"via\":\"direct\",\"file\":\"api.yaml\",\"line\":4,\"witness\":\"acme/api\"}");
    assertThat(all.at("/restricts/0").toString())
        .isEqualTo(
            "{\"subject\":\"account:stranger\",\"action\":\"pull\",\"repository\":\"acme/api\","
                + "\"via\":\"account stranger\"}");
    assertThat(all.at("/unchanged").asLong()).isEqualTo(2);
  }

  @Test
  void everyWitness_isAnsweredOtherwiseByTheRegistryThanByPolicy() throws IOException {
    git.write("releases.yaml", RELEASES).commit("Protect");
    apply();
    twin.put("tag-lock", "acme/api", "[]");
    give("{\"ada\":\"push\",\"bob\":\"push\",\"stranger\":\"pull\"}");
    assertThat(replayed(json().get("restricts"))).isEqualTo(3);
    give("{}");
    assertThat(replayed(json().get("expands"))).isEqualTo(3);
  }

  private int replayed(JsonNode changes) {
    int replayed = 0;
    for (JsonNode change : changes) {
      if (change.has("witness")) {
        String[] policy = {
          "explain",
          change.get("subject").textValue(),
          change.get("action").textValue(),
          change.get("witness").textValue()
        };
        ExitCode asked = run(policy).exitCode();
        ExitCode live =
            run(policy[0], policy[1], policy[2], policy[3], "--registry", "live").exitCode();
        assertThat(List.of(asked, live))
            .as("%s", change)
            .containsExactlyInAnyOrder(ExitCode.YES, ExitCode.NO);
        replayed++;
      }
    }
    return replayed;
  }

  @Test
  void tagsThatTheRegistryShallKeep_areRestricted_byTheLineOfTheProtection() throws IOException {
    git.write("releases.yaml", RELEASES).commit("Protect");

    JsonNode shall = json().get("restricts");

    assertThat(shall).hasSize(1);
    assertThat(shall.get(0).get("subject").textValue()).isEqualTo("user:bob");
    assertThat(shall.get(0).get("action").textValue()).isEqualTo("overwrite");
    assertThat(shall.get(0).get("tags").textValue()).isEqualTo("v*");
    assertThat(shall.get(0).get("file").textValue()).isEqualTo("releases.yaml");
    assertThat(shall.get(0).get("protected").booleanValue()).isTrue();
    apply();
    assertThat(diff().exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void tagsThatTheRegistryKeepsAndPolicyDoesNot_expand_andFailOnProtected() {
    git.write("releases.yaml", RELEASES).commit("Protect");
    apply();
    git.write("releases.yaml", "").commit("Release");

    Command.Outcome outcome = diff("--fail-on", "protected");

    assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).contains("! overwrite  user:bob  acme/api  tags v*  PROTECTED");
  }

  @Test
  void whoGainsTheRoleAndTheTagsAtOnce_isThereToo() {
    git.write("releases.yaml", RELEASES).commit("Protect");
    apply();
    give("{\"ada\":\"pull\"}");
    git.write("releases.yaml", "").commit("Release");

    Command.Outcome outcome = diff("--fail-on", "protected");

    assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).contains("! overwrite  user:bob  acme/api  tags v*  PROTECTED");
  }

  @Test
  void tagsOfWhichItCannotBeTold_areUnknown() {
    git.write("releases.yaml", RELEASES.replace("[v*]", "['/\\Qrel-\\E.+/']")).commit("Protect");

    Command.Outcome outcome = diff();

    assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out()).contains("whether `/\\Qrel-\\E.+/` of `acme/api` are kept from");
  }

  @Test
  void whatDiffersForCertain_exitsOneWhateverElseIsUnknown() {
    give("{\"ada\":\"pull\",\"bob\":\"push\",\"stranger\":\"pull\"}");
    git.write("releases.yaml", RELEASES.replace("[v*]", "['/\\Qrel-\\E.+/']")).commit("Protect");

    Command.Outcome outcome = diff();

    assertThat(outcome.out()).contains("account:stranger", "UNKNOWN 2");
    assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(ExitCode.NO);
    assertThat(diff("--fail-on", "expands").exitCode()).isEqualTo(ExitCode.UNDETERMINED);
  }

  @Test
  void failOn_isOfWhatExpands() {
    give("{\"ada\":\"pull\",\"bob\":\"push\",\"stranger\":\"pull\"}");
    assertThat(diff("--fail-on", "expands,protected,public").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(diff().exitCode()).isEqualTo(ExitCode.NO);
    give("{\"bob\":\"push\"}");
    assertThat(diff("--fail-on", "expands").exitCode()).isEqualTo(ExitCode.NO);
    assertThat(diff("--fail-on", "protected,public").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void failOn_public_isOfWhatEverybodyCouldDo() {
    git.write("api.yaml", API.replace("grants:", "visibility: public\ngrants:")).commit("Open");

    assertThat(diff("--fail-on", "public").exitCode()).isEqualTo(ExitCode.NO);
    assertThat(diff().out()).contains("+ pull  anonymous (everybody, logged in or not)  acme/api");
  }

  @Test
  void whatCouldNotBeRead_isUnknown_andNothingIsMissing() throws IOException {
    give("{}");
    twin.misbehave(
        new Misbehaviour() {
          @Override
          public Read onRead(int call) {
            return call > 1 ? Read.FAILED : Read.ANSWERED;
          }
        });

    JsonNode all = json();

    assertThat(all.get("expands")).isEmpty();
    assertThat(all.get("unknown")).isNotEmpty();
    assertThat(all.at("/unknown/0/registry").textValue()).isEqualTo("live");
    assertThat(all.at("/unknown/0/reason").textValue()).isNotEmpty();
    assertThat(diff("--fail-on", "public").exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(diff().out()).contains("UNKNOWN\n  ? ").doesNotContain("nobody's access differs");
  }

  @Test
  void whileOneReadFails_nothingIsMissingOfWhatWasReadEither() throws IOException {
    git.write("web.yaml", "repository: acme/web\ngrants: [{role: pull, to: [user:bob]}]\n");
    git.commit("Another");
    apply();
    give("{\"bob\":\"push\",\"stranger\":\"pull\"}");
    git.write("releases.yaml", RELEASES).commit("Protect");
    JsonNode whole = json();
    assertThat(whole.get("expands")).as(whole.toString()).isNotEmpty();
    assertThat(whole.get("restricts").findValues("tags")).isNotEmpty();
    int reads = twin.reads();
    json();
    reads = twin.reads() - reads;

    int strangers = 0;
    for (int failing = 1; failing <= reads; failing++) {
      int one = failing;
      twin.misbehave(
          new Misbehaviour() {
            @Override
            public Read onRead(int call) {
              return call == one ? Read.FAILED : Read.ANSWERED;
            }
          });
      JsonNode part = json();
      assertThat(part.get("unknown")).as("read %d of %d", one, reads).isNotEmpty();
      assertThat(part.get("expands")).as("read %d of %d", one, reads).isEmpty();
      assertThat(part.get("restricts").findValues("tags")).isEmpty();
      strangers += part.get("restricts").findValuesAsText("subject").size();
    }
    assertThat(strangers).as("what is there for certain is said").isPositive();
  }

  @Test
  void registryOfATypeThatIsNotServed_isUnknown() {
    Command.Outcome outcome = Command.in(folder.resolve("work")).run("diff", "--registry", "live");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out()).contains("UNKNOWN\n  ? ", "UNKNOWN 1");
  }

  @Test
  void twoStatesOfPolicy_togetherWithARegistry_areRefused() {
    Command.Outcome outcome = diff("HEAD");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("`--registry` compares one state of policy with a registry");
  }

  @Test
  void at_namesTheCommitThatIsCompared_andTheFilesOfTheTreeOtherwise() {
    git.write("api.yaml", API.replace("role: pull", "role: push"));

    assertThat(diff().out()).contains("+ push, overwrite  user:ada  acme/api");
    assertThat(diff("--at", "HEAD").exitCode()).isEqualTo(ExitCode.YES);
  }
}

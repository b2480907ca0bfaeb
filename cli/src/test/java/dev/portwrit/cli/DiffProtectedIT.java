package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code diff} says of protected tags, and of tags of which it cannot be told. */
class DiffProtectedIT {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob, dee]
      ---
      repositories: acme/pay/**
      grants:
        - {role: push, to: [user:bob]}
      """;
  private static final String RELEASES =
      """
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: restricted
      to: [user:ada]
      """;
  private static final String EXCEPTION =
      """
      ---
      exception: acme/rebuild
      protection: acme/releases
      repositories: [acme/pay/**]
      tags: ['*-rc']
      to: [user:bob, user:dee]
      expires: 2099-12-31
      reason: x
      """;

  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n")
        .write("acme.yaml", ACME)
        .write("releases.yaml", RELEASES);
    git.commit("first");
  }

  private Command.Outcome diff(String... more) {
    String[] words = new String[more.length + 1];
    words[0] = "diff";
    System.arraycopy(more, 0, words, 1, more.length);
    return Command.in(git.folder()).run(words);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(diff("--format", "json").out());
  }

  private void assertProtected(String line) {
    assertThat(diff("--fail-on", "protected").exitCode()).isEqualTo(ExitCode.NO);
    assertThat(diff().out().lines().map(String::strip))
        .anyMatch(one -> one.startsWith("! ") && one.endsWith(line) && one.contains("PROTECTED"));
  }

  @Test
  void exception_isProtected_andNamed() {
    git.write("releases.yaml", RELEASES + EXCEPTION);

    assertProtected("exception acme/rebuild (releases.yaml:7)");
  }

  @Test
  void whatStaysTakenFromOne_isNotSaidOfAnother() {
    String other =
        """
        ---
        protection: acme/pay-releases
        repositories: [acme/pay/**]
        tags: [v*]
        rule: restricted
        to: [user:bob]
        """;
    git.write(
        "acme.yaml",
        ACME.replace("acme/pay/**", "acme/**").replace("[user:bob]", "[user:bob, user:dee]"));
    git.write("releases.yaml", RELEASES + other);
    git.commit("two protections");
    git.write("releases.yaml", other.substring(4));

    List<String> lines = diff().out().lines().filter(one -> one.strip().startsWith("! ")).toList();
    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(lines).noneMatch(one -> one.contains("user:bob") && one.contains("user:dee"));
  }

  @Test
  void entryOfTo_isProtected_andNamed() {
    git.write("releases.yaml", RELEASES.replace("[user:ada]", "[user:ada, user:bob]"));

    assertProtected("user:bob in protection acme/releases (releases.yaml:5)");
  }

  @Test
  void protectionThatOnlyWarns_isProtected_andNamed() {
    git.write("releases.yaml", RELEASES + "enforce: warn\n");

    assertProtected("protection acme/releases (restricted) (releases.yaml:1)");
  }

  @Test
  void json_namesAllPatternsThatTogetherSayWhatIsMeant() throws IOException {
    git.write("releases.yaml", RELEASES + EXCEPTION.replace("*-rc", "/.*-rc/"));
    git.commit("exception");
    git.write("acme.yaml", ACME.replace("[user:bob]", "[user:bob, user:dee]"));

    JsonNode expands = json().get("expands");

    assertThat(expands)
        .anySatisfy(
            one -> {
              assertThat(one.path("within").toString())
                  .isEqualTo("{\"repositories\":[\"acme/pay/**\"],\"tags\":[\"/.*-rc/\",\"v*\"]}");
              assertThat(one.path("protected").asBoolean()).isTrue();
            })
        .anySatisfy(
            one -> {
              assertThat(one.get("action").asText()).isEqualTo("overwrite");
              assertThat(one.path("except").toString()).isEqualTo("[\"acme/**:v*\"]");
            });
  }

  @Test
  void tagsOfWhichItCannotBeTold_areUnknown_inEachForm_andExitThree() throws IOException {
    git.write("releases.yaml", RELEASES.replace("[v*]", "['/\\Qv1\\E/']"));
    git.commit("quoted");
    git.write("releases.yaml", RELEASES.replace("[v*]", "[v1]"));

    Command.Outcome outcome = diff();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out())
        .contains("UNKNOWN\n  ? ", "UNKNOWN 2", "/\\Qv1\\E/", "too many patterns of names or tags");
    JsonNode unknown = json().get("unknown");
    assertThat(unknown)
        .isNotEmpty()
        .allSatisfy(
            one -> {
              assertThat(one.get("subject").asText()).isEqualTo("user:bob");
              assertThat(one.get("reason").asText()).startsWith("too many patterns");
            });
    assertThat(diff("--format", "markdown").out()).contains("#### Unknown", "too many patterns");
    assertThat(diff("--fail-on", "expands").exitCode()).isEqualTo(ExitCode.UNDETERMINED);
  }
}

package dev.portwrit.language;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.source.PolicyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workspaces that ask for as much work as their bounds allow. */
@Timeout(value = 60, unit = SECONDS)
class HostileWorkspaceTest {
  private static final String ACME = "organization: acme\nowners: [ada]\n";

  @Test
  void compile_teamsNestedDeeperThanAStack_hasNoProblem() {
    int depth = 40_000;
    String teams =
        documents(
            depth, i -> "team: t" + i + "\nmembers: [" + (i > 0 ? "team:t" + (i - 1) : "ada"));

    assertThat(compile("version: 1", ACME, teams).problems()).isEmpty();
  }

  @Test
  void compile_everyTeamInACycle_reportsSome() {
    int depth = 40_000;
    String teams =
        documents(depth, i -> "team: t" + i + "\nmembers: [team:t0, team:t" + (i + 1) % depth);

    assertThat(codes(compile("version: 1", ACME, teams)))
        .isNotEmpty()
        .allMatch(Code.TEAM_CYCLE::equals)
        .hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void compile_rosterThatIsGone_reportsWithinTheBounds() {
    String known =
        "organization: other\nmembers: ["
            + IntStream.range(0, 20_000)
                .mapToObj(i -> "person-" + i)
                .collect(Collectors.joining(","))
            + "]";
    IntFunction<String> grant =
        i -> "repositories: acme/**\ngrants: [{role: pull, to: [user:persom-" + i + "]}";

    Compilation compilation =
        compile("version: 1", ACME, known, documents(40_000, grant), documents(40_000, grant));

    assertThat(codes(compilation)).hasSize(2 * (Problems.MAX_PROBLEMS + 1));
    assertThat(compilation.problems().get(0).help()).contains("did you mean `person-0`?");
  }

  @Test
  void compile_moreAdminsThanCanBeChecked_isOneProblem() {
    String admins =
        "version: 1\nadmins: ["
            + IntStream.range(0, 50_000).mapToObj(i -> "a" + i).collect(Collectors.joining(","))
            + "]";
    String rosters =
        documents(
            20_000,
            i ->
                "organization: o"
                    + i
                    + "\nmembers: [a"
                    + i
                    + ", a"
                    + (i + 20_000)
                    + ", a"
                    + (i + 30_000));

    assertThat(codes(compile(admins, rosters))).containsExactly(Code.TOO_MANY_COMPARISONS);
  }

  @Test
  void compile_expressionsAgainstManyRegistries_reportsWithinTheBounds() {
    String protections =
        documents(
            20_000,
            i ->
                "protection: acme/p%d\nrule: immutable\ntags: [\"/v[0-9]/\"]\nrepositories: [acme/x%d"
                    .formatted(i, i));
    String registries =
        documents(
            20_000,
            i ->
                "registry: r%d\ntype: harbor\nurl: http://h\nrepositories: [acme/y%d"
                    .formatted(i, i));

    assertThat(codes(compile("version: 1", ACME, protections, registries)))
        .contains(Code.TOO_MANY_COMPARISONS);
  }

  @Test
  void compile_namesThatDifferInCaseAgainAndAgain_reportsWithinTheBounds() {
    String people =
        "organization: other\nmembers: ["
            + IntStream.range(0, 1 << 15)
                .mapToObj(HostileWorkspaceTest::spelling)
                .collect(Collectors.joining(","))
            + "]";

    assertThat(codes(compile("version: 1", ACME, people))).hasSize(Problems.MAX_PROBLEMS + 1);
  }

  /** One of the spellings of a name of fifteen letters. */
  private static String spelling(int bits) {
    return IntStream.range(0, 15)
        .mapToObj(i -> (bits >> i & 1) == 0 ? "a" : "A")
        .collect(Collectors.joining());
  }

  /** Documents that each end in a list, which is closed here. */
  private static String documents(int count, IntFunction<String> document) {
    return IntStream.range(0, count)
        .mapToObj(document)
        .collect(Collectors.joining("]\n---\n", "", "]\n"));
  }

  private static Compilation compile(String... texts) {
    List<PolicyFile> files = new ArrayList<>();
    files.add(PolicyFile.of("portwrit.yaml", texts[0]));
    for (int i = 1; i < texts.length; i++) {
      files.add(PolicyFile.of("policy-" + i + ".yaml", texts[i]));
    }
    return new PolicyCompiler(Set.of()).compile(files);
  }

  private static List<Code> codes(Compilation compilation) {
    return compilation.problems().stream().map(Diagnostic::code).toList();
  }
}

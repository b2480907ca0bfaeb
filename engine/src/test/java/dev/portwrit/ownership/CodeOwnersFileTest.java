package dev.portwrit.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.source.PolicyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The lines for a company with one file a subject; of all that match a file the last counts. */
class CodeOwnersFileTest {
  private static final List<String> COMPANY =
      List.of(
          "portwrit.yaml",
          "version: 1\nadmins: [ada]\n",
          "acme.yaml",
          "organization: acme\nowners: [ada, olga]\nmembers: [bob, cy, dee]\n",
          "people.yaml",
          """
          user: ada
          accounts: {github: ada-l, gitlab: ada.l}
          ---
          user: bob
          accounts: {github: bobacme}
          ---
          user: olga
          accounts: {github: olga-o}
          ---
          user: cy
          accounts: {github: cy-c}
          """,
          "leads.yaml",
          "team: acme/leads\nmembers: [bob]\naccounts: {github: acme-inc/pay-leads}\n",
          "pay.yaml",
          """
          repositories: acme/pay/**
          grants:
            - {role: admin, to: [team:leads]}
            - {role: admin, to: [user:cy]}
            - {role: push, to: [team:pay]}
          """,
          "team-pay.yaml",
          "team: acme/pay\nmembers: [dee]\n");

  private static PolicyIndex index(List<String> pathsAndTexts) {
    List<PolicyFile> files = new ArrayList<>();
    for (int i = 0; i < pathsAndTexts.size(); i += 2) {
      files.add(PolicyFile.of(pathsAndTexts.get(i), pathsAndTexts.get(i + 1)));
    }
    Compilation compilation = new PolicyCompiler(Set.of()).compile(files);
    return PolicyIndex.of(
        compilation
            .workspace()
            .orElseThrow(() -> new AssertionError(compilation.problems().toString())));
  }

  private static CodeOwnersFile file(CodeHost host, String folder, List<String> company) {
    return new CodeOwnersFile(new FileOwnership(index(company), host), host, folder);
  }

  /** The lines with more files. */
  private static List<String> lines(String... more) {
    List<String> all = new ArrayList<>(COMPANY);
    all.addAll(List.of(more));
    List<String> block = file(CodeHost.GITHUB, "", all).block();
    return block.subList(1, block.size() - 1);
  }

  /** The owners of a file by its own line; the default where it has none. */
  private static String owners(String path, String... more) {
    return lines(more).stream()
        .filter(line -> line.startsWith("/" + path + " "))
        .map(line -> line.substring(path.length() + 2))
        .findFirst()
        .orElse("default");
  }

  @Test
  void sectionOfOurNameAmongTheLinesOfOthers_isFound() {
    CodeOwnersFile gitlab = file(CodeHost.GITLAB, "", COMPANY);
    for (String line :
        List.of(
            "[portwrit]",
            "^[Portwrit]",
            "[ PORTWRIT ][2] @evil",
            "  [Portwrit] @evil",
            "[Portwrit]")) {
      String text = "# ours\n" + line + "\n!*\n";
      assertThat(gitlab.rival(gitlab.written(text))).as(line).contains(line);
      assertThat(file(CodeHost.GITHUB, "", COMPANY).rival(text)).isEmpty();
    }
    for (String line :
        List.of("[Portwrit docs]", "# [Portwrit]", "docs/[portwrit] @ada", "[Docs]")) {
      assertThat(gitlab.rival(gitlab.written(line + "\n"))).as(line).isEmpty();
    }
  }

  @Test
  void fileWhoseLinesEndInCrLf_keepsThem_andDoesNotDiffer() {
    CodeOwnersFile owners = file(CodeHost.GITHUB, "", COMPANY);
    String written = owners.written("docs/ @ada\r\n");
    assertThat(written).startsWith("docs/ @ada\r\n\r\n#").endsWith("\r\n");
    assertThat(written.replace("\r\n", "")).doesNotContain("\n", "\r");
    assertThat(owners.differences(written)).isEmpty();
    assertThat(owners.differences(written.replace("\r\n", "\n"))).isEmpty();
    assertThat(owners.written(written)).isEqualTo(written);
    assertThat(owners.differences(written.replace("/acme.yaml @ada-l", "/acme.yaml @evil")))
        .isNotEmpty();
    assertThat(CodeOwnersFile.isTorn(written)).isFalse();
    assertThat(CodeOwnersFile.isTorn(written.replace(CodeOwnersFile.END, ""))).isTrue();
  }

  @Test
  void files_areOfWhoeverAdministersAllTheySpeakOf() {
    assertThat(lines())
        .containsExactly(
            "* @ada-l",
            "/acme.yaml @ada-l @olga-o",
            "/leads.yaml @acme-inc/pay-leads @ada-l @cy-c @olga-o",
            "/pay.yaml @acme-inc/pay-leads @ada-l @cy-c @olga-o",
            "/team-pay.yaml @acme-inc/pay-leads @ada-l @cy-c @olga-o",
            "/**/*.yaml/ @ada-l",
            "/**/*.yml/ @ada-l",
            "/**/*.json/ @ada-l");
  }

  @Test
  void file_thatSpeaksOfMoreThanSomebodyAdministers_isNotTheirs() {
    assertThat(owners("both.yaml", "both.yaml", "repository: acme/pay/api\n"))
        .isEqualTo("@acme-inc/pay-leads @ada-l @cy-c @olga-o");
    assertThat(
            owners(
                "both.yaml", "both.yaml", "repository: acme/pay/api\n---\nrepository: acme/site\n"))
        .isEqualTo("@ada-l @olga-o");
    assertThat(owners("wide.yaml", "wide.yaml", "repositories: acme/*/api\n"))
        .isEqualTo("@ada-l @olga-o");
  }

  @Test
  void twoGrants_thatTogetherReachAllOfAFile_makeItTheirsWhoHasBoth() {
    String half = "repositories: acme/web/%s\ngrants: [{role: admin, to: [user:cy]}]\n";
    assertThat(
            owners(
                "web.yaml",
                "one.yaml",
                half.formatted("a*"),
                "other.yaml",
                half.formatted("b*"),
                "web.yaml",
                "repository: acme/web/app\n---\nrepository: acme/web/base\n"))
        .isEqualTo("@ada-l @cy-c @olga-o");
  }

  @Test
  void grantThatEnds_makesNobodyAReviewer() {
    String ending =
        "repositories: acme/web/**\n"
            + "grants: [{role: admin, to: [user:cy], expires: 2999-01-01, reason: x}]\n";
    assertThat(owners("web.yaml", "web.yaml", ending)).isEqualTo("@ada-l @olga-o");
  }

  @Test
  void registriesAndSettings_areTheAdmins_withWhateverElseIsInTheFile() {
    String registry =
        "repository: acme/pay/api\n---\nregistry: hub\ntype: docker-hub\nrepositories: [acme/*]\n";
    assertThat(owners("api.yaml", "api.yaml", registry)).isEqualTo("default");
    assertThat(owners("people.yaml")).isEqualTo("default");
    assertThat(owners("portwrit.yaml")).isEqualTo("default");
  }

  @Test
  void fileAboutAPerson_isOfWhoeverAdministersAllThatPersonHas() {
    assertThat(owners("dee.yaml", "dee.yaml", "user: dee\ndescription: x\n"))
        .isEqualTo("@acme-inc/pay-leads @ada-l @cy-c @olga-o");
  }

  @Test
  void fileThatSaysWhoAPersonIs_isTheAdmins() {
    for (String key : List.of("github: dee-d", "gitlab: dee", "email: dee@acme.example")) {
      assertThat(owners("dee.yaml", "dee.yaml", "user: dee\naccounts: {" + key + "}\n"))
          .isEqualTo("default");
    }
  }

  @Test
  void exception_speaksOfAllThatItsProtectionDoes() {
    String exception =
        "exception: acme/mine\nprotection: acme/all\nrepositories: [acme/pay/api]\ntags: [v1]\n"
            + "to: [user:dee]\nexpires: 2999-01-01\nreason: x\n";
    String protection =
        "protection: acme/all\nrepositories: [acme/%s]\ntags: [v*]\nrule: immutable\n";
    assertThat(owners("e.yaml", "e.yaml", exception, "p.yaml", protection.formatted("**")))
        .isEqualTo("@ada-l @olga-o");
    assertThat(owners("e.yaml", "e.yaml", exception, "p.yaml", protection.formatted("pay/**")))
        .isEqualTo("@acme-inc/pay-leads @ada-l @cy-c @olga-o");
  }

  /** Whom a change of one file gives more than they administer, by what is there before it. */
  private static Map<String, List<String>> beyond(String file, String text) {
    List<String> changed = new ArrayList<>(COMPANY);
    int place = changed.indexOf(file);
    if (place < 0) {
      changed.addAll(List.of(file, text));
    } else {
      changed.set(place + 1, text);
    }
    return new FileOwnership(index(COMPANY), CodeHost.GITHUB).beyond(index(changed), Set.of(file));
  }

  private static String pay() {
    return COMPANY.get(COMPANY.indexOf("pay.yaml") + 1);
  }

  @Test
  void ownersOfAFile_whoGiveThemselvesMoreInIt_areNamed() {
    String more = "---\nrepositories: acme/secret/keys\ngrants: [{role: admin, to: [user:cy]}]\n";
    assertThat(beyond("pay.yaml", pay() + more))
        .containsExactly(entry("pay.yaml", List.of("acme-inc/pay-leads", "cy-c")));
    assertThat(beyond("pay.yaml", "user: dee\naccounts: {github: dee-d}\n---\n" + pay()))
        .containsExactly(entry("pay.yaml", List.of("acme-inc/pay-leads", "cy-c", "olga-o")));
  }

  @Test
  void ownersOfAFile_whoChangeWhatTheyAdminister_areNot() {
    assertThat(beyond("pay.yaml", pay() + "---\nrepository: acme/pay/api\n")).isEmpty();
    assertThat(beyond("pay.yaml", pay().replace("push", "pull"))).isEmpty();
    assertThat(beyond("new.yaml", "repository: acme/secret/keys\n")).isEmpty();
    assertThat(beyond("acme.yaml", COMPANY.get(3).replace("dee]", "dee, eve]"))).isEmpty();
  }

  @Test
  void teamFile_thatGetsWhatTheTeamIsGivenByTheSameChange_isTheirsNoMore() {
    List<String> changed = new ArrayList<>(COMPANY);
    changed.set(11, COMPANY.get(11).replace("[dee]", "[dee, cy]"));
    changed.addAll(
        List.of("web.yaml", "repository: acme/web\ngrants: [{role: push, to: [team:pay]}]\n"));
    assertThat(
            new FileOwnership(index(COMPANY), CodeHost.GITHUB)
                .beyond(index(changed), Set.of("team-pay.yaml", "web.yaml")))
        .containsOnlyKeys("team-pay.yaml");
  }

  @Test
  void teamThatProtectionsLetThrough_isOfWhoeverAdministersThose() {
    String stable =
        "protection: acme/stable\nrepositories: [acme/**]\ntags: [stable]\nrule: restricted\n"
            + "to: [team:pay]\n";
    assertThat(owners("team-pay.yaml", "stable.yaml", stable)).isEqualTo("@ada-l @olga-o");
  }

  @Test
  void nobodyWithAnAccount_leavesTheFileToTheAdmins_andSaysWhoHasNone() {
    List<String> company = new ArrayList<>(COMPANY);
    company.set(5, company.get(5).replace("accounts: {github: olga-o}", "description: x"));
    FileOwnership ownership = new FileOwnership(index(company), CodeHost.GITHUB);
    assertThat(ownership.files())
        .hasEntrySatisfying(
            "acme.yaml",
            owners ->
                assertThat(owners.notes())
                    .containsExactly("`user:olga` has no account of `github`"));
    assertThatThrownBy(() -> file(CodeHost.GITHUB, "", COMPANY.subList(0, 4)))
        .hasMessage("no admin has an account of `github`");
  }

  @Test
  void accountThatCouldBeReadAsMore_isNone() {
    List<String> company = new ArrayList<>(COMPANY);
    company.set(5, company.get(5).replace("olga-o", "olga-o @everybody"));
    assertThat(file(CodeHost.GITHUB, "", company).block())
        .noneMatch(line -> line.contains("everybody"));
  }

  @Test
  void gitLab_hasASectionOfOurs_andItsOwnAccounts() {
    assertThat(file(CodeHost.GITLAB, "", COMPANY).block().subList(1, 4))
        .containsExactly("[Portwrit]", "* @ada.l", "/**/*.yaml/ @ada.l");
  }

  @Test
  void workspaceInAFolder_takesNothingBeside_butTheFilesOfOwners() {
    assertThat(file(CodeHost.GITLAB, "ops/policies", COMPANY).block())
        .contains("/.gitlab-ci.yml @ada.l");
    assertThat(file(CodeHost.GITHUB, "ops/policies", COMPANY).block().subList(1, 7))
        .containsExactly(
            "/ops/policies/ @ada-l",
            "/.github/CODEOWNERS @ada-l",
            "/CODEOWNERS @ada-l",
            "/docs/CODEOWNERS @ada-l",
            "/.github/workflows/ @ada-l",
            "/ops/policies/acme.yaml @ada-l @olga-o");
  }

  @Test
  void namesWithSpaces_areEscaped_andThoseThatCannotBeSaidAreTheAdmins() {
    List<String> company = new ArrayList<>(COMPANY);
    for (String name : List.of("a b.yaml", "c#1.yaml", "d[1].yaml", "e*.yaml")) {
      company.addAll(List.of(name, "repository: acme/pay/x" + name.charAt(0) + "\n"));
    }
    CodeOwnersFile file = file(CodeHost.GITHUB, "", company);
    String owners = " @acme-inc/pay-leads @ada-l @cy-c @olga-o";
    assertThat(file.block()).contains("/a\\ b.yaml" + owners);
    assertThat(file.block())
        .noneMatch(line -> List.of("/c", "/d", "/e").contains(line.substring(0, 2)));
    assertThat(file.unsaid()).containsExactly("c#1.yaml", "d[1].yaml", "e*.yaml");
  }

  @Test
  void block_isPutAtTheEnd_andWhatElseIsThereIsKept() {
    CodeOwnersFile file = file(CodeHost.GITHUB, "", COMPANY);
    String written = file.written("*.md @writers\n");
    assertThat(written).startsWith("*.md @writers\n\n# portwrit owners: begin");
    assertThat(file.written(written)).isEqualTo(written);
    assertThat(file.differences(written)).isEmpty();
    assertThat(file.differences(written + "pay.yaml @dee\n")).isNotEmpty();
    assertThat(file.written(written + "pay.yaml @dee\n"))
        .startsWith("*.md @writers\n\npay.yaml @dee\n\n# portwrit")
        .endsWith("# portwrit owners: end\n");
    assertThat(file.differences(written.replace("/pay.yaml @acme-inc/pay-leads", "/pay.yaml @x")))
        .containsExactly(
            "- /pay.yaml @x @ada-l @cy-c @olga-o",
            "+ /pay.yaml @acme-inc/pay-leads @ada-l @cy-c @olga-o");
  }
}

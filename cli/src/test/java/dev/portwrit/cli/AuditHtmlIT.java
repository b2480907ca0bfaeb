package dev.portwrit.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a page, in a real browser. No window may ask for anything or break. */
class AuditHtmlIT {
  private static final String HOSTILE =
      "</script><script>document.title='gone'</script><img src=x onerror=alert(1)>";
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy, dee]
      ---
      service: ci
      ---
      team: pay
      members: [bob, service:ci, team:contractors]
      ---
      team: contractors
      members: [dee]
      ---
      repository: acme/pay/api
      grants:
        - {role: maintain, to: [user:cy], expires: 2027-01-31, reason: "HOSTILE"}
      ---
      repository: acme/pay/ledger
      ---
      repository: acme/web
      visibility: public
      ---
      repositories: acme/pay/**
      grants:
        - {role: push, to: [team:pay]}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      registry: live
      type: distribution
      url: http://127.0.0.1:1
      repositories: [acme/**]
      """
          .replace("HOSTILE", HOSTILE);

  private static final List<String> ADDRESSES =
      List.of(
          "#/",
          "#/person?name=user%3Acy",
          "#/repository?name=acme%2Fpay%2Fapi",
          "#/expiries",
          "#/access?person=user%3Acy&repository=acme%2Fpay%2Fapi");

  private static Chromium chromium;
  @TempDir static Path folder;
  private static RealGit git;
  private static Path report;

  @BeforeAll
  static void makesTheReport() {
    chromium = Chromium.start();
    git = RealGit.init(folder.resolve("work")).at("2026-11-01T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME).commit("Begin");
    report = folder.resolve("report.html");
    Command.Outcome outcome = audit("--output", report.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
  }

  @AfterAll
  static void ends() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void nothingWasAskedFor_andNothingBroke() {
    chromium.closeWindows();
  }

  @Test
  void matrix_saysWhatCanSays() {
    Page page = chromium.open(report, "");
    Map<String, String> shown = new TreeMap<>();
    for (Locator row : page.locator(".grid tbody tr[aria-rowindex]").all()) {
      List<String> cells = row.locator("a").allTextContents();
      List<String> columns = page.locator(".grid thead a").allTextContents();
      for (int i = 0; i < columns.size(); i++) {
        shown.put(cells.get(0) + " in " + columns.get(i), cells.get(i + 1));
      }
    }
    assertThat(shown).hasSize(6 * 3).containsEntry("user:dee in acme/pay/api", "push");
    for (Map.Entry<String, String> cell : shown.entrySet()) {
      String[] names = cell.getKey().split(" in ", -1);
      assertThat(role(names[0], names[1])).as(cell.getKey()).isEqualTo(cell.getValue());
    }
  }

  // The least role of all that somebody can do, one question after the other.
  private static String role(String subject, String repository) {
    String role = "·";
    for (String[] one :
        new String[][] {
          {"pull", "pull"}, {"push", "push"}, {"delete", "maintain"}, {"administer", "admin"}
        }) {
      if (run("can", subject, one[0], repository).exitCode() == ExitCode.YES) {
        role = one[1];
      }
    }
    return role;
  }

  @Test
  void reason_isOneClickAway_andLeadsBack() {
    Page page = chromium.open(report, "");
    Locator cell = page.locator(".grid a[href*='dee'][href*='ledger']");
    cell.click();

    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).hasAccessibleName("user:dee in acme/pay/ledger: push");
    assertThat(dialog).containsText("push to team:acme/pay on acme/pay/**");
    assertThat(dialog).containsText("team:acme/pay > team:acme/contractors");
    assertThat(dialog).containsText("acme.yaml:24");
    assertThat(dialog).containsText("all except tags v* in acme/** (protection acme/releases");
    assertThat(dialog).containsText(git.run("rev-parse", "HEAD").strip());
    assertThat(dialog).containsText("Ada <ada@acme.example>");

    String[] question = dialog.locator(".ask").textContent().split(" ", -1);
    assertThat(question).startsWith("portwrit", "explain", "user:dee", "push", "acme/pay/ledger");
    assertThat(question).contains("--at", "--now");
    List<String> words = List.of(question).subList(1, question.length);
    assertThat(run(words.toArray(String[]::new)).exitCode()).isEqualTo(ExitCode.YES);

    page.keyboard().press("Escape");
    assertThat(dialog).not().isVisible();
    assertThat(cell).isFocused();
  }

  @Test
  void reasonOfNothing_isSaidToo() {
    Page page = chromium.open(report, "");
    page.locator(".grid a[href*='dee'][href*='web']").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("public acme/web");
    page.keyboard().press("Escape");
    page.locator(".grid a[href*='anonymous'][href*='ledger']").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("No row of the report.");
  }

  @Test
  void keyboardAlone_findsTheReason() {
    Page page = chromium.open(report, "");
    page.keyboard().press("Tab");
    assertThat(page.getByText("To the contents")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#main")).isFocused();
    for (int i = 0; i < 5; i++) {
      page.keyboard().press("Tab");
    }
    assertThat(page.locator(".grid a:focus")).hasText("·");
    page.keyboard().press("ArrowLeft");
    assertThat(page.locator(".grid a:focus")).hasText("anonymous");
    page.keyboard().press("Control+End");
    page.keyboard().press("Control+Home");
    assertThat(page.locator(".grid a:focus")).hasText("anonymous");
    page.keyboard().press("Control+End");
    assertThat(page.locator(".grid a:focus")).hasText("pull");
    page.keyboard().press("Home");
    assertThat(page.locator(".grid a:focus")).hasText("user:dee");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.DIALOG))
        .hasAccessibleName("user:cy in acme/pay/ledger: none");
  }

  @Test
  void search_andFilters_showWhatIsAskedFor_andSaySo() {
    Page page = chromium.open(report, "");
    Locator said = page.getByRole(AriaRole.STATUS);
    Locator role = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Role"));
    assertThat(said).hasText("6 of 6 subjects, 3 of 3 repositories");
    page.getByLabel("Find people").fill("USER de");
    page.getByLabel("Find repositories").fill("pay");
    assertThat(said).hasText("1 of 6 subjects, 2 of 3 repositories");
    assertThat(page.locator(".grid tbody th a")).hasText(new String[] {"user:dee"});
    page.getByLabel("Find people").fill("");
    role.selectOption("3");
    assertThat(said).hasText("2 of 6 subjects, 2 of 3 repositories");
    assertThat(page.locator(".grid tbody th a")).hasText(new String[] {"user:ada", "user:cy"});
    role.selectOption("0");
    assertThat(page.locator(".grid tbody th a")).hasText(new String[] {"anonymous"});
    page.getByLabel("Kind").selectOption("service:");
    assertThat(said).hasText("0 of 6 subjects, 2 of 3 repositories");
  }

  @Test
  void pageOfAPerson_andOfARepository() {
    Page page = chromium.open(report, "");
    page.locator(".grid tbody th a", new Page.LocatorOptions().setHasText("user:cy")).click();
    assertThat(page.locator("h2:focus")).hasText("user:cy");
    assertThat(page.locator("main")).containsText("2 repositories: 1 maintain, 1 pull");
    assertThat(page.locator("main")).containsText("maintain to user:cy on acme/pay/api");
    assertThat(page.locator("main")).containsText("What everybody has");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("acme/pay/api")).click();
    assertThat(page.locator("h2:focus")).hasText("acme/pay/api");
    assertThat(page.locator("main table tbody th"))
        .hasText(new String[] {"service:acme/ci", "user:ada", "user:bob", "user:cy", "user:dee"});
    assertThat(page.locator("main")).containsText("push to team:acme/pay on acme/pay/**");
    page.goBack();
    assertThat(page.locator("h2").last()).hasText("user:cy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/Los_Angeles", "Pacific/Kiritimati"})
  void expiries_areACalendar_andTextFromPolicyStaysText(String zone) {
    Page page = chromium.open(report, "#/expiries", Chromium.window(1280, 800).setTimezoneId(zone));
    assertThat(page.getByRole(AriaRole.TABLE)).hasAccessibleName("January 2027");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("2027-01-31: 1 end")).click();
    assertThat(page.locator("h3:focus")).hasText("2027-01-31 (in 72 days)");
    assertThat(page.locator("main")).containsText(HOSTILE);
    assertThat(page).hasTitle("Expiries – Who can do what");
    assertThat(page.locator("img")).hasCount(0);
  }

  @Test
  void screenReader_hasAGrid_withItsSize_andNames() {
    Page page = chromium.open(report, "");
    Locator grid = page.getByRole(AriaRole.GRID);
    assertThat(grid).hasAccessibleName("Roles of people in repositories");
    assertThat(grid).hasAttribute("aria-rowcount", "7");
    assertThat(grid).hasAttribute("aria-colcount", "4");
    assertThat(page.locator("body"))
        .matchesAriaSnapshot(
            """
            - banner:
              - heading "Who can do what" [level=1]
              - navigation "Pages":
                - link "Matrix"
            - region "Complete":
              - heading "Complete" [level=2]
            - main:
              - heading "People and repositories" [level=2]
              - search "Filter":
                - searchbox "Find people"
                - searchbox "Find repositories"
                - combobox "Kind"
                - combobox "Role"
              - status
              - grid "Roles of people in repositories":
                - rowgroup:
                  - row "Person acme/pay/api acme/pay/ledger acme/web":
                    - columnheader "Person"
                    - columnheader "acme/pay/api":
                      - link "acme/pay/api"
                - rowgroup:
                  - row "user:cy maintain none pull":
                    - rowheader "user:cy":
                      - link "user:cy"
                    - gridcell "maintain":
                      - link "maintain"
                    - gridcell "none":
                      - link "none"
            """);
  }

  @Test
  void whatARegistryAllowsATeamBesides_isOnThePagesOfItsMembers() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("portwrit.yaml"), "version: 1\n");
    String account = "team: pay\naccounts: {live: pay-role}\n";
    Files.writeString(other.resolve("acme.yaml"), ACME.replace("team: pay\n", account));
    MemoryTwin twin =
        new MemoryTwin(
            LawWorkspaces.registry(Registry.Type.DISTRIBUTION, Registry.Mode.AUTHORITATIVE));
    twin.put("repository", "acme/web", "{}");
    twin.put("grants", "acme/web", "{\"pay-role\":\"push\"}");
    Path file = folder.resolve("team.html");
    Command.in(other)
        .withRegistries(new TwinRegistries(twin))
        .run("audit", "--format", "html", "--registry", "live", "--output", file.toString());
    Page page = chromium.open(file, "#/person?name=user%3Adee");
    assertThat(page.locator("main")).containsText("What the registry allows besides");
    assertThat(page.locator("main")).containsText("account pay-role");
    page.navigate(file.toUri() + "#/access?person=user%3Adee&repository=acme%2Fweb");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("By the registry alone");
  }

  @Test
  void print_ofAReason_saysWhatTheReportIsOf() {
    Page page = chromium.open(report, "#/access?person=user%3Acy&repository=acme%2Fpay%2Fapi");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("acme.yaml:");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator("dialog")).not().isVisible();
    assertThat(page.locator("#completeness")).isVisible();
    assertThat(page.locator(".paper")).containsText("user:cy in acme/pay/api: maintain");
    assertThat(page.locator(".paper")).containsText("acme.yaml:");
  }

  @Test
  void print_ofWhoHasNothing_namesThem() {
    Page page = chromium.open(report, "");
    page.getByLabel("Find repositories").fill("ledger");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(
            page.locator(".paper tbody tr")
                .filter(new Locator.FilterOptions().setHasText("user:cy")))
        .hasText("user:cynone");
  }

  @Test
  void address_ofWhatTheReportDoesNotHold_isAnsweredWithNoRole() {
    Page page = chromium.open(report, "#/access?person=user%3Acy&repository=acme%2Fother");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("does not hold acme/other");
    assertThat(page.getByRole(AriaRole.DIALOG)).not().containsText("none");
    for (String one : List.of("#/repository?name=acme%2Fother", "#/person?name=user%3Anobody")) {
      go(page, one);
      assertThat(page.locator("main")).containsText("does not hold");
    }
    go(page, "#constructor");
    assertThat(page.locator("main h2")).hasText("No such page");
  }

  @Test
  void print_isTheWholePage() {
    Page page = chromium.open(report, "");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".paper tbody tr"))
        .hasText(
            new String[] {
              "anonymouspullacme/web",
              "service:acme/cipushacme/pay/api, acme/pay/ledger",
              "service:acme/cipullacme/web",
              "user:adaadminacme/pay/api, acme/pay/ledger, acme/web",
              "user:bobpushacme/pay/api, acme/pay/ledger",
              "user:bobpullacme/web",
              "user:cymaintainacme/pay/api",
              "user:cypullacme/web",
              "user:deepushacme/pay/api, acme/pay/ledger",
              "user:deepullacme/web"
            });
    assertThat(page.locator(".grid")).not().isVisible();
    assertThat(page.locator("nav")).not().isVisible();
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    assertThat(page.locator(".grid")).isVisible();
    assertThat(page.locator(".paper")).hasCount(0);
    assertThat(page.pdf()).startsWith('%', 'P', 'D', 'F');
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void text_canBeReadInBothSchemes(ColorScheme scheme) {
    Page page = chromium.open(report, "", Chromium.window(1280, 800).setColorScheme(scheme));
    for (String address : ADDRESSES) {
      go(page, address);
      double contrast = ((Number) page.evaluate(LEAST_CONTRAST)).doubleValue();
      assertThat(contrast).as(address).isGreaterThanOrEqualTo(4.5);
    }
  }

  private static final String LEAST_CONTRAST =
      """
      () => {
        const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255)
          .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
          .reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = (element) => {
          const colour = getComputedStyle(element).backgroundColor;
          return colour === "rgba(0, 0, 0, 0)" ? ground(element.parentElement) : colour;
        };
        const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        const texts = [...document.querySelectorAll("body *")].filter((one) =>
          one.tagName !== "SCRIPT" && one.tagName !== "NOSCRIPT" &&
          [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""));
        return Math.min(...texts.map((one) =>
          contrast(light(getComputedStyle(one).color), light(ground(one)))));
      }
      """;

  @Test
  void phone_needsNoScrollingToTheSide() {
    Page page = chromium.open(report, "", Chromium.window(390, 800));
    for (String address : ADDRESSES) {
      go(page, address);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(address).isEqualTo(390);
    }
  }

  private static void go(Page page, String address) {
    page.navigate(report.toUri() + address);
    assertThat(page.locator("main h2")).isVisible();
    assertThat(page.locator("[aria-busy]")).hasCount(0);
  }

  @Test
  void withoutScripts_thePageSaysSo_andWhatItIsOf() {
    Page page = chromium.open(report, "", Chromium.window(800, 600).setJavaScriptEnabled(false));
    assertThat(page.locator("body")).containsText("Without its script this page shows only");
    assertThat(page.locator("body")).containsText(git.run("rev-parse", "HEAD").strip());
    assertThat(page.locator("#completeness")).containsText("complete over the policy");
    assertThat(page.locator("#completeness")).containsText("Subjects: 6; repositories: 3.");
  }

  @Test
  void whatCouldNotBeRead_standsOnTop_andOnItsPage() {
    Path incomplete = folder.resolve("incomplete.html");
    Command.Outcome outcome = audit("--registry", "live", "--output", incomplete.toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    Page page = chromium.open(incomplete, "");
    Locator completeness =
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Not complete"));
    assertThat(completeness).containsText("not complete: what is missing is `unknown`");
    assertThat(completeness).containsText("are not served yet");
    page.getByText("Live registry").click();
    assertThat(page.locator("main")).containsText("What could not be read (1)");
    assertThat(page.locator("main .ways")).containsText("are not served yet");
  }

  @Test
  void largeMatrix_isDrawnWhereItIsSeen() throws IOException {
    Path many = folder.resolve("many");
    Files.createDirectories(many);
    Files.writeString(many.resolve("portwrit.yaml"), "version: 1\n");
    StringBuilder text = new StringBuilder("organization: acme\nmembers:\n");
    for (int i = 1000; i < 1300; i++) {
      text.append("  - u").append(i).append('\n');
    }
    for (int i = 1000; i < 1400; i++) {
      text.append("---\nrepository: acme/r" + i + "\n");
      text.append("grants:\n  - {role: push, to: [user:u" + (1000 + i % 300) + "]}\n");
    }
    Files.writeString(many.resolve("acme.yaml"), text.toString());
    Path large = folder.resolve("large.html");
    Command.in(many).run("audit", "--format", "html", "--output", large.toString());
    Page page = chromium.open(large, "");
    assertThat(page.getByRole(AriaRole.STATUS))
        .hasText("301 of 301 subjects, 400 of 400 repositories");
    page.locator(".grid a[tabindex='0']").focus();
    page.keyboard().press("Control+End");
    assertThat(page.locator(".grid a:focus"))
        .hasAttribute("href", "#/access?person=user%3Au1299&repository=acme%2Fr1399");
    page.locator(".grid").evaluate("grid => grid.scrollTo(0, 0)");
    assertThat(page.locator(".grid tbody th a").first()).hasText("anonymous");
    assertThat(page.locator(".grid")).isFocused();
    assertThat(page.locator(".grid td:not(.beyond)").count()).isBetween(100, 2000);
    page.keyboard().press("ArrowUp");
    assertThat(page.locator(".grid a:focus"))
        .hasAttribute("href", "#/access?person=user%3Au1298&repository=acme%2Fr1399");
  }

  @Test
  void otherViews_areATable() {
    Path orphans = folder.resolve("orphans.html");
    Command.Outcome outcome = audit("--view", "matrix", "--output", orphans.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    Page page = chromium.open(orphans, "", Chromium.window(390, 600));
    assertThat(page.locator("thead th"))
        .hasText(new String[] {"subject", "acme/pay/api", "acme/pay/ledger", "acme/web"});
    assertThat(page.locator("#ending")).containsText("6 rows, complete");
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
  }

  @Test
  void changedByte_isFoundByVerify() throws IOException {
    assertThat(run("verify", report.toString()).exitCode()).isEqualTo(ExitCode.YES);
    Path changed = folder.resolve("changed.html");
    Files.writeString(
        changed, Files.readString(report).replaceFirst("\"user:dee\"", "\"user:eve\""));
    Path manifest = folder.resolve("changed.html.manifest");
    Files.writeString(
        manifest,
        Files.readString(folder.resolve("report.html.manifest"))
            .replace("report.html", "changed.html"));
    Command.Outcome outcome = run("verify", changed.toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains(changed + ": has another SHA-256 than the manifest says")
        .containsPattern("changed\\.html:\\d+: says otherwise than commit ");
  }

  private static Command.Outcome audit(String... words) {
    String[] all = new String[words.length + 3];
    System.arraycopy(new String[] {"audit", "--format", "html"}, 0, all, 0, 3);
    System.arraycopy(words, 0, all, 3, words.length);
    return run(all);
  }

  private static Command.Outcome run(String... words) {
    return Command.in(folder.resolve("work")).run(words);
  }
}

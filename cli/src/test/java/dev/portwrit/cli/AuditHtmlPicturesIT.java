package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of the report in the README: {@code -Dportwrit.pictures=FOLDER} says where they go.
 */
class AuditHtmlPicturesIT {
  private static final List<String> PEOPLE =
      List.of("bob", "cy", "dee", "eve", "fay", "gus", "hal", "ivy", "jo", "kim", "lou", "max");
  private static final List<String> TEAMS = List.of("pay", "shop", "data");
  private static final List<String> SERVICES = List.of("api", "ledger", "web", "worker", "jobs");

  @TempDir Path folder;

  @Test
  void matrix_andTheReasonOfACell() throws IOException {
    RealGit git = RealGit.init(folder.resolve("work")).at("2026-11-01T10:00:00Z");
    git.run("config", "user.name", "Ada");
    git.run("config", "user.email", "ada@acme.example");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", policies()).commit("Begin");
    Path report = folder.resolve("report.html");
    Command.Outcome outcome =
        Command.in(folder.resolve("work"))
            .run("audit", "--format", "html", "--output", report.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);

    Path pictures = Path.of(System.getProperty("portwrit.pictures", "target/pictures"));
    Files.createDirectories(pictures);
    try (Chromium chromium = Chromium.start()) {
      Page matrix = chromium.open(report, "", Chromium.window(1200, 760));
      save(matrix, pictures.resolve("audit-matrix.png"));
      Page reason =
          chromium.open(
              report,
              "#/access?person=user%3Aeve&repository=acme%2Fpay%2Fledger",
              Chromium.window(1000, 640).setColorScheme(ColorScheme.DARK));
      reason.getByRole(AriaRole.DIALOG).getByText("By policy").waitFor();
      save(reason, pictures.resolve("audit-reason.png"));
      chromium.closeWindows();
    }
  }

  private static void save(Page page, Path picture) throws IOException {
    page.screenshot(new Page.ScreenshotOptions().setPath(picture));
    assertThat(Files.size(picture)).isBetween(10_000L, 150_000L);
  }

  private static String policies() {
    StringBuilder text = new StringBuilder("organization: acme\nowners: [ada]\nmembers: [");
    text.append(String.join(", ", PEOPLE)).append("]\n");
    for (int i = 0; i < TEAMS.size(); i++) {
      String team = TEAMS.get(i);
      text.append("---\nservice: ").append(team).append("-ci\n");
      text.append("---\nteam: ").append(team).append("\nmembers: [service:").append(team);
      text.append("-ci, ")
          .append(String.join(", ", PEOPLE.subList(i * 4, i * 4 + 4)))
          .append("]\n");
      for (String service : SERVICES) {
        text.append("---\nrepository: acme/").append(team).append('/').append(service).append('\n');
        text.append(service.equals("web") ? "visibility: public\n" : "");
      }
      text.append("---\nrepositories: acme/").append(team).append("/**\ngrants:\n");
      text.append("  - {role: push, to: [team:").append(team).append("]}\n");
      text.append("  - {role: maintain, to: [user:").append(PEOPLE.get(i * 4)).append("]}\n");
      text.append("  - {role: pull, to: [team:").append(TEAMS.get((i + 1) % 3)).append("]}\n");
      text.append("  - {role: push, to: [user:").append(PEOPLE.get((i * 4 + 7) % 12));
      text.append("], expires: 2027-01-31, reason: helps with the migration}\n");
    }
    text.append("---\nprotection: acme/releases\nrepositories: [acme/**]\ntags: [v*]\n");
    return text.append("rule: immutable\n").toString();
  }
}

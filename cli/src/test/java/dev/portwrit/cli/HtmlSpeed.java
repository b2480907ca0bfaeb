package dev.portwrit.cli;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Measures a report as a page: how long it takes to write, what it weighs, and in Chromium when it
 * can be seen first and how long its longest task is while it is used.
 */
public final class HtmlSpeed {
  private static final int TEAM = 50;
  private static final String WATCH =
      """
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
      }).observe({ type: "longtask", buffered: true });
      const look = () => document.querySelector(".grid tbody a")
        ? requestAnimationFrame(() => { window.firstView = performance.now(); })
        : requestAnimationFrame(look);
      look();
      """;

  private HtmlSpeed() {}

  /**
   * Prints a table.
   *
   * @param arguments how many repositories and how many people
   */
  public static void main(String[] arguments) throws IOException {
    int repositories = Integer.parseInt(arguments[0]);
    int people = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("portwrit-html-");
    write(folder, repositories, people);
    Path report = folder.resolve("report.html");
    for (int i = 0; i < 2; i++) {
      long begin = System.nanoTime();
      ExitCode exit =
          new Program(
                  new Environment(
                      folder,
                      Map.of(),
                      Clock.systemUTC(),
                      System.in,
                      System.out,
                      System.err,
                      false))
              .run("audit", "--format", "html", "--no-history", "--output", report.toString());
      System.out.printf(
          "%s: %.1f s, %.1f MB, heap %,d MiB, exit %s%n",
          i == 0 ? "written" : "once more",
          (System.nanoTime() - begin) / 1e9,
          Files.size(report) / 1e6,
          Runtime.getRuntime().maxMemory() >> 20,
          exit);
    }
    try (Chromium chromium = Chromium.start()) {
      for (int i = 0; i < 4; i++) {
        use(chromium, report, i == 0 ? "cold" : "again");
        chromium.closeWindows();
      }
    }
  }

  private static void use(Chromium chromium, Path report, String label) {
    Page page = chromium.open(Path.of("/dev/null"), "");
    page.addInitScript(WATCH);
    page.navigate(report.toUri().toString());
    waitUntil(page, "window.firstView > 0");
    waitUntil(page, "document.querySelectorAll('script.rows').length === 0");
    System.out.printf(
        "%-6s first view %,.0f ms; longest task in ms: until all rows are read %s",
        label, ((Number) page.evaluate("firstView")).doubleValue(), longest(page));
    page.evaluate(
        """
        async () => {
          const grid = document.querySelector(".grid");
          for (let i = 0; i < 120; i++) {
            grid.scrollTo((grid.scrollWidth * i) / 120, (grid.scrollHeight * ((i * 7) % 120)) / 120);
            await new Promise(requestAnimationFrame);
          }
        }
        """);
    System.out.printf(", scrolling %s", longest(page));
    for (String name : new String[] {"Find people", "Find repositories"}) {
      page.getByLabel(name).pressSequentially("10");
    }
    System.out.printf(", searching %s", longest(page));
    page.getByLabel("Find people").fill("");
    page.getByLabel("Find repositories").fill("");
    page.evaluate("window.all = document.querySelector('#found').textContent");
    page.locator("select[name=role]").selectOption("3");
    waitUntil(page, "document.querySelector('#found').textContent !== all");
    System.out.printf(", filtering %s", longest(page));
    page.locator(".grid td a").first().click();
    page.getByRole(AriaRole.DIALOG).getByText("By policy").waitFor();
    System.out.printf(", a reason %s", longest(page));
    page.getByText("All of this repository").click();
    page.getByText("By which rules").waitFor();
    System.out.printf(", a repository %s%n", longest(page));
  }

  // In the page's own frames: what Playwright waits by would need the page to let strings run.
  private static void waitUntil(Page page, String condition) {
    page.evaluate(
        "new Promise((resolve) => { const look = () => ("
            + condition
            + ") ? resolve() : requestAnimationFrame(look); look(); })");
  }

  // The longest since it was asked last; what is no longer than 50 ms no browser counts.
  private static String longest(Page page) {
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 100))");
    double longest =
        ((Number) page.evaluate("(() => { const one = longest; longest = 0; return one; })()"))
            .doubleValue();
    return longest == 0 ? "below 50" : String.format("%.0f", longest);
  }

  // Everybody may pull everything; a team pushes, another pulls, some maintain, and one is a guest.
  private static void write(Path folder, int repositories, int people) throws IOException {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    StringBuilder text = new StringBuilder("organization: acme\ndefault: pull\nmembers:\n");
    for (int i = 0; i < people; i++) {
      text.append("  - u").append(i).append('\n');
    }
    int teams = Math.max(1, people / 10);
    for (int team = 0; team < teams; team++) {
      text.append("---\nteam: t").append(team).append("\nmembers:\n");
      for (int i = 0; i < TEAM; i++) {
        text.append("  - u").append((team * 37 + i * 13) % people).append('\n');
      }
    }
    for (int i = 0; i < repositories; i++) {
      text.append("---\nrepository: acme/area").append(i % 40).append("/r").append(i);
      text.append("\ngrants:\n  - {role: push, to: [team:t").append(i % teams).append("]}\n");
      text.append("  - {role: pull, to: [team:t").append((i * 3 + 1) % teams).append("]}\n");
      text.append("  - {role: maintain, to: [user:u").append(i % people).append("]}\n");
      text.append("  - {role: push, to: [user:u").append((i * 7 + 3) % people);
      text.append("], expires: 2027-0").append(i % 9 + 1).append("-15, reason: guest}\n");
    }
    Files.writeString(folder.resolve("acme.yaml"), text.toString());
  }
}

package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.portwrit.neighbour.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Chromium of this machine with pages of reports, each in a window of its own. Whatever a page
 * asks a network for, and whatever breaks in it, is found when it is closed.
 */
final class Chromium implements AutoCloseable {
  private static final Browser.NewContextOptions DESK = window(1280, 800);

  private final Playwright playwright;
  private final Browser browser;
  private final List<BrowserContext> windows = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it; skips the test that asks, with a printed reason, if the machine has none. */
  static Chromium start() {
    Path program = Program.CHROMIUM.require();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(program)
            .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"));
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  /** A window of so many pixels. */
  static Browser.NewContextOptions window(int width, int height) {
    return new Browser.NewContextOptions().setViewportSize(width, height).setLocale("en-US");
  }

  Page open(Path file, String address) {
    return open(file, address, DESK);
  }

  /** Shows a file at one of its addresses, such as {@code #/expiries}. */
  Page open(Path file, String address, Browser.NewContextOptions options) {
    BrowserContext window = browser.newContext(options);
    windows.add(window);
    Page page = window.newPage();
    page.onRequest(request -> requests.add(request.url()));
    page.onPageError(errors::add);
    page.onConsoleMessage(message -> errors.add(message.type() + ": " + message.text()));
    page.onDialog(dialog -> errors.add("dialog: " + dialog.message()));
    page.navigate(file.toUri() + address);
    return page;
  }

  /** Closes all windows, of which none may have asked for more than its file. */
  void closeWindows() {
    windows.forEach(BrowserContext::close);
    windows.clear();
    List<String> elsewhere = requests.stream().filter(url -> !url.startsWith("file:")).toList();
    List<String> broken = List.copyOf(errors);
    requests.clear();
    errors.clear();
    assertThat(elsewhere).as("requests").isEmpty();
    assertThat(broken).as("errors").isEmpty();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

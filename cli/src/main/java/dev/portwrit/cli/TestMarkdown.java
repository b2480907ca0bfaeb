package dev.portwrit.cli;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.MarkdownText;
import dev.portwrit.expectation.Expectations;
import dev.portwrit.expectation.RegoTests;
import java.util.ArrayList;
import java.util.List;

/** What came of tests, as a part of a comment on a pull request. */
final class TestMarkdown {
  // Behind a comparison of access, in one comment with it.
  private static final int ROOM = 6_000;

  private TestMarkdown() {}

  static void print(TestRun run, Console console) {
    console.print("### Tests\n");
    console.print(run.count() + run.rego().map(TestMarkdown::rego).orElse(""));
    List<String> failed = new ArrayList<>(run.unmet().stream().map(TestMarkdown::line).toList());
    run.ran()
        .ifPresent(
            rego -> rego.failed().forEach(test -> failed.add("- " + MarkdownText.shortCode(test))));
    print(console, "Failed", failed);
    run.gone().ifPresent(gone -> print(console, "Taken out or altered by the change", lines(gone)));
    if (run.gone().filter(gone -> gone.unread() > 0).isPresent()) {
      console.print("\nSome tests of the base cannot be read: whether they are gone is not known.");
    }
  }

  private static String rego(RegoTests.Outcome outcome) {
    if (outcome instanceof RegoTests.Outcome.Ran ran) {
      return "; Rego: " + ran.passed() + " passed, " + ran.failed().size() + " failed";
    }
    return outcome instanceof RegoTests.Outcome.Skipped
        ? "; Rego tests were skipped"
        : "; of the Rego tests it could not be determined";
  }

  private static void print(Console console, String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    console.print("\n#### " + heading + "\n");
    List<String> shown = new CommentRoom(ROOM).taken(lines);
    shown.forEach(console::print);
    if (shown.size() < lines.size()) {
      console.print(
          "\n**"
              + DiffWords.number(lines.size() - shown.size())
              + " more:** "
              + MarkdownText.code("portwrit test")
              + " shows all.");
    }
  }

  private static String line(Diagnostic problem) {
    return "- "
        + MarkdownText.code(problem.place().map(Object::toString).orElse(""))
        + " "
        + MarkdownText.shortCode(problem.message());
  }

  // Those that would fail say more about the change than those that would not.
  private static List<String> lines(GoneTests gone) {
    List<String> lines = new ArrayList<>();
    for (boolean isMet : new boolean[] {false, true}) {
      gone.expectations().stream()
          .filter(one -> one.isMet() == isMet)
          .forEach(one -> lines.add(line(one)));
    }
    gone.rego().forEach(file -> lines.add("- " + MarkdownText.shortCode(file)));
    return lines;
  }

  private static String line(Expectations.Result gone) {
    return "- "
        + MarkdownText.code(gone.expectation().place().toString())
        + " "
        + MarkdownText.shortCode(gone.expectation().question())
        + ": "
        + MarkdownText.shortCode(GoneTests.answer(gone));
  }
}

package dev.portwrit.cli;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a verb found as JUnit XML. */
final class JunitReport {
  private static final String GROUP = "policies";

  private JunitReport() {}

  /** A test case a file, which fails if the file has errors. */
  static String ofCheck(List<Diagnostic> problems) {
    Map<String, List<Diagnostic>> byFile =
        problems.stream()
            .collect(Collectors.groupingBy(JunitReport::file, TreeMap::new, Collectors.toList()));
    List<JunitCase> cases =
        byFile.entrySet().stream().map(file -> ofFile(file.getKey(), file.getValue())).toList();
    return JunitXml.of(
        suite("check"), cases.isEmpty() ? List.of(JunitCase.passed(GROUP, GROUP, "")) : cases);
  }

  /** The one case of a verb that could not go on: nobody shall take it for one that passed. */
  static String of(String verb, Failure failure) {
    String help = failure.help().map(text -> "\n  help: " + text).orElse("");
    return JunitXml.of(
        suite(verb),
        List.of(
            new JunitCase(
                GROUP, verb, JunitCase.Ending.ERROR, failure.message(), failure.message() + help)));
  }

  static String suite(String verb) {
    return "portwrit " + verb;
  }

  private static JunitCase ofFile(String file, List<Diagnostic> problems) {
    String text = ProblemFormat.text(problems);
    // Warnings alone are no failure: the command succeeds with them.
    return problems.stream().noneMatch(PolicyOpener::isError)
        ? JunitCase.passed(GROUP, file, text)
        : new JunitCase(
            GROUP,
            file,
            JunitCase.Ending.FAILURE,
            PolicyOpener.count(problems.size(), "problem"),
            text);
  }

  private static String file(Diagnostic problem) {
    return problem.place().map(Place::file).orElse("workspace");
  }
}

package dev.portwrit.decision;

import dev.portwrit.policy.Subject;
import java.util.ArrayList;
import java.util.List;

/** An explanation as lines for people. */
public final class ExplanationText {
  /** So many subjects are named before the rest is counted. */
  private static final int NAMED = 20;

  private static final String INDENT = "  ";

  private ExplanationText() {}

  /**
   * The headline, the tree, what would have to change, and who could do it now.
   *
   * @param explanation an explanation
   * @return lines without line ends
   */
  public static List<String> lines(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(explanation.question().toString());
    lines.add(explanation.headline());
    explanation.steps().forEach(step -> addStep(step, INDENT, lines));
    addChanges(explanation.allowedIf(), lines);
    addSubjects(explanation.whoCan(), lines);
    return List.copyOf(lines);
  }

  private static void addStep(Step step, String indent, List<String> lines) {
    String place = step.place().map(p -> " " + Rule.inParentheses(p)).orElse("");
    lines.add(indent + step.mark() + " " + step.text() + place);
    step.steps().forEach(below -> addStep(below, indent + INDENT, lines));
  }

  private static void addChanges(List<List<Choice>> allowedIf, List<String> lines) {
    for (int i = 0; i < allowedIf.size(); i++) {
      lines.add(i == 0 ? "would be allowed if" : "and");
      List<Choice> choices = allowedIf.get(i);
      for (int j = 0; j < choices.size(); j++) {
        lines.add(INDENT + (j == 0 ? "" : "or ") + choices.get(j));
      }
    }
  }

  private static void addSubjects(List<Subject> whoCan, List<String> lines) {
    if (whoCan.isEmpty()) {
      lines.add("nobody can do it now");
      return;
    }
    lines.add("who can do it now");
    whoCan.stream().limit(NAMED).forEach(subject -> lines.add(INDENT + subject));
    if (whoCan.size() > NAMED) {
      lines.add(INDENT + "and " + (whoCan.size() - NAMED) + " more");
    }
  }
}

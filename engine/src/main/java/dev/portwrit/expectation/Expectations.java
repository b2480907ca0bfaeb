package dev.portwrit.expectation;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.source.PolicyFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The expectations of a workspace.
 *
 * @param all in the order of the files and within them
 * @param problems what could not be read, in order; the expectations are then not all of them
 */
public record Expectations(List<Expectation> all, List<Diagnostic> problems) {
  private static final String NEXT_STEP = "mend the policies, or the expectation";

  /**
   * How one expectation came out.
   *
   * @param expectation what was expected
   * @param difference how the answer differs, in one line; empty if it is met
   */
  public record Result(Expectation expectation, Optional<String> difference) {
    /**
     * Whether the answer is the expected one.
     *
     * @return true if there is no difference
     */
    public boolean isMet() {
      return difference.isEmpty();
    }

    /**
     * The difference at its place.
     *
     * @return an error, or empty if there is no difference
     */
    public Optional<Diagnostic> diagnostic() {
      return difference.map(
          text ->
              new Diagnostic(
                  Optional.of(expectation.place()),
                  Severity.ERROR,
                  Code.EXPECTATION_NOT_MET,
                  "`" + expectation.question() + "`: " + text,
                  expectation.because().or(() -> Optional.of(NEXT_STEP))));
    }
  }

  /** Copies the lists. */
  public Expectations {
    all = List.copyOf(all);
    problems = List.copyOf(problems);
  }

  /**
   * Reads files of expectations.
   *
   * @param files those of {@code tests/}
   * @return the expectations and the problems of all files
   */
  public static Expectations read(List<PolicyFile> files) {
    List<Expectation> all = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (PolicyFile file : files.stream().sorted().toList()) {
      Expectations some = new ExpectationReader(file).read();
      all.addAll(some.all());
      problems.addAll(some.problems());
    }
    return new Expectations(all, problems.stream().sorted().toList());
  }

  /**
   * What others do not expect any more: the same question at the same instant with the same answer
   * is nowhere among them. Where it is written, and why, is of no concern.
   *
   * @param others such as those after a change
   * @return those of these, in their order
   */
  public List<Expectation> missingFrom(Expectations others) {
    Set<List<Object>> kept =
        others.all.stream().map(Expectations::meaning).collect(Collectors.toSet());
    return all.stream().filter(one -> !kept.contains(meaning(one))).toList();
  }

  private static List<Object> meaning(Expectation expectation) {
    if (expectation instanceof Expectation.Can can) {
      return List.of(can.question(), can.at(), can.allowed(), can.rule());
    }
    Expectation.WhoCan who = (Expectation.WhoCan) expectation;
    return List.of(who.question(), who.at(), Set.copyOf(who.subjects()));
  }

  /**
   * Puts every question to a workspace.
   *
   * @param index the compiled workspace
   * @param now the instant at which expiry is judged where an expectation names none
   * @return a result for each expectation, in their order
   */
  public List<Result> run(PolicyIndex index, Instant now) {
    return all.stream()
        .map(expectation -> new Result(expectation, expectation.difference(index, now)))
        .toList();
  }
}

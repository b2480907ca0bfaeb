package dev.portwrit.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decisions with their rule and place on 100,000 grants, beside OPA in the same run.
 *
 * <p>OPA serves an equivalent policy over data that is indexed for it, and is given the patterns
 * that match the repository: finding them is not on its account. Its time is what it says itself
 * that the evaluation of the query took; reading the request and writing the answer are left out.
 * Ours is the time around {@link PolicyIndex#decide}, the reading of the clock included, for a
 * question whose objects were just made. The two take turns, a thousand questions each, so that
 * what else the machine does meets both. Every answer is compared, with its rule and place.
 */
public final class OpaComparison {
  private static final int GRANTS = 100_000;
  private static final int QUESTIONS = 20_000;
  private static final int TURN = 1_000;
  private static final int WARM_UP_ROUNDS = 30;

  private OpaComparison() {}

  /**
   * Prints a table. Exits 1 if an answer differs, and 3 if there is no {@code opa}.
   *
   * @param arguments none
   * @throws Exception if OPA cannot be started or asked
   */
  public static void main(String[] arguments) throws Exception {
    Optional<Path> program = OpaServer.find();
    if (program.isEmpty()) {
      System.err.println("no `opa` in PORTWRIT_TOOLS or on the path: no comparison");
      System.exit(3);
    }
    System.exit(compare(program.get()));
  }

  private static int compare(Path program) throws Exception {
    Workspace workspace = FigureWorkspace.ofGrants(GRANTS);
    PolicyIndex index = PolicyIndex.of(workspace);
    List<Question> questions = FigureWorkspace.questions(workspace, QUESTIONS);
    OpaData data = new OpaData(index);
    List<ObjectNode> inputs = questions.stream().map(data::input).toList();
    long[] ours = new long[QUESTIONS];
    long[] theirs = new long[QUESTIONS];
    int different = 0;
    int allowed = 0;
    try (OpaServer opa = OpaServer.start(program, data.data())) {
      for (ObjectNode input : inputs.subList(0, TURN)) {
        opa.ask(input);
      }
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        measure(index, questions, 0, QUESTIONS, ours);
      }
      for (int from = 0; from < QUESTIONS; from += TURN) {
        Decision[] decisions = measure(index, questions, from, from + TURN, ours);
        for (int i = 0; i < TURN; i++) {
          OpaServer.Answer answer = opa.ask(inputs.get(from + i));
          theirs[from + i] = answer.nanos();
          allowed += decisions[i].isAllowed() ? 1 : 0;
          if (!says(decisions[i]).equals(answer.decision() + " " + answer.rule())) {
            different++;
            System.err.printf(
                "%s: `%s`, opa `%s %s`%n",
                questions.get(from + i), says(decisions[i]), answer.decision(), answer.rule());
          }
        }
      }
      print(ours, theirs, opa.residentKibibytes());
    }
    System.out.printf(
        "%,d questions, %,d allowed, %,d answers differ%n", QUESTIONS, allowed, different);
    return different == 0 ? 0 : 1;
  }

  private static Decision[] measure(
      PolicyIndex index, List<Question> questions, int from, int to, long[] nanos) {
    Decision[] decisions = new Decision[to - from];
    for (int i = from; i < to; i++) {
      Question question = fresh(questions.get(i));
      long start = System.nanoTime();
      decisions[i - from] = index.decide(question);
      nanos[i] = System.nanoTime() - start;
    }
    return decisions;
  }

  // As a request brings it: no object that was seen before, no hash that is known.
  private static Question fresh(Question question) {
    return new Question(
        Subject.parse(question.subject().toString()).orElseThrow(),
        question.action(),
        new RepositoryName(new String(question.repository().value().toCharArray())),
        question.tag(),
        question.now());
  }

  private static String says(Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      return "allow " + allowed.rule();
    }
    return "deny " + ((Decision.Denied) decision).rule();
  }

  private static void print(long[] ours, long[] theirs, Optional<Long> kibibytes) {
    System.out.println("one decision with rule and place     p50          p99");
    System.out.println(line("Portwrit, in process", ours));
    System.out.println(line("OPA, its own evaluation timer", theirs));
    System.out.printf(
        Locale.ROOT,
        "%-30s %8.0f x   %8.0f x%n",
        "OPA : Portwrit",
        (double) percentile(theirs, 50) / percentile(ours, 50),
        (double) percentile(theirs, 99) / percentile(ours, 99));
    kibibytes.ifPresent(size -> System.out.printf("OPA's process: %d MiB%n", size / 1024));
  }

  private static String line(String name, long[] nanos) {
    return String.format(
        Locale.ROOT,
        "%-30s %8.2f µs  %8.2f µs",
        name,
        percentile(nanos, 50) / 1e3,
        percentile(nanos, 99) / 1e3);
  }

  private static long percentile(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) ((long) sorted.length * percent / 100)];
  }
}

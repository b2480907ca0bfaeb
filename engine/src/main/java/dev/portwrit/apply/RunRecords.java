package dev.portwrit.apply;

import dev.portwrit.registry.ObjectId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The records of all runs on a registry, in the order of their numbers. */
public final class RunRecords {
  private static final String FIRST = "0".repeat(64);

  private final RecordStore store;

  RunRecords(RecordStore store) {
    this.store = store;
  }

  /**
   * A run as its record tells of it.
   *
   * @param number its number
   * @param commit the commit that it applied
   * @param at when it ended, or began where it did not end
   * @param outcome how it ended, such as {@code CONVERGED}, {@code refused} or {@code observed};
   *     empty where the record does not say
   */
  public record Run(int number, String commit, Instant at, Optional<String> outcome) {}

  /**
   * All runs that have a record.
   *
   * @return by their numbers
   * @throws IOException if they cannot be read
   */
  public List<Run> runs() throws IOException {
    List<Run> runs = new ArrayList<>();
    for (int number : store.numbers()) {
      List<RecordLine> lines = lines(number);
      if (!lines.isEmpty()) {
        RecordLine last = lines.get(lines.size() - 1);
        boolean isEnd = last.text("line").equals("end");
        runs.add(
            new Run(
                number,
                lines.get(0).text("commit"),
                Instant.parse((isEnd ? last : lines.get(0)).text("at")),
                isEnd ? Optional.of(last.text("outcome")) : Optional.empty()));
      }
    }
    return runs;
  }

  /**
   * How the last run ended.
   *
   * @param number its number; 0 if there was none
   * @param hash the hash of its last whole line
   * @param isOpen whether it ended without saying so
   * @param undecided the objects with an intent and no result
   * @param refused the plan that it refused, and why; empty if it did not
   */
  record End(
      int number,
      String hash,
      boolean isOpen,
      Set<ObjectId> undecided,
      Optional<Refused> refused) {}

  /** A plan that was refused, and what was against it. */
  record Refused(String plan, List<String> reasons) {
    Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /** What people find the record of a run by. */
  String place(int number) {
    return store.place(number);
  }

  RecordStore.Lines begin(int number) throws IOException {
    return store.begin(number);
  }

  End end() throws IOException {
    SortedSet<Integer> numbers = store.numbers();
    if (numbers.isEmpty()) {
      return new End(0, FIRST, false, Set.of(), Optional.empty());
    }
    int number = numbers.last();
    Set<ObjectId> undecided = new TreeSet<>();
    boolean open = true;
    String plan = "";
    Optional<Refused> refused = Optional.empty();
    String hash = hashBefore(number);
    for (RecordLine line : lines(number)) {
      hash = line.hash();
      switch (line.text("line")) {
        case "begin" -> plan = line.text("plan");
        case "intent" -> undecided.add(object(line));
        case "result" -> undecided.remove(object(line));
        case "end" -> {
          open = false;
          refused = refused(plan, line);
        }
        default -> {}
      }
    }
    return new End(number, hash, open, open ? undecided : Set.of(), refused);
  }

  private static Optional<Refused> refused(String plan, RecordLine end) {
    if (!end.text("outcome").equals("refused")) {
      return Optional.empty();
    }
    List<String> reasons = new ArrayList<>();
    end.fields().path("refusals").forEach(reason -> reasons.add(reason.asText()));
    return Optional.of(new Refused(plan, reasons));
  }

  private String hashBefore(int number) throws IOException {
    for (int before = number - 1; before > 0; before--) {
      List<RecordLine> lines = lines(before);
      if (!lines.isEmpty()) {
        return lines.get(lines.size() - 1).hash();
      }
    }
    return FIRST;
  }

  /**
   * What is wrong with the records: a line that was changed, or one that does not follow.
   *
   * @return the first flaw, in one line; empty if there is none. A last line that was not written
   *     to its end is none
   * @throws IOException if they cannot be read
   */
  public Optional<String> flaw() throws IOException {
    String previous = FIRST;
    int expected = 1;
    for (int number : store.numbers()) {
      if (number != expected) {
        return Optional.of("the record of run " + expected + " is not there");
      }
      expected++;
      List<String> texts = texts(number);
      for (int at = 0; at < texts.size(); at++) {
        Optional<RecordLine> line = RecordLine.read(texts.get(at));
        boolean torn = line.isEmpty() && at == texts.size() - 1 && !endsWhole(number);
        if (torn) {
          continue;
        }
        if (line.isEmpty() || !line.get().text("previous").equals(previous)) {
          return Optional.of("line " + (at + 1) + " of `" + store.place(number) + "` was changed");
        }
        previous = line.get().hash();
      }
    }
    return Optional.empty();
  }

  private static ObjectId object(RecordLine line) {
    return new ObjectId(line.text("kind"), line.text("name"));
  }

  // Up to the first line that is not whole: what a crash cut off was never acted upon.
  private List<RecordLine> lines(int number) throws IOException {
    List<RecordLine> lines = new ArrayList<>();
    for (String text : texts(number)) {
      Optional<RecordLine> line = RecordLine.read(text);
      if (line.isEmpty()) {
        break;
      }
      lines.add(line.get());
    }
    return lines;
  }

  private List<String> texts(int number) throws IOException {
    return store.text(number).lines().toList();
  }

  private boolean endsWhole(int number) throws IOException {
    return store.text(number).endsWith("\n");
  }
}

package dev.portwrit.gateway.decisionlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Recomputes the chain of a log and names the first line that differs. It needs nothing but the
 * files, and may read those of a gateway that runs.
 */
public final class DecisionLogVerifier {
  private static final Set<String> REMARKABLE = Set.of(EventRecord.GAP, EventRecord.RECOVERED);

  private final Chain chain = new Chain();
  private final Optional<Head> expected;
  private final List<Verification.Remark> remarks = new ArrayList<>();
  private long lines;
  private boolean sawExpected;

  private DecisionLogVerifier(Optional<Head> expected) {
    this.expected = expected;
    this.sawExpected = expected.isEmpty() || expected.get().sequence() == 0;
  }

  /**
   * The files of a log.
   *
   * @param folderOrFile the folder of a log, or one file of it
   * @return the files in the order of the chain
   * @throws IOException if the folder cannot be read
   */
  public static List<Path> filesOf(Path folderOrFile) throws IOException {
    return Files.isDirectory(folderOrFile) ? LogFiles.in(folderOrFile) : List.of(folderOrFile);
  }

  /**
   * Verifies a log.
   *
   * @param files its files in the order of the chain, at least one; older files may be missing
   * @param expected a head that was noted earlier. The log must hold that line; without it a cut at
   *     the end and a change of the very last line go unseen
   * @return the chain's ends, or the first line that differs
   * @throws IOException if a file cannot be read
   */
  public static Verification verify(List<Path> files, Optional<Head> expected) throws IOException {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a log has at least one file");
    }
    return new DecisionLogVerifier(expected).verifyFiles(files);
  }

  private Verification verifyFiles(List<Path> files) throws IOException {
    long number = 1;
    for (Path file : files) {
      number = 1;
      try (LineReader reader = LineReader.open(file)) {
        for (Optional<LineReader.Line> line = reader.next();
            line.isPresent();
            line = reader.next(), number++) {
          Optional<String> problem = problemOf(file, number, line.get());
          if (problem.isPresent()) {
            return new Verification.Broken(file, number, problem.get());
          }
        }
      }
    }
    if (!sawExpected) {
      return missingExpected(files, number);
    }
    return new Verification.Intact(lines, chain.start(), chain.head(), remarks);
  }

  private Verification missingExpected(List<Path> files, long number) {
    long wanted = expected.map(Head::sequence).orElse(0L);
    if (chain.start().sequence() >= wanted) {
      String problem = "the log begins behind sequence " + wanted + ", which was noted";
      return new Verification.Broken(files.get(0), 1, problem);
    }
    String problem =
        "the log ends with sequence " + chain.head().sequence() + ", but " + wanted + " was noted";
    return new Verification.Broken(files.get(files.size() - 1), number, problem);
  }

  private Optional<String> problemOf(Path file, long number, LineReader.Line line) {
    if (!line.isWhole()) {
      return Optional.of("the line is cut off");
    }
    Optional<ChainMembers> members = ChainMembers.parse(line.bytes());
    if (members.isEmpty()) {
      return Optional.of("not a line of a decision log");
    }
    Optional<String> problem = chain.accept(members.get(), line.bytes());
    if (problem.isPresent()) {
      return problem;
    }
    lines++;
    if (REMARKABLE.contains(members.get().kind())) {
      remarks.add(new Verification.Remark(file, number, members.get().kind()));
    }
    return compareWithExpected();
  }

  private Optional<String> compareWithExpected() {
    if (sawExpected || expected.isEmpty()) {
      return Optional.empty();
    }
    Head wanted = expected.get();
    if (chain.head().sequence() != wanted.sequence()) {
      return Optional.empty();
    }
    sawExpected = true;
    return chain.head().equals(wanted)
        ? Optional.empty()
        : Optional.of("the line has another hash than was noted for its sequence");
  }
}

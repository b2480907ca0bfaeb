package dev.portwrit.gateway.decisionlog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a chain line by line; it may begin with any line of it, since old files may be gone. */
final class Chain {
  private @Nullable Head head;
  private @Nullable String instance;
  private @Nullable ChainMembers first;

  /**
   * Takes the next line, or says why it is not the next line and takes nothing.
   *
   * @param members what was read in the line
   * @param line its exact bytes
   */
  Optional<String> accept(ChainMembers members, byte[] line) {
    Head before = head;
    if (before == null) {
      before = new Head(members.sequence() - 1, members.previous());
      first = members;
      instance = members.instance();
    }
    Optional<String> problem = mismatch(before, members);
    if (problem.isEmpty()) {
      head = LogLine.headAfter(before, line);
    }
    return problem;
  }

  private Optional<String> mismatch(Head before, ChainMembers members) {
    if (members.sequence() != before.sequence() + 1) {
      return Optional.of(
          "sequence " + (before.sequence() + 1) + " should be here, not " + members.sequence());
    }
    boolean isStart = before.sequence() == 0;
    if (!members.previous().equals(isStart ? Head.NONE.hash() : before.hash())) {
      return Optional.of(
          isStart
              ? "the first line of a log names a line before it"
              : "the line before it has another hash than this line says: one of them was changed");
    }
    if (!members.instance().equals(instance)) {
      return Optional.of(
          "belongs to the chain of `" + members.instance() + "`, not of `" + instance + "`");
    }
    return Optional.empty();
  }

  /** The head behind the last line taken. */
  Head head() {
    return head == null ? Head.NONE : head;
  }

  /** What the first line taken follows. */
  Head start() {
    return first == null ? Head.NONE : new Head(first.sequence() - 1, first.previous());
  }

  Optional<String> instance() {
    return Optional.ofNullable(instance);
  }
}

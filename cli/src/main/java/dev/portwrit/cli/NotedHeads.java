package dev.portwrit.cli;

import dev.portwrit.audit.Evidence;
import dev.portwrit.audit.UseLog;
import dev.portwrit.gateway.decisionlog.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** Heads of decision logs that were noted earlier: what ends before them was cut. */
final class NotedHeads {
  static final String HEAD = "head";

  private NotedHeads() {}

  static Option option() {
    return CommonOptions.value(
        null, HEAD, "SEQUENCE:HASH", "a head noted earlier, which the log must still hold");
  }

  /** Reads one. */
  static Head parse(String text) throws Failure {
    Optional<Head> head = Head.parse(text);
    if (head.isEmpty()) {
      throw Failure.wrong(
          "`" + text + "` is not the head of a log",
          "a head is a sequence, a colon and 64 hex digits, as `verify` prints it");
    }
    return head.get();
  }

  /** Of each log what must still be in it, in the order of the logs; nothing of none. */
  static List<Optional<Head>> of(List<String> texts, int logs) throws Failure {
    if (!texts.isEmpty() && texts.size() != logs) {
      throw Failure.wrong(
          "there are "
              + PolicyOpener.count(texts.size(), "noted head")
              + " and "
              + PolicyOpener.count(logs, "decision log"),
          "give one `--head` for each `--decision-log`, in the same order, or none");
    }
    List<Optional<Head>> heads = new ArrayList<>();
    for (int i = 0; i < logs; i++) {
      heads.add(texts.isEmpty() ? Optional.empty() : Optional.of(parse(texts.get(i))));
    }
    return heads;
  }

  /** Whether evidence is of logs that could hold the heads that its report was asked for with. */
  static Optional<String> difference(ReportOrder order, Evidence evidence) {
    List<String> noted =
        order.value(HEAD).map(all -> List.of(all.split(",", -1))).orElse(List.of());
    List<UseLog.Log> logs = evidence.uses().map(UseLog::logs).orElse(List.of());
    boolean fits = noted.isEmpty() || noted.size() == logs.size();
    for (int i = 0; fits && i < noted.size(); i++) {
      fits = mayHold(logs.get(i).head(), noted.get(i));
    }
    return fits
        ? Optional.empty()
        : Optional.of("the decision logs of its evidence do not hold the heads of `--head`");
  }

  private static boolean mayHold(String end, String noted) {
    Optional<Head> last = Head.parse(end);
    Optional<Head> one = Head.parse(noted);
    return last.isPresent()
        && one.isPresent()
        && (one.get().sequence() < last.get().sequence() || one.equals(last));
  }
}

package dev.portwrit.gateway.sweep;

import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.decisionlog.LogRecord;
import dev.portwrit.gateway.sweep.Finding.Kind;
import dev.portwrit.reference.Digest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found and still stands, at most one finding a tag. Each that comes, changes or ends is
 * one line in the gateway's log and one event in the decision log. Any number of threads may use
 * it.
 */
final class Findings {
  private static final Logger LOG = LoggerFactory.getLogger(Findings.class);
  private static final int SHOWN = 10;

  private final Clock clock;
  private final Consumer<LogRecord> log;
  private final Consumer<Finding> made;
  private final Map<TagPlace, Standing> standing = new TreeMap<>();

  private record Standing(Finding finding, Instant since) {}

  /**
   * None yet.
   *
   * @param log takes events, soon or never
   * @param made is told of each new one
   */
  Findings(Clock clock, Consumer<LogRecord> log, Consumer<Finding> made) {
    this.clock = clock;
    this.log = log;
    this.made = made;
  }

  /** Takes note of a look; what says nothing of the tag changes nothing. */
  synchronized void note(TagPlace place, Look look) {
    @Nullable Standing before = standing.get(place);
    if (look instanceof Look.OutOfStep out) {
      if (before == null || !before.finding().equals(out.finding())) {
        standing.put(place, new Standing(out.finding(), clock.instant()));
        tell(out.finding());
      }
    } else if (before != null && ends(before.finding(), look)) {
      standing.remove(place);
      LOG.info("protected tag `{}` is in step again; it was {}", place, word(before));
      log.accept(
          new EventRecord("tag-in-step", Map.of("tag", place.toString(), "finding", word(before))));
    }
  }

  private static boolean ends(Finding finding, Look look) {
    if (look instanceof Look.InStep in) {
      return in.unsaid().isEmpty() || finding.kind() != Kind.INCOMPLETE;
    }
    return look instanceof Look.NotKept;
  }

  private static String word(Standing standing) {
    return standing.finding().kind().word();
  }

  private void tell(Finding finding) {
    LOG.warn(finding.text());
    made.accept(finding);
    Map<String, String> detail = new TreeMap<>();
    detail.put("tag", finding.place().toString());
    detail.put("finding", finding.kind().word());
    detail.put("kept", finding.kept().value());
    finding.other().map(Digest::value).ifPresent(other -> detail.put("registry", other));
    log.accept(new EventRecord("tag-out-of-step", detail));
  }

  /** Whether this very finding stands. */
  synchronized boolean has(Finding finding) {
    Standing known = standing.get(finding.place());
    return known != null && known.finding().equals(finding);
  }

  /** The tags with a finding. */
  synchronized Set<TagPlace> places() {
    return new TreeSet<>(standing.keySet());
  }

  /** How many stand, by kind; kinds without one are there too. */
  synchronized Map<Kind, Integer> counts() {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      counts.put(kind, 0);
    }
    standing.values().forEach(one -> counts.merge(one.finding().kind(), 1, Integer::sum));
    return counts;
  }

  /** Those that stand, a line each, as many as a person reads. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Standing one : standing.values()) {
      if (lines.size() == SHOWN) {
        lines.add(
            "and " + (standing.size() - SHOWN) + " more protected tags are not what they must be");
        break;
      }
      lines.add(one.finding().text() + " (found " + one.since() + ")");
    }
    return lines;
  }
}

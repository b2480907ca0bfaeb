package dev.portwrit.gateway.write;

import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.decisionlog.DecisionLogSettings;
import dev.portwrit.gateway.decisionlog.DecisionRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps decisions in memory; once broken, it fails as a real log does that cannot write. */
final class RecordedDecisions implements DecisionSink {
  private final List<DecisionRecord> decisions = Collections.synchronizedList(new ArrayList<>());
  private volatile DecisionSink broken = decision -> {};

  @Override
  public void append(DecisionRecord decision) throws DecisionLogException {
    broken.append(decision);
    decisions.add(decision);
  }

  List<DecisionRecord> all() {
    return List.copyOf(decisions);
  }

  DecisionRecord last() {
    return decisions.get(decisions.size() - 1);
  }

  void breakDown(Path folder) throws DecisionLogException {
    DecisionLog closed =
        DecisionLog.open(
            folder, DecisionLogSettings.DEFAULT, Clock.systemUTC(), new SimpleMeterRegistry());
    closed.close();
    broken = closed::append;
  }

  void mend() {
    broken = decision -> {};
  }
}

package dev.portwrit.apply;

import dev.portwrit.plan.Fingerprint;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * The record of one run while it is written: lines are only added to it, each durable before the
 * next thing happens, each with the hash of the one before. The first line has that of the last
 * line of the run before. For one thread.
 */
final class RunJournal implements AutoCloseable {
  private final RecordStore.Lines lines;
  private final RegistryLock lock;
  private final Clock clock;
  private final int number;
  private String previous;

  private RunJournal(
      RecordStore.Lines lines, RegistryLock lock, Clock clock, int number, String previous) {
    this.lines = lines;
    this.lock = lock;
    this.clock = clock;
    this.number = number;
    this.previous = previous;
  }

  /**
   * Begins the record behind those that are there.
   *
   * @throws IOException if it cannot be written
   */
  static RunJournal begin(RunRecords records, RegistryLock lock, RunHeader header, Clock clock)
      throws IOException {
    RunRecords.End last = records.end();
    int number = last.number() + 1;
    RunJournal journal = new RunJournal(records.begin(number), lock, clock, number, last.hash());
    Map<String, Object> fields = new TreeMap<>();
    fields.put("run", number);
    fields.put("who", header.who());
    fields.put("tool", header.tool());
    fields.put("registry", header.registry());
    fields.put("commit", header.commit());
    fields.put("base", header.base().orElse(""));
    fields.put("plan", header.plan());
    fields.put("arguments", header.arguments());
    if (last.isOpen()) {
      fields.put("resumes", last.number());
    }
    journal.write("begin", fields);
    return journal;
  }

  int number() {
    return number;
  }

  /**
   * Makes sure that this run may still write to the registry.
   *
   * @throws IOException if its lock was lost: nothing may be done any more
   */
  void requireLock() throws IOException {
    lock.require();
  }

  /** What an object is that an earlier run left with an intent and no result. */
  void found(ObjectId object, Reading reading) throws IOException {
    Map<String, Object> fields = of(object);
    fields.put("is", reading.isUnknown() ? "unknown" : Fingerprint.of(reading));
    write("found", fields);
  }

  void intent(Step step) throws IOException {
    Map<String, Object> fields = of(step.object());
    fields.put("phase", step.phase().toString());
    fields.put("call", step.call());
    fields.put("before", Fingerprint.of(step.before()));
    fields.put("after", Fingerprint.of(step.after()));
    write("intent", fields);
  }

  void result(Step step, StepResult result) throws IOException {
    Map<String, Object> fields = of(step.object());
    fields.put("call", step.call());
    fields.put("result", result.word());
    if (!result.reason().isEmpty()) {
      fields.put("reason", result.reason());
    }
    write("result", fields);
  }

  void quarantine(String account, String reason) throws IOException {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("account", account);
    fields.put("reason", reason);
    write("quarantine", fields);
  }

  /** The run is over; without this line the next one knows that it was not. */
  void end(String outcome, Map<String, Object> more) throws IOException {
    Map<String, Object> fields = new TreeMap<>(more);
    fields.put("outcome", outcome);
    write("end", fields);
  }

  private static Map<String, Object> of(ObjectId object) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("kind", object.kind());
    fields.put("name", object.name());
    return fields;
  }

  private void write(String line, Map<String, Object> fields) throws IOException {
    RecordLine record = RecordLine.of(line, clock.instant(), previous, fields);
    lines.add(record.text());
    previous = record.hash();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

package dev.portwrit.gateway.decisionlog;

import dev.portwrit.diagnostic.IoReason;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/**
 * The log of one gateway, in a folder of its own.
 *
 * <p>Any number of threads may use it. A thread of its own does the writing, because a thread that
 * serves requests may be interrupted, and an interrupted thread closes the file it writes.
 */
public final class DecisionLog implements AutoCloseable {
  private final Path folder;
  private final String instance;
  private final LogLock lock;
  private final LogQueue queue;

  private DecisionLog(Path folder, String instance, LogLock lock, LogQueue queue) {
    this.folder = folder;
    this.instance = instance;
    this.lock = lock;
    this.queue = queue;
  }

  /**
   * Opens the log in a folder, which is made if it is not there. The chain goes on where it ended;
   * what a crash left unfinished is kept beside it and cut off, and a {@code recovered} line says
   * so.
   *
   * @param folder where the files of this instance lie
   * @param settings sizes and times
   * @param clock gives the time of each line
   * @param meters where its figures are registered, under {@code portwrit.decisionlog}
   * @return the log
   * @throws DecisionLogException if the folder cannot be used, another process uses it, or its
   *     chain is broken in a way that no crash explains
   */
  public static DecisionLog open(
      Path folder, DecisionLogSettings settings, Clock clock, MeterRegistry meters)
      throws DecisionLogException {
    return open(folder, settings, clock, meters, LogStore.DISK);
  }

  static DecisionLog open(
      Path folder, DecisionLogSettings settings, Clock clock, MeterRegistry meters, LogStore store)
      throws DecisionLogException {
    try {
      Files.createDirectories(folder);
      LogLock lock = LogLock.take(folder);
      try {
        return openLocked(folder, settings, clock, meters, store, lock);
      } catch (IOException | DecisionLogException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DecisionLogException(
          "the decision log in `" + folder + "` cannot be opened: " + IoReason.of(e), e);
    }
  }

  private static DecisionLog openLocked(
      Path folder,
      DecisionLogSettings settings,
      Clock clock,
      MeterRegistry meters,
      LogStore store,
      LogLock lock)
      throws IOException, DecisionLogException {
    LogReopening.End end = new LogReopening(folder).find();
    String instance = end.instance().orElseGet(DecisionLog::newInstance);
    LogWriter writer = new LogWriter(store, settings.maxFileBytes(), end.file(), end.length());
    LogQueue queue =
        new LogQueue(instance, end.head(), writer, settings, clock, new LogMeters(meters));
    queue.start();
    DecisionLog log = new DecisionLog(folder, instance, lock, queue);
    LogMeters.watch(meters, log);
    if (end.recovered().isPresent()) {
      try {
        log.append(end.recovered().get());
      } catch (DecisionLogException e) {
        queue.close();
        throw e;
      }
    }
    return log;
  }

  private static String newInstance() {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /**
   * Writes a record and returns when it is on the disk. A write that it allows is forwarded after
   * that and not before.
   *
   * @param record what was decided or happened
   * @throws DecisionLogException if it cannot be written: refuse what waits for it
   */
  public void append(LogRecord record) throws DecisionLogException {
    queue.append(record);
  }

  /**
   * Writes a record soon, if that is possible; otherwise counts it, and a {@code gap} line says
   * later how many are missing. Never waits for the disk and never fails.
   *
   * @param record what was decided or happened
   */
  public void note(LogRecord record) {
    queue.note(record);
  }

  /**
   * The end of the chain on the disk. Kept elsewhere, it lets a verifier find a cut at the end.
   *
   * @return the last line that is synchronised
   */
  public Head head() {
    return queue.durableHead();
  }

  /**
   * Whether the last attempt to write succeeded.
   *
   * @return false while appends fail
   */
  public boolean isAvailable() {
    return queue.isAvailable();
  }

  /**
   * Whose chain this is: 16 hex digits, drawn when the log was begun.
   *
   * @return the instance, as each line names it
   */
  public String instance() {
    return instance;
  }

  /**
   * Where the files lie.
   *
   * @return the folder
   */
  public Path folder() {
    return folder;
  }

  /** Writes what is waiting and closes the files; later records are refused or dropped. */
  @Override
  public void close() {
    queue.close();
    try {
      lock.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }
}

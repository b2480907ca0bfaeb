package dev.portwrit.apply;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An advisory lock of a session in PostgreSQL, which lasts while the server hears of its holder: a
 * process that dies loses it with its connection, and one that stalls, or whose machine is gone,
 * when it has said nothing for a while.
 */
final class SessionLock implements RegistryLock {
  private final StateSession session;
  private final long number;
  private final ScheduledExecutorService beating;

  private SessionLock(StateSession session, long number, ScheduledExecutorService beating) {
    this.session = session;
    this.number = number;
    this.beating = beating;
  }

  /** A lock that was taken, kept by a word now and then. */
  static SessionLock keep(StateSession session, long number, Duration hold) {
    ScheduledThreadPoolExecutor beating =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "apply-lease");
              thread.setDaemon(true);
              return thread;
            });
    SessionLock lock = new SessionLock(session, number, beating);
    long pause = hold.toMillis() / 6;
    var unused = beating.scheduleWithFixedDelay(lock::beat, pause, pause, TimeUnit.MILLISECONDS);
    return lock;
  }

  private void beat() {
    try {
      require();
    } catch (IOException e) {
      // Who holds it finds out before the next step.
      beating.shutdown();
    }
  }

  @Override
  public void require() throws IOException {
    boolean unused =
        session.run(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute("SELECT 1");
              }
            });
  }

  @Override
  public void close() {
    beating.shutdownNow();
    try {
      boolean unused =
          session.run(
              connection -> {
                try (PreparedStatement giving =
                    connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
                  giving.setLong(1, number);
                  return giving.execute();
                }
              });
    } catch (IOException e) {
      // It is gone with its session.
    }
  }
}

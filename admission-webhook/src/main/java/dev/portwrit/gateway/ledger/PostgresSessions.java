package dev.portwrit.gateway.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import dev.portwrit.reference.RepositoryName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one gateway to its database. A thread has one at most, so that nobody who has
 * one waits for another.
 */
final class PostgresSessions implements AutoCloseable {
  private static final long SHUN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Said for each session, since nothing here may depend on how the server is set. A commit that
   * returns is durable; how many machines that takes is the operator's choice.
   */
  private static final String FIRST =
      """
      SELECT set_config('statement_timeout', '%1$dms', false),
        set_config('idle_in_transaction_session_timeout', '%1$dms', false),
        set_config('idle_session_timeout', '%2$dms', false),
        set_config('tcp_keepalives_idle', '10', false),
        set_config('tcp_keepalives_interval', '10', false),
        set_config('tcp_keepalives_count', '3', false),
        set_config('default_transaction_isolation', 'read committed', false),
        CASE current_setting('synchronous_commit') WHEN 'off'
          THEN set_config('synchronous_commit', 'on', false) END
      """;

  private final PostgresSettings settings;
  private final HikariDataSource pool;
  // Fair: whoever waits holds locks of tags, and would else wait behind busy threads for long.
  private final Semaphore turns;
  private final Map<Thread, Locked> held = new ConcurrentHashMap<>();
  private volatile @Nullable Outage outage;

  /** A session, and the repository that it has locks in. */
  record Locked(PostgresSession session, RepositoryName repository) {}

  /** The last attempt to connect failed, at a moment of the machine's own clock. */
  private record Outage(long at, SQLException cause) {}

  PostgresSessions(PostgresSettings settings) {
    this.settings = settings;
    this.pool = new HikariDataSource(configuration(settings));
    this.turns = new Semaphore(settings.sessions(), true);
  }

  private static HikariConfig configuration(PostgresSettings settings) {
    PostgresPace pace = settings.pace();
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(settings.url());
    config.setCredentialsProvider(
        () -> Credentials.of(settings.user().orElse(null), settings.password().get().orElse(null)));
    config.setMaximumPoolSize(settings.sessions());
    config.setMinimumIdle(Math.min(2, settings.sessions()));
    config.setConnectionTimeout(pace.connect().toMillis());
    config.setValidationTimeout(pace.connect().toMillis());
    config.setKeepaliveTime(TimeUnit.SECONDS.toMillis(30));
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(
        FIRST.formatted(pace.statement().toMillis(), pace.hold().toMillis()));
    config.addDataSourceProperty("ApplicationName", "portwrit");
    config.addDataSourceProperty("connectTimeout", pace.connect().toSeconds());
    config.addDataSourceProperty("loginTimeout", pace.connect().toSeconds());
    config.addDataSourceProperty("socketTimeout", pace.statement().toSeconds() + 5);
    config.addDataSourceProperty("tcpKeepAlive", true);
    settings.server().ifPresent(kind -> config.addDataSourceProperty("targetServerType", kind));
    return config;
  }

  /**
   * Takes a session that no other thread has.
   *
   * @param deadline until when to wait, as {@link System#nanoTime}
   * @return empty if none was free in time, or the thread was interrupted
   * @throws LedgerException if the database cannot be reached
   */
  Optional<PostgresSession> borrow(long deadline) throws LedgerException {
    try {
      if (!turns.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(new PostgresSession(connect(), this::discard, turns::release));
    } catch (SQLException e) {
      turns.release();
      throw PostgresFailure.of(settings.place(), "opened", e);
    } catch (RuntimeException | Error e) {
      turns.release();
      throw e;
    }
  }

  private Connection connect() throws SQLException {
    Outage last = outage;
    if (last != null && System.nanoTime() - last.at() < SHUN_NANOS) {
      // Else each of many writes would wait in turn for a database that is known to be away.
      throw new SQLException("the database was not there a moment ago", "08001", last.cause());
    }
    try {
      Connection connection = pool.getConnection();
      outage = null;
      return connection;
    } catch (SQLException e) {
      SQLException cause = e.getCause() instanceof SQLException below ? below : e;
      outage = new Outage(System.nanoTime(), cause);
      throw cause;
    }
  }

  /** Connections die together, by a failover or a restart: those that nobody uses go too. */
  private void discard(Connection connection) {
    pool.evictConnection(connection);
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  /** What this thread writes from now on goes over a session, which has locks in a repository. */
  void bind(PostgresSession session, RepositoryName repository) {
    held.put(Thread.currentThread(), new Locked(session, repository));
  }

  void unbind() {
    held.remove(Thread.currentThread());
  }

  Optional<Locked> held() {
    return Optional.ofNullable(held.get(Thread.currentThread()));
  }

  @Override
  public void close() {
    pool.close();
  }
}

package dev.portwrit.neighbour;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server of PostgreSQL with a folder of its own, on a free port of the loopback address. It
 * refuses to run as root: where tests do, it runs as {@code nobody}.
 */
public final class PostgresServer implements AutoCloseable {
  /** Who may do everything there. */
  public static final String USER = "keeper";

  /** The password of that user. */
  public static final String PASSWORD = "only-for-tests-8dd1c0";

  private static final String NOBODY = "nobody";
  private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");
  private static @Nullable PostgresServer shared;

  private final Path programs;
  private final Path folder;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();
  private volatile Process process;

  private PostgresServer(Path programs, Path folder, int port) throws IOException {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    this.process = serve();
  }

  /** The server that all tests of this JVM may use that do not stop it. */
  public static synchronized PostgresServer shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** Starts one; it is gone at the latest when the JVM ends. */
  public static PostgresServer start() throws IOException, InterruptedException {
    Path programs = PostgresBinaries.folder();
    Path folder = Files.createTempDirectory("portwrit-postgres");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    if (IS_ROOT) {
      PostgresFolders.giveAway(folder, NOBODY);
      PostgresFolders.giveAway(password, NOBODY);
    }
    run(
        folder,
        programs.resolve("initdb").toString(),
        "--pgdata=" + folder.resolve("data"),
        "--username=" + USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-locale");
    PostgresServer server = new PostgresServer(programs, folder, freePort());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.awaitReady();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> asUser(String... command) {
    List<String> words = new ArrayList<>();
    if (IS_ROOT) {
      words.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups", "--"));
    }
    words.addAll(List.of(command));
    return words;
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Path said = folder.resolveSibling(folder.getFileName() + ".log");
    Process process =
        new ProcessBuilder(asUser(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int status = process.waitFor();
    String log = Files.readString(said);
    Files.delete(said);
    if (status != 0) {
      throw new IOException(command[0] + " failed:\n" + log);
    }
  }

  private Process serve() throws IOException {
    Process started =
        new ProcessBuilder(
                asUser(
                    programs.resolve("postgres").toString(),
                    "-D",
                    folder.resolve("data").toString(),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "port=" + port,
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_connections=200"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    RunningProcess.endWithJvm(started);
    return started;
  }

  private void awaitReady() throws IOException, InterruptedException {
    SQLException last = new SQLException("it was not asked");
    for (int attempt = 0; attempt < 300 && process.isAlive(); attempt++) {
      try {
        connect("postgres").close();
        return;
      } catch (SQLException e) {
        last = e;
        // There is nothing to wait for but that it listens.
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException("PostgreSQL did not start", last);
  }

  /** Makes an empty database and answers its name. */
  public String database() throws SQLException {
    String name = "ledger_" + databases.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    return name;
  }

  /** The address of a database. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A connection past everything. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, PASSWORD);
  }

  /** Runs one statement past everything. */
  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Ends every session of a database, as a failover does. */
  public void endSessions(String database) throws SQLException {
    execute(
        "postgres",
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '"
            + database
            + "'");
  }

  /** Ends the server as a crash does. */
  public void crash() throws IOException, InterruptedException {
    run(
        folder,
        programs.resolve("pg_ctl").toString(),
        "stop",
        "--mode=immediate",
        "--pgdata=" + folder.resolve("data"));
    process.waitFor();
  }

  /** Starts it again after a crash, at the same address. */
  public void restart() throws IOException, InterruptedException {
    process = serve();
    awaitReady();
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        crash();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (Files.exists(folder)) {
      PostgresFolders.remove(folder);
    }
  }
}

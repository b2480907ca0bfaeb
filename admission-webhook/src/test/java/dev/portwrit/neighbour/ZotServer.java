package dev.portwrit.neighbour;

import dev.portwrit.embedded.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/**
 * A zot, without extensions. It is no program that installs by name: {@code PORTWRIT_ZOT} names the
 * binary, which must be 2.1.19 or newer.
 */
public final class ZotServer implements RunningRegistry {
  /** The variable that names the program. */
  public static final String VARIABLE = "PORTWRIT_ZOT";

  /** How to get the program. */
  public static final String SOURCE =
      "public repository project-zot/zot, `CGO_ENABLED=0 go build -o zot ./cmd/zot`";

  private static final Pattern LISTENING =
      Pattern.compile("listening on kernel chosen port\",\"port\":(\\d+)");

  private final RunningProcess process;
  private final String address;

  private ZotServer(RunningProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Where the program is, if the variable names one. */
  public static Optional<Path> find() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable);
  }

  /** Starts one; skips the test, with a printed reason, if there is none. */
  static ZotServer start(Path folder, Optional<Credentials> login) throws IOException {
    Files.createDirectories(folder);
    if (login.isEmpty()) {
      return start(folder, "");
    }
    Path users = Htpasswd.write(folder.resolve("htpasswd"), login.get());
    return start(folder, htpasswd(users));
  }

  /** The part of its configuration that lets the users of a file in. */
  public static String htpasswd(Path users) {
    return "\"auth\": {\"htpasswd\": {\"path\": \"" + users + "\"}}";
  }

  /**
   * Starts one.
   *
   * @param folder where it keeps everything
   * @param http further members of {@code http} in its configuration; empty for none
   */
  public static ZotServer start(Path folder, String http) throws IOException {
    Path binary = find().orElseThrow(ZotServer::absent);
    Files.createDirectories(folder);
    Path configuration = folder.resolve("zot.json");
    Files.writeString(
        configuration,
        """
        {"distSpecVersion": "1.1.1",
         "storage": {"rootDirectory": "%s"},
         "http": {"address": "127.0.0.1", "port": "0", "compat": ["docker2s2"]%s},
         "log": {"level": "info"}}
        """
            .formatted(folder.resolve("data"), http.isEmpty() ? "" : ", " + http));
    List<String> command = List.of(binary.toString(), "serve", configuration.toString());
    RunningProcess process = RunningProcess.start(command, folder, LISTENING);
    return new ZotServer(process, "127.0.0.1:" + process.announced());
  }

  private static TestAbortedException absent() {
    String reason = "skipped: " + VARIABLE + " names no zot; get " + SOURCE;
    System.err.println(reason);
    return new TestAbortedException(reason);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}

package dev.portwrit.neighbour;

import dev.portwrit.embedded.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A registry of CNCF Distribution, of either generation, on files and with deletes enabled. */
final class DistributionServer implements RunningRegistry {
  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");

  private final RunningProcess process;
  private final String address;

  private DistributionServer(RunningProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  static DistributionServer start(Program program, Path folder, Optional<Credentials> login)
      throws IOException {
    return start(program, folder, login, "");
  }

  /** The same with more of its configuration, in YAML. */
  static DistributionServer start(
      Program program, Path folder, Optional<Credentials> login, String more) throws IOException {
    Files.createDirectories(folder);
    return start(program, folder, configuration(folder, "") + auth(folder, login) + more);
  }

  /** One without login that is reached over TLS, with a certificate and its key in PEM. */
  static DistributionServer startSecure(Program program, Path folder, Path certificate, Path key)
      throws IOException {
    String tls = ", tls: {certificate: '" + certificate + "', key: '" + key + "'}";
    return start(program, folder, configuration(folder, tls));
  }

  private static DistributionServer start(Program program, Path folder, String text)
      throws IOException {
    Path binary = program.require();
    Files.createDirectories(folder);
    Path configuration = folder.resolve("config.yml");
    Files.writeString(configuration, text);
    List<String> command = List.of(binary.toString(), "serve", configuration.toString());
    RunningProcess process = RunningProcess.start(command, folder, LISTENING);
    return new DistributionServer(process, process.announced());
  }

  private static String configuration(Path folder, String tls) {
    return """
    version: 0.1
    log: {level: info}
    storage:
      filesystem: {rootdirectory: '%s'}
      delete: {enabled: true}
    http: {addr: '127.0.0.1:0', secret: only-for-tests%s}
    """
        .formatted(folder.resolve("data"), tls);
  }

  private static String auth(Path folder, Optional<Credentials> login) throws IOException {
    if (login.isEmpty()) {
      return "";
    }
    Path users = Htpasswd.write(folder.resolve("htpasswd"), login.get());
    return "auth: {htpasswd: {realm: upstream, path: '" + users + "'}}\n";
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

package dev.portwrit.neighbour;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A docker_auth, which issues tokens, on a free port of the loopback address, without TLS. */
public final class DockerAuthServer implements AutoCloseable {
  private static final String VARIABLE = "PORTWRIT_DOCKER_AUTH";
  private static final Pattern SERVING = Pattern.compile("Serving on 127\\.0\\.0\\.1:(\\d+)");

  /** Says that it is left out, and how to get it. */
  public static final String ABSENT =
      VARIABLE
          + " names no docker_auth: it is left out; get the public repository"
          + " cesanta/docker_auth, and `go build` in its folder auth_server";

  private final RunningProcess process;
  private final URI url;

  private DockerAuthServer(RunningProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one, if the variable names a program.
   *
   * @param folder where its configuration is written
   * @param certificate a certificate in PEM, of the key that signs
   * @param key the key in PEM
   * @param users its {@code users} and {@code acl}
   */
  public static Optional<DockerAuthServer> start(
      Path folder, Path certificate, Path key, String users) throws IOException {
    Optional<Path> binary =
        Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).filter(Files::isExecutable);
    return binary.isEmpty()
        ? Optional.empty()
        : Optional.of(start(binary.get(), folder, certificate, key, users));
  }

  private static DockerAuthServer start(
      Path binary, Path folder, Path certificate, Path key, String users) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("docker-auth.yml"),
            """
            server:
              addr: "127.0.0.1:%d"
            token:
              issuer: "hub"
              expiration: 300
              certificate: "%s"
              key: "%s"
            %s
            """
                .formatted(NginxProxy.freePort(), certificate, key, users));
    List<String> command = List.of(binary.toString(), "-logtostderr", configuration.toString());
    RunningProcess process = RunningProcess.start(command, folder, SERVING);
    return new DockerAuthServer(process, URI.create("http://127.0.0.1:" + process.announced()));
  }

  /** Where clients reach it. */
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    process.close();
  }
}

package dev.portwrit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program {@code opa}, serving the Rego policy on the loopback. */
final class OpaServer implements AutoCloseable {
  private static final int START_SECONDS = 60;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Process process;
  private final URI address;

  private OpaServer(Path folder, Process process, URI address) {
    this.folder = folder;
    this.process = process;
    this.address = address;
  }

  /** What OPA answers, and how long it says that its evaluation took. */
  record Answer(String decision, String rule, long nanos) {}

  /** Where {@code opa} is: in the folder that {@code PORTWRIT_TOOLS} names, or on the path. */
  static Optional<Path> find() {
    String tools = System.getenv().getOrDefault("PORTWRIT_TOOLS", "");
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(tools), Stream.of(path.split(File.pathSeparator, -1)))
        .filter(name -> !name.isEmpty())
        .map(name -> Path.of(name, "opa"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static OpaServer start(Path program, ObjectNode data) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("portwrit-bench");
    Files.writeString(folder.resolve("data.json"), data.toString());
    try (InputStream policy =
        OpaServer.class.getResourceAsStream("/dev/portwrit/bench/decision.rego")) {
      if (policy == null) {
        throw new IOException("the Rego policy is not on the class path");
      }
      Files.copy(policy, folder.resolve("decision.rego"));
    }
    int port = freePort();
    Process process =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "run",
                    "--server",
                    "--skip-version-check",
                    "--log-level=error",
                    "--addr=127.0.0.1:" + port,
                    folder.resolve("data.json").toString(),
                    folder.resolve("decision.rego").toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("opa.log").toFile())
            .start();
    OpaServer server =
        new OpaServer(folder, process, URI.create("http://127.0.0.1:" + port + "/"));
    server.awaitReady();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    HttpRequest request = HttpRequest.newBuilder(address.resolve("health")).build();
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    String log = Files.readString(folder.resolve("opa.log"));
    close();
    throw new IOException("opa did not become ready: " + log);
  }

  Answer ask(ObjectNode input) throws IOException, InterruptedException {
    ObjectNode body = json.createObjectNode();
    body.set("input", input);
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("v1/data/portwrit/decision?metrics=true"))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("opa answered " + response.statusCode() + ": " + response.body());
    }
    JsonNode answer = json.readTree(response.body());
    return new Answer(
        answer.path("result").path("decision").asText(),
        answer.path("result").path("rule").asText(),
        answer.path("metrics").path("timer_rego_query_eval_ns").asLong());
  }

  /** The memory that the process has in use, as Linux counts it; empty elsewhere. */
  Optional<Long> residentKibibytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return Optional.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    for (String name : List.of("data.json", "decision.rego", "opa.log")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }
}

package dev.portwrit.gateway.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway as an operator starts it, with {@code bin/portwrit} and a bounded heap. */
final class GatewayProcess implements AutoCloseable {
  private static final String HEAP = "-Xmx128m";
  private static final Pattern PORT = Pattern.compile("(gateway before|admin on).* port (\\d+)");
  private static final Pattern CLASS_LINE =
      Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

  private final Process process;
  private final Path folder;
  private final URI clients;
  private final URI admin;

  private GatewayProcess(Process process, Path folder, URI clients, URI admin) {
    this.process = process;
    this.folder = folder;
    this.clients = clients;
    this.admin = admin;
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param folder where it keeps everything; its messages go into {@code gateway.log} there
   * @param workspace where the policies are, as {@code -C} takes it
   */
  static GatewayProcess start(Path folder, String workspace, Path users) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("../bin/portwrit").toAbsolutePath().normalize().toString(),
            "gateway",
            "--registry=local",
            "--listen=127.0.0.1:0",
            "--admin=127.0.0.1:0",
            "--users=" + users,
            "--ledger=" + folder.resolve("ledger"),
            "--sweep=PT1M",
            "--workspace=" + workspace);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("PORTWRIT_JAVA_OPTS", HEAP);
    Process process = builder.redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    List<URI> ports = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        ports.add(URI.create("http://127.0.0.1:" + port.group(2)));
      }
      if (line.endsWith("ready") && ports.size() == 2) {
        keep(lines, folder.resolve("gateway.log"));
        return new GatewayProcess(process, folder, ports.get(0), ports.get(1));
      }
    }
    throw new IOException("the gateway did not start: " + String.join("\n", said));
  }

  private static void keep(BufferedReader lines, Path log) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader from = lines;
                  OutputStream to = Files.newOutputStream(log)) {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                  to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
              } catch (IOException e) {
                // It ended; whoever asks it something will say so.
              }
            },
            "log of the gateway");
    reader.setDaemon(true);
    reader.start();
  }

  URI clients() {
    return clients;
  }

  URI admin() {
    return admin;
  }

  /** How many descriptors are open of each kind: sockets, and files by the end of their name. */
  Map<String, Long> descriptors() throws IOException {
    Map<String, Long> kinds = new HashMap<>();
    for (Path descriptor : entries("fd")) {
      try {
        kinds.merge(kind(Files.readSymbolicLink(descriptor).toString()), 1L, Long::sum);
      } catch (NoSuchFileException e) {
        // It was closed meanwhile.
      }
    }
    return kinds;
  }

  private static String kind(String target) {
    return target.replaceFirst(":\\[?\\d+]?$", "").replaceFirst("^/.*[/.]", "");
  }

  long threads() throws IOException {
    return entries("task").size();
  }

  private List<Path> entries(String folder) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid() + "/" + folder))) {
      return all.toList();
    }
  }

  /** The bytes of the ledger with its log. */
  long ledger() throws IOException {
    Path log = folder.resolve("ledger-wal");
    return Files.size(folder.resolve("ledger")) + (Files.exists(log) ? Files.size(log) : 0);
  }

  /** What lives after a collection: bytes by class. */
  Map<String, Long> heap() throws IOException, InterruptedException {
    // The first collection finds what can be cleaned, and the one of the histogram what was.
    jcmd("GC.run");
    Map<String, Long> bytes = new HashMap<>();
    for (String line : jcmd("GC.class_histogram").split("\n", -1)) {
      Matcher one = CLASS_LINE.matcher(line);
      if (one.matches()) {
        bytes.merge(one.group(2), Long.parseLong(one.group(1)), Long::sum);
      }
    }
    if (bytes.isEmpty()) {
      throw new IOException("the histogram of the heap is empty");
    }
    return bytes;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asking =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asking.waitFor() != 0) {
      throw new IOException("`jcmd " + command + "`: " + answer);
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the gateway did not end within 30 s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

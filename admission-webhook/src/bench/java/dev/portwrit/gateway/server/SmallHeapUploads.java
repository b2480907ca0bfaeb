package dev.portwrit.gateway.server;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.reference.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Uploads of 200 MB at once through a gateway with a heap of 96 MB, in a process of its own as
 * {@code bin/portwrit} starts it: what is alive in its heap after its collections, and what the
 * process takes at most, may not grow with their number.
 */
public final class SmallHeapUploads {
  private static final int LARGE = 200 * 1000 * 1000;
  private static final Pattern PORT = Pattern.compile("gateway before .* port (\\d+)");
  private static final Pattern COLLECTION = Pattern.compile("Pause .*->(\\d+)M\\(");
  private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s*(\\d+) kB");
  private static final String POLICY =
      """
      organization: acme
      owners: [bob]
      ---
      registry: hub
      type: distribution
      url: %s
      gateway: true
      repositories: ["acme/**"]
      """;

  private SmallHeapUploads() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "%-12s%12s%12s%26s%22s%n",
        "at once", "arrived", "seconds", "MiB alive after a GC, most", "MiB resident, most");
    for (int parallel : new int[] {1, 8, 32}) {
      measure(parallel);
    }
  }

  private static void measure(int parallel) throws Exception {
    Path folder = Files.createTempDirectory("portwrit-small-heap");
    try (RunningRegistry registry = RegistryKind.DEBIAN.start(folder.resolve("registry"))) {
      Path policies = Files.createDirectory(folder.resolve("policies"));
      Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
      Files.writeString(policies.resolve("acme.yaml"), POLICY.formatted(registry.url()));
      Process gateway = start(folder, policies);
      try (BufferedReader lines = gateway.inputReader(StandardCharsets.UTF_8)) {
        Side side = new Side("gateway", ready(lines), GatewayFixture.basic("bob"), folder);
        long begin = System.nanoTime();
        long arrived = upload(side, parallel, new RegistryClient(registry.url()));
        System.out.printf(
            "%-12d%12d%12.0f%26d%22d%n",
            parallel,
            arrived,
            (System.nanoTime() - begin) / 1e9,
            most(folder, "gc.log*", COLLECTION),
            most(Path.of("/proc/" + gateway.pid()), "status", RESIDENT) / 1024);
      } finally {
        gateway.destroy();
        gateway.waitFor(30, TimeUnit.SECONDS);
      }
    }
    SpeedWorld.delete(folder);
  }

  private static Process start(Path folder, Path policies) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("bin/portwrit").toAbsolutePath().toString(),
            "gateway",
            "--registry=hub",
            "--listen=127.0.0.1:0",
            "--users=" + SpeedWorld.users(folder),
            "--ledger=" + folder.resolve("ledger"),
            "--workspace=" + policies);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put("PORTWRIT_JAVA_OPTS", "-Xmx96m -Xlog:gc:file=" + folder.resolve("gc.log"));
    return builder.redirectErrorStream(true).start();
  }

  private static URI ready(BufferedReader lines) throws IOException {
    List<String> said = new ArrayList<>();
    String port = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      Matcher matcher = PORT.matcher(line);
      if (matcher.find()) {
        port = matcher.group(1);
      }
      if (line.endsWith("ready")) {
        return URI.create("http://127.0.0.1:" + port);
      }
    }
    throw new IOException("the gateway did not start: " + String.join("\n", said));
  }

  /** Answers how many of the blobs the registry has afterwards. */
  private static long upload(Side side, int parallel, RegistryClient registry) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try {
      // Contents that differ in their beginning, so that no two are one blob.
      byte[] content = new byte[LARGE];
      new Random(1).nextBytes(content);
      List<Future<Digest>> all = new ArrayList<>();
      for (int i = 0; i < parallel; i++) {
        byte[] head = ("upload " + i).getBytes(StandardCharsets.UTF_8);
        all.add(threads.submit(() -> side.upload(head, content)));
      }
      long arrived = 0;
      for (Future<Digest> one : all) {
        String target = "/v2/acme/app/blobs/" + one.get();
        arrived += registry.send("HEAD", target).statusCode() == 200 ? 1 : 0;
      }
      return arrived;
    } finally {
      threads.shutdownNow();
    }
  }

  /** The largest number that the pattern finds in files of that name; 0 for none. */
  private static long most(Path folder, String name, Pattern pattern) throws IOException {
    long most = 0;
    try (var files = Files.newDirectoryStream(folder, name)) {
      for (Path file : files) {
        try (Stream<String> lines = Files.lines(file)) {
          most =
              Math.max(
                  most,
                  lines
                      .map(pattern::matcher)
                      .filter(Matcher::find)
                      .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                      .max()
                      .orElse(0));
        }
      }
    }
    return most;
  }
}

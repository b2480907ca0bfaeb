package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200 MB up and down, and many at once, through a gateway whose heap could not hold one of them.
 */
class SmallHeapTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final long LARGE = 200L * MEBIBYTE;
  private static final int PARALLEL = 24;
  private static final long SMALLER = 20L * MEBIBYTE;
  private static final String UPLOADS = "/v2/acme/pay/api/blobs/uploads/";

  @TempDir Path folder;

  @Test
  void bodies_largerThanTheHeap_passToTheByte() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try (RawUpstream registry = new RawUpstream(SmallHeapTest::answer)) {
      Process gateway = start(registry.uri());
      try (BufferedReader out = gateway.inputReader()) {
        String line = out.readLine();
        assertThat(line).startsWith("port ");
        URI base = URI.create("http://127.0.0.1:" + line.substring("port ".length()));
        assertThat(upload(client, base, LARGE).get(120, TimeUnit.SECONDS)).isEqualTo(201);
        assertThat(download(client, base)).isEqualTo(hashOf(LARGE));
        List<CompletableFuture<Integer>> uploads = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
          uploads.add(upload(client, base, SMALLER));
        }
        for (CompletableFuture<Integer> one : uploads) {
          assertThat(one.get(120, TimeUnit.SECONDS)).isEqualTo(201);
        }
      } finally {
        gateway.destroy();
        assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private Process start(URI registry) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeapGateway.class.getName(),
            registry.toString(),
            folder.toString())
        .redirectError(folder.resolve("gateway.log").toFile())
        .start();
  }

  private static boolean answer(RawUpstream.Asked asked, OutputStream out) throws IOException {
    if (asked.method().equals("POST")) {
      RawUpstream.write(out, 202, new byte[0], "Location", UPLOADS + "1");
    } else if (asked.method().equals("PUT")) {
      String hash = hash(asked.body());
      boolean whole = asked.target().endsWith("sha256:" + hash);
      RawUpstream.write(out, whole ? 201 : 400, new byte[0]);
    } else {
      String head = "HTTP/1.1 200 x\r\nContent-Length: " + LARGE + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      pattern(LARGE).transferTo(out);
      out.flush();
    }
    return true;
  }

  private static CompletableFuture<Integer> upload(HttpClient client, URI base, long length)
      throws Exception {
    HttpResponse<Void> start =
        client.send(
            request(base.resolve(UPLOADS)).POST(BodyPublishers.noBody()).build(),
            BodyHandlers.discarding());
    String location = start.headers().firstValue("Location").orElseThrow();
    URI put = base.resolve(location + "?digest=sha256:" + hashOf(length));
    return client
        .sendAsync(
            request(put)
                .PUT(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> pattern(length)), length))
                .build(),
            BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  private static String download(HttpClient client, URI base) throws Exception {
    URI blob = base.resolve("/v2/acme/pay/api/blobs/sha256:" + hashOf(LARGE));
    HttpResponse<InputStream> answer =
        client.send(request(blob).build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      return hash(body);
    }
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofMinutes(2))
        .header("Authorization", GatewayFixture.basic("bob"));
  }

  private static String hashOf(long length) throws IOException {
    return hash(pattern(length));
  }

  /** Bytes that do not repeat soon, of any length, out of one mebibyte of memory. */
  private static InputStream pattern(long length) {
    byte[] block = new byte[MEBIBYTE - 7];
    new Random(length).nextBytes(block);
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int count) {
        if (position >= length) {
          return -1;
        }
        int at = (int) (position % block.length);
        int now = (int) Math.min(Math.min(count, block.length - at), length - position);
        System.arraycopy(block, at, bytes, offset, now);
        position += now;
        return now;
      }
    };
  }

  private static String hash(InputStream in) throws IOException {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

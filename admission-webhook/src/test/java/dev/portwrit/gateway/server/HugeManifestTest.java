package dev.portwrit.gateway.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest of a gigabyte, before a gateway whose heap could not hold a tenth of it. */
class HugeManifestTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final byte[] PIECE = new byte[1 << 20];
  private static final String TARGET = "PUT /v2/acme/pay/api/manifests/main";

  @TempDir Path folder;
  private RawUpstream registry;
  private Process gateway;
  private BufferedReader out;
  private int port;

  @BeforeEach
  void start() throws Exception {
    registry = new RawUpstream(RawUpstream.answering(200, "{\"tags\":[]}"));
    gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapGateway.class.getName(),
                registry.uri().toString(),
                folder.toString())
            .redirectError(folder.resolve("gateway.log").toFile())
            .start();
    out = gateway.inputReader();
    String line = out.readLine();
    assertThat(line).startsWith("port ");
    port = Integer.parseInt(line.substring("port ".length()));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.destroy();
    assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
    out.close();
    registry.close();
  }

  @Test
  void lengthThatIsSaid_isRefusedBeforeAByteOfItIsSent() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (RawClient client = new RawClient(port)) {
        client.send(head("Content-Length: " + GIBIBYTE));
        assertRefused(client);
      }
    }
    assertServesOthers();
  }

  @Test
  void clientThatSendsAllOfItFirst_isCutOffAfterAWhile() throws Exception {
    try (RawClient client = new RawClient(port)) {
      client.send(head("Content-Length: " + GIBIBYTE));
      assertThat(sentOf(client, new byte[0])).isLessThan(GIBIBYTE);
    }
    assertServesOthers();
  }

  @Test
  void manifestThatWasRefused_takesNoRoomWhileItsClientGoesOn() throws Exception {
    byte[] size = (Integer.toHexString(PIECE.length) + "\r\n").getBytes(US_ASCII);
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        RawClient client = new RawClient(port);
        clients.add(client);
        client.send(head("Transfer-Encoding: chunked"));
        for (int piece = 0; piece <= 4; piece++) {
          client.send(size).send(PIECE).send("\n");
        }
        assertRefused(client);
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    assertServesOthers();
  }

  @Test
  void clientThatSaysNoLengthAndSendsOn_isCutOffAfterAWhile() throws Exception {
    byte[] size = (Integer.toHexString(PIECE.length) + "\r\n").getBytes(US_ASCII);
    try (RawClient client = new RawClient(port)) {
      client.send(head("Transfer-Encoding: chunked"));
      assertThat(sentOf(client, size)).isLessThan(GIBIBYTE);
    }
    assertServesOthers();
  }

  /** Sends until the gateway has had enough. */
  private static long sentOf(RawClient client, byte[] before) {
    long sent = 0;
    try {
      while (sent < GIBIBYTE) {
        client.send(before).send(PIECE).send(before.length == 0 ? "" : "\n");
        sent += PIECE.length;
      }
    } catch (IOException e) {
      // It was closed.
    }
    return sent;
  }

  private static void assertRefused(RawClient client) throws IOException {
    RawClient.Head answer = client.head();
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.header("Connection")).isEqualTo("close");
    assertThat(client.body(answer)).contains("a manifest has at most 4 MiB");
  }

  private void assertServesOthers() throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(
          "GET /v2/acme/pay/api/tags/list HTTP/1.1\nHost: x\nAuthorization: "
              + GatewayFixture.basic("bob")
              + "\n\n");
      assertThat(client.head().status()).isEqualTo(200);
    }
    assertThat(registry.asked()).extracting(RawUpstream.Asked::method).doesNotContain("PUT");
    assertThat(Files.readString(folder.resolve("gateway.log"))).doesNotContain("OutOfMemory");
  }

  private static String head(String framing) {
    return TARGET
        + " HTTP/1.1\nHost: x\nAuthorization: "
        + GatewayFixture.basic("bob")
        + "\n"
        + framing
        + "\n\n";
  }
}

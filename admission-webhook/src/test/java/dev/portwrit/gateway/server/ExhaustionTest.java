package dev.portwrit.gateway.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that hold what they open, before a gateway with little memory. */
class ExhaustionTest {
  private static final int MANIFEST = 4 * 1024 * 1024;
  private static final String TAGS = "/v2/acme/pay/api/tags/list";

  @TempDir Path folder;
  private final List<Socket> held = new ArrayList<>();
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
    for (Socket socket : held) {
      socket.close();
    }
    gateway.destroy();
    assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
    out.close();
    registry.close();
  }

  @Test
  void headersThatNeverEnd_overManyConnections_leaveAGatewayThatAnswers() throws Exception {
    byte[] head = ("GET /v2/ HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(60_000)).getBytes(US_ASCII);
    int notTaken = 0;
    for (int i = 0; i < 1500 && notTaken < 3; i++) {
      try {
        hold(head);
        notTaken = 0;
      } catch (SocketTimeoutException e) {
        // Those that are more than it serves at once have to wait.
        notTaken++;
      }
    }
    for (Socket socket : held) {
      socket.close();
    }
    assertThat(status("bob", HttpRequest.newBuilder(uri(TAGS)))).isEqualTo(200);
    assertThat(log()).doesNotContain("OutOfMemoryError");
  }

  @Test
  void manifestsThatNeverEnd_ofOneCaller_leaveRoomForOthers() throws Exception {
    byte[] manifest =
        ("PUT /v2/acme/pay/api/manifests/m HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + GatewayFixture.basic("bob")
                + "\r\nContent-Length: "
                + MANIFEST
                + "\r\n\r\n"
                + "a".repeat(MANIFEST - 1))
            .getBytes(US_ASCII);
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(answered(hold(manifest)));
    }
    assertThat(answers).startsWith(0).contains(503).containsOnly(0, 503);
    registry.script(RawUpstream.answering(201, ""));
    HttpRequest.Builder push =
        HttpRequest.newBuilder(uri("/v2/acme/pay/api/manifests/m"))
            .PUT(BodyPublishers.ofString("{}"));
    assertThat(status("acme/ci", push)).isEqualTo(201);
    assertThat(log()).doesNotContain("OutOfMemoryError");
  }

  private Socket hold(byte[] bytes) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
    socket.setSoTimeout(300);
    held.add(socket);
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // It was refused and closed before everything was sent.
    }
    return socket;
  }

  /** The status of an answer, 0 while there is none. */
  private static int answered(Socket socket) throws IOException {
    byte[] start = new byte[12];
    try {
      int count = socket.getInputStream().readNBytes(start, 0, start.length);
      return count < start.length ? 503 : Integer.parseInt(new String(start, 9, 3, US_ASCII));
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  private int status(String user, HttpRequest.Builder request) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpResponse<String> answer =
        client.send(
            request
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", GatewayFixture.basic(user))
                .build(),
            BodyHandlers.ofString());
    return answer.statusCode();
  }

  private URI uri(String target) {
    return URI.create("http://127.0.0.1:" + port + target);
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("gateway.log"));
  }
}

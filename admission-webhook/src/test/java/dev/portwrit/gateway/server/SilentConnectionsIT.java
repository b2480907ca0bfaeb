package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
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

/** Connections that say nothing, held for as long as the gateway lets them. */
class SilentConnectionsIT {
  private static final String TAGS = "/v2/acme/pay/api/tags/list";

  @TempDir Path folder;
  private final List<SocketChannel> held = new ArrayList<>();
  private RawUpstream registry;

  @BeforeEach
  void start() throws Exception {
    registry = new RawUpstream(RawUpstream.answering(200, "{\"tags\":[]}"));
  }

  @AfterEach
  void stop() throws Exception {
    for (SocketChannel channel : held) {
      channel.close();
    }
    registry.close();
  }

  @Test
  void eightThousandThatSayNothing_whereTheHeapHasRoomForThem_keepNobodyOut() throws Exception {
    othersAreServedWhile(8000, "4500m");
  }

  @Test
  void moreThanTheHeapHasRoomFor_areClosedSoThatOthersGetTheirTurn() throws Exception {
    othersAreServedWhile(290, "96m");
  }

  private void othersAreServedWhile(int silent, String heap) throws Exception {
    Process gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapGateway.class.getName(),
                registry.uri().toString(),
                folder.toString())
            .redirectError(folder.resolve("gateway.log").toFile())
            .start();
    try (BufferedReader out = gateway.inputReader()) {
      String line = out.readLine();
      assertThat(line).startsWith("port ");
      int port = Integer.parseInt(line.substring("port ".length()));
      for (int i = 0; i < silent; i++) {
        hold(port);
      }
      for (String user : new String[] {"bob", "acme/ci", "bob"}) {
        assertThat(status(user, port)).isEqualTo(200);
      }
      assertThat(status("eve", port)).isEqualTo(403);
      assertThat(Files.readString(folder.resolve("gateway.log"))).doesNotContain("OutOfMemory");
    } finally {
      gateway.destroy();
      assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void hold(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    held.add(channel);
    channel.configureBlocking(false);
    // Those that are not taken yet wait with the operating system.
    var unused = channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static int status(String user, int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + TAGS))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", GatewayFixture.basic(user))
            .build();
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request, BodyHandlers.ofString());
    return answer.statusCode();
  }
}

package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is told to stop. */
class GracefulStopTest {
  private static final String UPLOADS = "/v2/acme/pay/api/blobs/uploads/";
  private static final String LOGIN = "Authorization: " + GatewayFixture.basic("bob") + "\n";

  @TempDir Path folder;

  @Test
  void stop_whileAnUploadIsUnderWay_letsItEndAndTakesNothingNew() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> arrived = new CompletableFuture<>();
    try (RawUpstream registry =
            new RawUpstream(RawUpstream.answering(202, "", "Location", UPLOADS + "1"));
        GatewayFixture gateway =
            GatewayFixture.before(
                registry.uri(), "distribution", folder, c -> c.with(Pace.DEFAULT.withWarmUp(0)));
        RawClient client = new RawClient(gateway.port())) {
      String address = begin(client);
      registry.script(
          (asked, out) -> {
            begun.countDown();
            arrived.complete(new String(asked.body().readAllBytes(), StandardCharsets.ISO_8859_1));
            RawUpstream.write(out, 202, new byte[0], "Location", UPLOADS + "1", "Range", "0-9");
            return true;
          });
      client.send("PATCH " + address + " HTTP/1.1\nHost: gateway\n" + LOGIN);
      client.send("Content-Length: 10\nContent-Type: application/octet-stream\n\nfirst");
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

      int port = gateway.port();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway.gateway::close);
      untilNobodyGetsIn(port);
      assertThat(stopped).isNotDone();

      client.send("other");
      assertThat(client.head().status()).isEqualTo(202);
      assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo("firstother");
      stopped.get(20, TimeUnit.SECONDS);
      assertThat(client.isClosed()).isTrue();
    }
  }

  private static String begin(RawClient client) throws Exception {
    client.send("POST " + UPLOADS + " HTTP/1.1\nHost: gateway\n" + LOGIN + "Content-Length: 0\n\n");
    RawClient.Head head = client.head();
    client.body(head);
    String location = head.header("Location");
    return location.substring(location.indexOf("/v2/"));
  }

  private static void untilNobodyGetsIn(int port) throws Exception {
    while (true) {
      try {
        // Who gets in at the last moment may wait for an answer in vain, so nothing is asked.
        new RawClient(port).close();
      } catch (ConnectException e) {
        return;
      }
    }
  }
}

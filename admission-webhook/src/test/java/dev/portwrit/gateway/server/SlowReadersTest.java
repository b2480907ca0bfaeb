package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.forward.UpstreamConnections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One caller who keeps the registry's connections busy. */
class SlowReadersTest {
  private static final String BLOB = "/v2/acme/pay/api/blobs/sha256:" + "a".repeat(64);

  @TempDir Path folder;
  private final CountDownLatch arrived = new CountDownLatch(UpstreamConnections.MAX_OF_ONE_CALLER);
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<RawClient> held = new ArrayList<>();
  private RawUpstream registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    registry =
        new RawUpstream(
            (asked, out) -> {
              if (asked.target().equals(BLOB)) {
                arrived.countDown();
                await();
              }
              return RawUpstream.answering(200, "{\"tags\":[]}").answer(asked, out);
            });
    gateway = GatewayFixture.before(registry.uri(), folder);
  }

  private void await() {
    try {
      assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() throws Exception {
    end.countDown();
    for (RawClient client : held) {
      client.close();
    }
    gateway.close();
    registry.close();
  }

  @Test
  void requestsThatDoNotEnd_ofOneCaller_leaveConnectionsForOthers() throws Exception {
    int most = UpstreamConnections.MAX_OF_ONE_CALLER;
    for (int i = 0; i < most; i++) {
      held.add(send("bob", BLOB));
    }
    assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
    RawClient more = send("bob", "/v2/acme/pay/api/tags/list");
    held.add(more);
    RawClient.Head refused = more.head();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    try (RawClient other = send("ada", "/v2/acme/pay/api/tags/list")) {
      assertThat(other.head().status()).isEqualTo(200);
    }
    end.countDown();
    for (RawClient client : held.subList(0, most)) {
      assertThat(client.head().status()).isEqualTo(200);
    }
    try (RawClient again = send("bob", "/v2/acme/pay/api/tags/list")) {
      assertThat(again.head().status()).isEqualTo(200);
    }
  }

  private RawClient send(String user, String target) throws Exception {
    return new RawClient(gateway.port())
        .send(
            "GET "
                + target
                + " HTTP/1.1\nHost: gateway\nAuthorization: "
                + GatewayFixture.basic(user)
                + "\n\n");
  }
}

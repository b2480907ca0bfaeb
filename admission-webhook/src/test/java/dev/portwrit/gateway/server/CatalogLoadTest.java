package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many lists of repositories at once, before a registry that is slow to list. */
class CatalogLoadTest {
  // More than the threads that read requests.
  private static final int MANY = 250;

  @TempDir Path folder;
  private final CountDownLatch listing = new CountDownLatch(1);
  private RawUpstream registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    registry =
        new RawUpstream(
            (asked, out) -> {
              boolean isCatalog = asked.target().startsWith("/v2/_catalog");
              if (isCatalog) {
                await();
              }
              String body =
                  isCatalog ? "{\"repositories\":[\"acme/pay/api\"]}" : "{\"tags\":[\"main\"]}";
              return RawUpstream.answering(200, body).answer(asked, out);
            });
    gateway = GatewayFixture.before(registry.uri(), folder);
  }

  private void await() {
    try {
      assertThat(listing.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    listing.countDown();
    gateway.close();
    registry.close();
  }

  @Test
  void manyListsAtOnce_leaveThreadsForOthersAndAskTheRegistrySeldom() throws Exception {
    List<RawClient> lists = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      lists.add(send("/v2/_catalog"));
    }
    try (RawClient other = send("/v2/acme/pay/api/tags/list")) {
      assertThat(listing.getCount()).isEqualTo(1);
      assertThat(other.head().status()).isEqualTo(200);
    }
    listing.countDown();
    for (RawClient list : lists) {
      RawClient.Head head = list.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(list.body(head)).isEqualTo("{\"repositories\":[\"acme/pay/api\"]}");
      list.close();
    }
    long asked =
        registry.asked().stream().filter(one -> one.target().startsWith("/v2/_catalog")).count();
    assertThat(asked).isBetween(1L, 20L);
  }

  private RawClient send(String target) throws Exception {
    return new RawClient(gateway.port())
        .send(
            "GET "
                + target
                + " HTTP/1.1\nHost: gateway\nAuthorization: "
                + GatewayFixture.basic("ada")
                + "\n\n");
  }
}

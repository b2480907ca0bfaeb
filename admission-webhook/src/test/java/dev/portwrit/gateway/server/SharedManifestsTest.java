package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One tag that many ask for at once, before a registry that holds its first answer. What each is
 * given is the same whether or not it had come when the first answer was let go.
 */
class SharedManifestsTest {
  private static final String TAG = "/v2/acme/pay/api/manifests/main";
  private static final int OTHERS = 15;

  @TempDir Path folder;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private final AtomicInteger reads = new AtomicInteger();
  private final List<RawClient> clients = new ArrayList<>();
  private volatile String manifest = "{\"old\":true}";
  private RawUpstream registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    registry = new RawUpstream(this::answer);
    gateway = GatewayFixture.before(registry.uri(), folder);
  }

  /** What a read answers is what there was when it came; the first one is then held. */
  private boolean answer(RawUpstream.Asked request, OutputStream out) throws IOException {
    if (request.method().equals("PUT")) {
      manifest = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
      RawUpstream.write(out, 201, new byte[0], "Docker-Content-Digest", digest(manifest));
      return true;
    }
    String now = manifest;
    if (request.method().equals("GET") && reads.incrementAndGet() == 1) {
      asked.countDown();
      await(letGo);
    }
    String type = request.header("Accept").contains("index") ? "index" : "manifest";
    RawUpstream.write(
        out,
        200,
        now.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/vnd.oci.image." + type + ".v1+json",
        "Docker-Content-Digest",
        digest(now));
    return true;
  }

  private static String digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).value();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() throws Exception {
    letGo.countDown();
    for (RawClient client : clients) {
      client.close();
    }
    gateway.close();
    registry.close();
  }

  @Test
  void manyWhoAskAtOnce_areEachAnsweredAndLogged() throws Exception {
    RawClient first = ask("bob", RegistryClient.MANIFEST);
    await(asked);
    List<RawClient> others = askMore();
    letGo.countDown();
    assertThat(bodyOf(first)).isEqualTo("{\"old\":true}");
    for (RawClient other : others) {
      assertThat(bodyOf(other)).isEqualTo("{\"old\":true}");
    }
    gateway.close();
    assertThat(gateway.logged().lines().filter(line -> line.contains("\"operation\":\"pull\"")))
        .hasSize(OTHERS + 1);
  }

  @Test
  void whoAsksAfterAWriteWasAnswered_readsIt_thoughAReadFromBeforeGoesOn() throws Exception {
    RawClient first = ask("bob", RegistryClient.MANIFEST);
    await(asked);
    push("{\"new\":true}");
    List<RawClient> others = askMore();
    letGo.countDown();
    assertThat(bodyOf(first)).isEqualTo("{\"old\":true}");
    for (RawClient other : others) {
      assertThat(bodyOf(other)).isEqualTo("{\"new\":true}");
    }
  }

  @Test
  void whoMayNotPull_isRefusedAtOnce_whileOthersWait() throws Exception {
    RawClient first = ask("bob", RegistryClient.MANIFEST);
    await(asked);
    askMore();
    RawClient denied = ask("eve", RegistryClient.MANIFEST);
    RawClient.Head refusal = denied.head();
    assertThat(refusal.status()).isEqualTo(403);
    assertThat(denied.body(refusal)).contains("DENIED").doesNotContain("old");
    letGo.countDown();
    assertThat(bodyOf(first)).isEqualTo("{\"old\":true}");
  }

  @Test
  void whoAcceptsSomethingElse_doesNotWait() throws Exception {
    ask("bob", RegistryClient.MANIFEST);
    await(asked);
    RawClient other = ask("bob", "application/vnd.oci.image.index.v1+json");
    RawClient.Head head = other.head();
    assertThat(head.header("Content-Type")).isEqualTo("application/vnd.oci.image.index.v1+json");
    assertThat(letGo.getCount()).isEqualTo(1);
  }

  @Test
  void whoHasSomethingAlready_doesNotWait() throws Exception {
    ask("bob", RegistryClient.MANIFEST);
    await(asked);
    RawClient other = ask("bob", RegistryClient.MANIFEST + "\nIf-None-Match: \"x\"");
    assertThat(other.head().status()).isEqualTo(200);
    assertThat(letGo.getCount()).isEqualTo(1);
  }

  @Test
  void whoGoesAway_leavesTheOthersTheirAnswer() throws Exception {
    ask("bob", RegistryClient.MANIFEST).close();
    await(asked);
    List<RawClient> others = askMore();
    others.remove(0).close();
    letGo.countDown();
    for (RawClient other : others) {
      assertThat(bodyOf(other)).isEqualTo("{\"old\":true}");
    }
  }

  /** Wrong rather than broken: no number of such answers makes the gateway give the registry up. */
  @Test
  void readThatFails_isAnsweredToAllWhoShareIt() throws Exception {
    RawClient first = ask("bob", RegistryClient.MANIFEST);
    await(asked);
    registry.script(
        RawUpstream.answering(200, "wrong", "Docker-Content-Digest", digest("something else")));
    List<RawClient> others = askMore();
    letGo.countDown();
    assertThat(bodyOf(first)).isEqualTo("{\"old\":true}");
    for (RawClient other : others) {
      assertThat(other.head().status()).isEqualTo(502);
    }
  }

  @Test
  void readOfWhatIsNotThere_isAnsweredToAllWhoShareIt() throws Exception {
    ask("bob", RegistryClient.MANIFEST);
    await(asked);
    String unknown = "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}";
    registry.script(RawUpstream.answering(404, unknown, "Content-Type", "application/json"));
    List<RawClient> others = askMore();
    letGo.countDown();
    for (RawClient other : others) {
      RawClient.Head head = other.head();
      assertThat(head.status()).isEqualTo(404);
      assertThat(other.body(head)).isEqualTo(unknown);
    }
  }

  private void push(String text) throws Exception {
    assertThat(
            new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic("bob"))
                .pushManifest(
                    "acme/pay/api",
                    "main",
                    RegistryClient.MANIFEST,
                    text.getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(201);
  }

  private List<RawClient> askMore() throws Exception {
    List<RawClient> more = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      more.add(ask(i % 2 == 0 ? "ada" : "bob", RegistryClient.MANIFEST));
    }
    return more;
  }

  private RawClient ask(String user, String accept) throws Exception {
    RawClient client =
        new RawClient(gateway.port())
            .send(
                "GET %s HTTP/1.1\nHost: gateway\nAuthorization: %s\nAccept: %s\n\n"
                    .formatted(TAG, GatewayFixture.basic(user), accept));
    clients.add(client);
    return client;
  }

  private static String bodyOf(RawClient client) throws Exception {
    RawClient.Head head = client.head();
    assertThat(head.status()).isEqualTo(200);
    return client.body(head);
  }
}

package dev.portwrit.gateway.webhook;

import static dev.portwrit.gateway.webhook.HookWorld.FAST;
import static dev.portwrit.gateway.webhook.HookWorld.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What receivers are told, and when, by a real one on the loopback. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class WebhooksTest {
  private static final String VERIFIER =
      """
      import base64, hashlib, hmac, sys
      key, id, second, signature = sys.argv[1:]
      signed = id.encode() + b'.' + second.encode() + b'.' + sys.stdin.buffer.read()
      mac = base64.b64encode(hmac.new(base64.b64decode(key), signed, hashlib.sha256).digest())
      print('right' if 'v1,' + mac.decode() in signature.split(' ') else 'wrong')
      """;

  @TempDir Path folder;
  private HookReceiver receiver;
  private HookWorld world;

  @BeforeEach
  void start() throws Exception {
    receiver = new HookReceiver();
    world = world(FAST);
  }

  private HookWorld world(WebhookPace pace) throws Exception {
    return new HookWorld(
        folder.resolve("spool"), pace, Set.of(receiver.address()), receiver.url("/hook?token=t0p"));
  }

  @AfterEach
  void stop() {
    world.close();
    receiver.close();
  }

  private static WebhookPace bounded(int most, int mostOfOne) {
    return new WebhookPace(
        FAST.first(), FAST.longest(), FAST.patience(), FAST.age(), most, mostOfOne);
  }

  private long spooled() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      return files.count();
    }
  }

  @Test
  void push_isToldAsACloudEvent() throws Exception {
    world.push("v1", "one");
    HookReceiver.Call call = receiver.next();
    assertThat(call.path()).isEqualTo("/hook?token=t0p");
    assertThat(call.header("Content-Type")).startsWith("application/cloudevents+json");
    assertThat(call.header("User-Agent")).isEqualTo("portwrit");
    JsonNode event = new ObjectMapper().readTree(call.body());
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("type").asText()).isEqualTo("dev.portwrit.tag.pushed");
    assertThat(event.path("source").asText()).isEqualTo("urn:portwrit:registry:hub");
    assertThat(event.path("subject").asText()).isEqualTo("acme/api:v1");
    assertThat(event.path("time").asText()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
    assertThat(event.path("id").asText()).isEqualTo(call.header("webhook-id"));
    assertThat(event.path("data").toString())
        .isEqualTo(
            "{\"registry\":\"hub\",\"repository\":\"acme/api\",\"tag\":\"v1\",\"digest\":\""
                + digest("one")
                + "\",\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"pushedBy\":\"user:ada\",\"policy\":\"0123abcd\"}");
    world.awaitDone();
    assertThat(world.ended("delivered")).isEqualTo(1);
    assertThat(spooled()).isZero();
  }

  @Test
  void signature_isWhatAProgramOfOthersComputes() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/python3")),
        "no python3, which Debian's package of that name installs");
    world.push("v1", "one");
    HookReceiver.Call call = receiver.next();
    assertThat(verified(call, call.body())).isEqualTo("right");
    assertThat(verified(call, call.body() + " ")).isEqualTo("wrong");
  }

  private String verified(HookReceiver.Call call, String body) throws Exception {
    Process python =
        new ProcessBuilder(
                "/usr/bin/python3",
                "-c",
                VERIFIER,
                HookWorld.KEY,
                call.header("webhook-id"),
                call.header("webhook-timestamp"),
                call.header("webhook-signature"))
            .redirectErrorStream(true)
            .start();
    try (var input = python.getOutputStream()) {
      input.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void pushes_ofOneTag_comeInTheirOrder_alsoWhereTheFirstFailsForAWhile() throws Exception {
    receiver.answers(500, 429, 404);
    world.push("v1", "one");
    world.push("v1", "two");
    world.push("v1", "three");
    String id = receiver.next().header("webhook-id");
    for (int again = 0; again < 3; again++) {
      HookReceiver.Call call = receiver.next();
      assertThat(call.isOf("v1", digest("one"))).isTrue();
      assertThat(call.header("webhook-id")).isEqualTo(id);
    }
    assertThat(receiver.next().isOf("v1", digest("two"))).isTrue();
    assertThat(receiver.next().isOf("v1", digest("three"))).isTrue();
    world.awaitDone();
    assertThat(world.figure("portwrit.webhook.failures")).isEqualTo(3);
    assertThat(receiver.left()).isZero();
    assertThat(world.webhooks.notes()).isEmpty();
  }

  @Test
  void push_ofAnotherTag_doesNotWaitForOneThatHangs() throws Exception {
    receiver.hold();
    world.push("v1", "one");
    receiver.next();
    world.push("v2", "one");
    assertThat(receiver.next().isOf("v2", digest("one"))).isTrue();
    receiver.release();
    world.awaitDone();
  }

  @Test
  void pushed_whileTheReceiverHangs_returnsAndNothingIsLost() throws Exception {
    receiver.hold();
    for (int i = 0; i < 50; i++) {
      world.push("v" + i, "one");
    }
    receiver.release();
    world.awaitDone();
    assertThat(world.ended("delivered")).isEqualTo(50);
  }

  @Test
  void restart_goesOnWithWhatWaited_inItsOrder() throws Exception {
    receiver.otherwise(503);
    world.push("v1", "one");
    world.push("v1", "two");
    String id = receiver.next().header("webhook-id");
    world.await(() -> world.webhooks.notes().size() == 1);
    assertThat(world.webhooks.notes().get(0))
        .contains("wait for `http://" + receiver.address() + "`: it answered 503")
        .doesNotContain("t0p", "hook?");
    world.close();
    assertThat(spooled()).isEqualTo(2);
    HookReceiver.Call call;
    int left = receiver.left();
    for (int i = 0; i < left; i++) {
      call = receiver.next();
    }
    receiver.otherwise(204);
    world.open();
    call = receiver.next();
    assertThat(call.isOf("v1", digest("one"))).isTrue();
    assertThat(call.header("webhook-id")).isEqualTo(id);
    assertThat(receiver.next().isOf("v1", digest("two"))).isTrue();
    world.awaitDone();
    assertThat(spooled()).isZero();
    world.push("v1", "three");
    assertThat(receiver.next().isOf("v1", digest("three"))).isTrue();
  }

  @Test
  void queueThatIsFull_dropsWhatComesAndCountsIt() throws Exception {
    world.close();
    world = world(bounded(2, 100));
    receiver.hold();
    for (int i = 0; i < 5; i++) {
      world.push("v" + i, "one");
    }
    world.await(() -> world.ended("overflowed") == 3);
    receiver.release();
    world.awaitDone();
    assertThat(world.ended("delivered")).isEqualTo(2);
    world.push("v9", "one");
    world.await(() -> world.ended("delivered") == 3);
  }

  @Test
  void receiverThatTakesNothing_leavesRoomForOthers() throws Exception {
    world.close();
    try (HookReceiver other = new HookReceiver();
        HookWorld two =
            new HookWorld(
                folder.resolve("two"),
                bounded(100, 2),
                Set.of(receiver.address(), other.address()),
                receiver.url("/"),
                other.url("/"))) {
      receiver.hold();
      for (int i = 0; i < 5; i++) {
        two.push("v" + i, "one");
        other.next();
        double delivered = i + 1;
        two.await(() -> two.ended("delivered") == delivered);
      }
      assertThat(two.ended("overflowed")).isEqualTo(3);
      receiver.release();
      two.awaitDone();
    }
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    receiver.answers(307);
    world.push("v1", "one");
    receiver.next();
    assertThat(receiver.next().path()).isEqualTo("/hook?token=t0p");
    world.awaitDone();
    assertThat(receiver.left()).isZero();
  }

  @Test
  void receiverThatIsGone_isToldNoMoreOfIt() throws Exception {
    receiver.answers(410);
    world.push("v1", "one");
    world.awaitDone();
    world.await(() -> world.ended("gone") == 1);
    assertThat(spooled()).isZero();
  }

  @Test
  void receiverOnThisMachine_isToldNothingUnlessTheOperatorNamesIt() throws Exception {
    world.settings = world.settings.allowing(Set.of("127.0.0.1:1"));
    world.close();
    world.open();
    int port = receiver.port();
    world.names(
        receiver.url("/"),
        URI.create("https://127.0.0.1:" + port),
        URI.create("https://localhost:" + port + "/x"),
        URI.create("https://[::1]:" + port),
        URI.create("https://[::ffff:127.0.0.1]:" + port),
        URI.create("https://0.0.0.0:" + port));
    world.push("v1", "one");
    world.await(() -> world.ended("forbidden") + world.figure("portwrit.webhook.failures") >= 6);
    assertThat(receiver.left()).isZero();
    assertThat(world.ended("forbidden")).isGreaterThanOrEqualTo(5);
  }

  @Test
  void receiverThatPolicyNamesNoMore_isToldNothingThatWaited() throws Exception {
    receiver.otherwise(500);
    world.push("v1", "one");
    receiver.next();
    world.names();
    world.awaitDone();
    assertThat(world.ended("withdrawn")).isEqualTo(1);
  }

  @Test
  void eventThatIsTooOld_isGivenUp() throws Exception {
    receiver.otherwise(500);
    world.push("v1", "one");
    receiver.next();
    world.now = world.now.plus(Duration.ofDays(1));
    world.awaitDone();
    assertThat(world.ended("expired")).isEqualTo(1);
  }

  @Test
  void withoutASecret_nothingIsSent_andItIsSaid() throws Exception {
    world.settings =
        new WebhookSettings(Optional.empty(), Set.of(receiver.address()), Optional.empty(), FAST);
    world.close();
    world.open();
    world.push("v1", "one");
    assertThat(world.ended("unsigned")).isEqualTo(1);
    assertThat(world.webhooks.notes()).hasSize(1);
    assertThat(world.webhooks.notes().get(0)).contains("--webhook-secret");
    assertThat(receiver.left()).isZero();
  }

  @Test
  void fileThatIsNoDelivery_isSetAside() throws Exception {
    world.close();
    Files.writeString(folder.resolve("spool").resolve("0000000000000000007.json"), "{}");
    world.open();
    world.push("v1", "one");
    receiver.next();
    world.awaitDone();
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names).containsExactly("0000000000000000007.json.unreadable");
    }
  }
}

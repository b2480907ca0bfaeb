package dev.portwrit.embedded;

import static dev.portwrit.embedded.RegistryClient.ANY_MANIFEST;
import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.header;
import static dev.portwrit.embedded.RegistryClient.location;
import static dev.portwrit.embedded.RegistryClient.text;
import static dev.portwrit.embedded.RegistryClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VicesTest {
  private static final String UPLOADS = "/v2/acme/pay/blobs/uploads/";
  private static final String V1 = "/v2/acme/pay/manifests/v1";

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private RegistryClient client;
  private Vices vices;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(folder);
    client = new RegistryClient(registry.url());
    vices = registry.vices();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void mountIgnoresFrom_mountsWhatAnyRepositoryHolds() throws Exception {
    client.pushImage("acme/secret", "v1", "layer");
    String mount = UPLOADS + "?mount=" + Digest.sha256(bytes("layer")) + "&from=acme/nothing";
    assertThat(client.send("POST", mount).statusCode()).isEqualTo(202);

    vices.turnOn(Vice.MOUNT_IGNORES_FROM);

    assertThat(client.send("POST", mount).statusCode()).isEqualTo(201);
  }

  @Test
  void neverMounts_beginsAnUpload() throws Exception {
    Digest digest = client.pushBlob("acme/base", bytes("layer"));
    vices.turnOn(Vice.NEVER_MOUNTS);

    assertThat(client.send("POST", UPLOADS + "?mount=" + digest + "&from=acme/base").statusCode())
        .isEqualTo(202);
  }

  @Test
  void headNotFound_toAcceptThatLacksTheType() throws Exception {
    client.pushImage("acme/pay", "v1", "layer");
    vices.turnOn(Vice.HEAD_NOT_FOUND_TO_NARROW_ACCEPT);

    assertThat(client.send("HEAD", V1, "Accept", INDEX).statusCode()).isEqualTo(404);
    assertThat(client.send("HEAD", V1, "Accept", ANY_MANIFEST).statusCode()).isEqualTo(200);
    assertThat(client.send("GET", V1, "Accept", INDEX).statusCode()).isEqualTo(200);
  }

  @Test
  void headAnswersOtherDigest_andGetTheTrueOne() throws Exception {
    Digest digest = client.pushImage("acme/pay", "v1", "layer");
    vices.turnOn(Vice.HEAD_ANSWERS_OTHER_DIGEST);

    assertThat(header(client.send("HEAD", V1), "Docker-Content-Digest"))
        .isNotEqualTo(digest.value());
    assertThat(header(client.send("GET", V1), "Docker-Content-Digest")).isEqualTo(digest.value());
  }

  @Test
  void getAnswersChild_toAcceptWithoutIndex() throws Exception {
    Digest child = client.pushImage("acme/pay", "child", "layer");
    client.pushManifest("acme/pay", "v1", INDEX, RegistryClient.index(child));
    vices.turnOn(Vice.GET_ANSWERS_CHILD_TO_NARROW_ACCEPT);

    HttpResponse<byte[]> narrow = client.send("GET", V1, "Accept", MANIFEST);
    HttpResponse<byte[]> wide = client.send("GET", V1, "Accept", ANY_MANIFEST);

    assertThat(header(narrow, "Docker-Content-Digest")).isEqualTo(child.value());
    assertThat(header(wide, "Content-Type")).isEqualTo(INDEX);
  }

  @Test
  void wrongContentDigest_andCorruptContent_lieInDifferentPlaces() throws Exception {
    Digest digest = client.pushImage("acme/pay", "v1", "layer");

    vices.turnOn(Vice.WRONG_CONTENT_DIGEST);
    HttpResponse<byte[]> header = client.send("GET", V1);
    vices.turnOff(Vice.WRONG_CONTENT_DIGEST);
    vices.turnOn(Vice.CORRUPT_CONTENT);
    HttpResponse<byte[]> body = client.send("GET", V1);

    assertThat(header(header, "Docker-Content-Digest")).isNotEqualTo(digest.value());
    assertThat(digest.isOf(header.body())).isTrue();
    assertThat(header(body, "Docker-Content-Digest")).isEqualTo(digest.value());
    assertThat(digest.isOf(body.body())).isFalse();
  }

  @Test
  void serverError_atTheSecondPutAlone() throws Exception {
    vices.turnOn(Vice.SERVER_ERROR, SeenRequest.nth(2, SeenRequest.to("PUT", "/manifests/")));
    byte[] index = RegistryClient.index();

    assertThat(client.pushManifest("acme/pay", "v1", INDEX, index).statusCode()).isEqualTo(201);
    assertThat(client.pushManifest("acme/pay", "v2", INDEX, index).statusCode()).isEqualTo(500);
    assertThat(client.pushManifest("acme/pay", "v3", INDEX, index).statusCode()).isEqualTo(201);
    assertThat(text(client.send("GET", "/v2/acme/pay/tags/list"))).contains("[\"v1\",\"v3\"]");
  }

  @Test
  void refusals_haveTheirStatus() throws Exception {
    vices.turnOn(Vice.UNAVAILABLE, request -> request.target().endsWith("/a"));
    vices.turnOn(Vice.TOO_MANY_REQUESTS, request -> request.target().endsWith("/b"));
    vices.turnOn(Vice.UNAUTHORIZED, request -> request.target().endsWith("/c"));

    assertThat(client.send("GET", "/v2/acme/pay/manifests/a").statusCode()).isEqualTo(503);
    HttpResponse<byte[]> busy = client.send("GET", "/v2/acme/pay/manifests/b");
    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(header(busy, "Retry-After")).isEqualTo("1");
    HttpResponse<byte[]> login = client.send("GET", "/v2/acme/pay/manifests/c");
    assertThat(login.statusCode()).isEqualTo(401);
    assertThat(header(login, "WWW-Authenticate")).startsWith("Basic");
  }

  @Test
  void hangs_untilItIsTurnedOff() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    registry.observe(request -> arrived.countDown());
    vices.turnOn(Vice.HANGS);
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(() -> statusOf("GET", "/v2/"));
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(status).isNotDone();

    vices.turnOff(Vice.HANGS);

    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
  }

  @Test
  void closesConnection_beforeAnythingIsDone() throws Exception {
    vices.turnOn(Vice.CLOSES_CONNECTION, SeenRequest.to("PUT", "/manifests/"));

    assertThatThrownBy(() -> client.pushManifest("acme/pay", "v1", INDEX, RegistryClient.index()))
        .isInstanceOf(IOException.class);
    assertThat(client.send("GET", V1).statusCode()).isEqualTo(404);
  }

  @Test
  void losesAnswer_afterItIsDone() throws Exception {
    vices.turnOn(Vice.LOSES_ANSWER, SeenRequest.to("PUT", "/manifests/"));

    assertThatThrownBy(() -> client.pushManifest("acme/pay", "v1", INDEX, RegistryClient.index()))
        .isInstanceOf(IOException.class);
    assertThat(client.send("GET", V1).statusCode()).isEqualTo(200);
  }

  @Test
  void cutsBlob_inTheMiddle() throws Exception {
    Digest digest = client.pushBlob("acme/pay", new byte[300_000]);
    vices.turnOn(Vice.CUTS_BLOB);

    assertThatThrownBy(() -> client.send("GET", "/v2/acme/pay/blobs/" + digest))
        .isInstanceOf(IOException.class);
  }

  @Test
  void slow_takesItsTime() throws Exception {
    vices.pauseFor(Duration.ofMillis(120));
    vices.turnOn(Vice.SLOW);
    long begin = System.nanoTime();

    assertThat(client.send("GET", "/v2/").statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(119));
  }

  @Test
  void discardsManifest_andSaysCreated() throws Exception {
    vices.turnOn(Vice.DISCARDS_MANIFEST);

    HttpResponse<byte[]> pushed =
        client.pushManifest("acme/pay", "v1", INDEX, RegistryClient.index());

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(client.send("GET", V1).statusCode()).isEqualTo(404);
    assertThat(client.send("GET", location(pushed)).statusCode()).isEqualTo(404);
  }

  @Test
  void discardsTag_andKeepsTheManifest() throws Exception {
    vices.turnOn(Vice.DISCARDS_TAG);

    HttpResponse<byte[]> pushed =
        client.pushManifest("acme/pay", "v1", INDEX, RegistryClient.index());

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(client.send("GET", V1).statusCode()).isEqualTo(404);
    assertThat(client.send("GET", location(pushed)).statusCode()).isEqualTo(200);
  }

  @Test
  void forgetsTags_untilItIsTurnedOff() throws Exception {
    client.pushImage("acme/pay", "v1", "layer");
    vices.turnOn(Vice.FORGETS_TAGS);
    HttpResponse<byte[]> forgotten = client.send("GET", V1);
    assertThat(text(forgotten)).contains("MANIFEST_UNKNOWN");
    assertThat(text(client.send("GET", "/v2/acme/pay/tags/list"))).contains("\"tags\":[]");

    vices.turnAllOff();

    assertThat(client.send("GET", V1).statusCode()).isEqualTo(200);
  }

  @Test
  void locations_areAbsoluteWithState() throws Exception {
    vices.turnOn(Vice.ABSOLUTE_LOCATIONS);
    vices.turnOn(Vice.STATE_IN_LOCATIONS);
    Digest digest = Digest.sha256(bytes("ab"));

    String first = location(client.send("POST", UPLOADS));
    String second = location(client.send("PATCH", first, BodyPublishers.ofString("a")));
    HttpResponse<byte[]> stale = client.send("PATCH", first, BodyPublishers.ofString("b"));
    HttpResponse<byte[]> put =
        client.send("PUT", with(second, "digest=" + digest), BodyPublishers.ofString("b"));

    assertThat(first).startsWith(registry.url() + UPLOADS).contains("?_state=");
    assertThat(second).isNotEqualTo(first);
    assertThat(stale.statusCode()).isEqualTo(400);
    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(location(put)).startsWith(registry.url() + "/v2/");
  }

  @Test
  void ignoresTagQuery_setsNoTag() throws Exception {
    vices.turnOn(Vice.IGNORES_TAG_QUERY);
    byte[] index = RegistryClient.index();

    HttpResponse<byte[]> pushed =
        client.pushManifest("acme/pay", Digest.sha256(index) + "?tag=v1", INDEX, index);

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(pushed.headers().firstValue("OCI-Tag")).isEmpty();
    assertThat(client.send("GET", V1).statusCode()).isEqualTo(404);
  }

  @Test
  void noReferrers_isNotFound() throws Exception {
    Digest digest = client.pushImage("acme/pay", "v1", "layer");
    vices.turnOn(Vice.NO_REFERRERS);

    assertThat(client.send("GET", "/v2/acme/pay/referrers/" + digest).statusCode()).isEqualTo(404);
  }

  @Test
  void deletes_areRefused() throws Exception {
    Digest digest = client.pushImage("acme/pay", "v1", "layer");

    vices.turnOn(Vice.DELETE_BY_TAG_DISABLED);
    assertThat(client.send("DELETE", V1).statusCode()).isEqualTo(400);
    vices.turnOn(Vice.DELETE_DISABLED);
    assertThat(client.send("DELETE", "/v2/acme/pay/manifests/" + digest).statusCode())
        .isEqualTo(405);
    assertThat(
            client
                .send("DELETE", "/v2/acme/pay/blobs/" + Digest.sha256(bytes("layer")))
                .statusCode())
        .isEqualTo(405);
    assertThat(client.send("GET", V1).statusCode()).isEqualTo(200);
  }

  @Test
  void redirectsBlobs_toAPathWithoutLogin() throws Exception {
    Digest digest = client.pushBlob("acme/pay", bytes("far away"));
    vices.turnOn(Vice.REDIRECTS_BLOBS);

    HttpResponse<byte[]> redirect = client.send("GET", "/v2/acme/pay/blobs/" + digest);

    assertThat(redirect.statusCode()).isEqualTo(307);
    assertThat(text(client.send("GET", location(redirect)))).isEqualTo("far away");
  }

  @Test
  void observer_seesRequestsWithTheirHeaders() throws Exception {
    List<SeenRequest> seen = new CopyOnWriteArrayList<>();
    registry.observe(seen::add);

    client.send("GET", "/v2/acme/pay/tags/list?n=1", "Authorization", "Basic c2VjcmV0");

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).toString()).isEqualTo("GET /v2/acme/pay/tags/list?n=1");
    assertThat(seen.get(0).header("AUTHORIZATION")).contains("Basic c2VjcmV0");
  }

  private int statusOf(String method, String target) {
    try {
      return client.send(method, target).statusCode();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryTest {
  private static final String UPLOADS = "/v2/acme/pay/blobs/uploads/";

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(folder);
    client = new RegistryClient(registry.url());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void base_saysThatItIsForTryingOut() throws Exception {
    HttpResponse<byte[]> answer = client.send("GET", "/v2/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Server")).contains("for trying out");
  }

  @Test
  void blob_pushedInTwoRequests_comesBack() throws Exception {
    Digest digest = client.pushBlob("acme/pay", bytes("hello"));

    HttpResponse<byte[]> answer = client.send("GET", "/v2/acme/pay/blobs/" + digest);

    assertThat(text(answer)).isEqualTo("hello");
    assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.value());
    HttpResponse<byte[]> head = client.send("HEAD", "/v2/acme/pay/blobs/" + digest);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo("5");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void blob_pushedInOneRequest_comesBack() throws Exception {
    Digest digest = Digest.sha256(bytes("one"));

    HttpResponse<byte[]> answer =
        client.send("POST", UPLOADS + "?digest=" + digest, BodyPublishers.ofString("one"));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(text(client.send("GET", location(answer)))).isEqualTo("one");
  }

  @Test
  void blob_pushedAsStreamOfUnknownLength_comesBack() throws Exception {
    byte[] content = bytes("streamed ".repeat(100_000));
    String upload = location(client.send("POST", UPLOADS));

    HttpResponse<byte[]> patch =
        client.send(
            "PATCH", upload, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)));
    HttpResponse<byte[]> put =
        client.send("PUT", with(location(patch), "digest=" + Digest.sha256(content)));

    assertThat(patch.statusCode()).isEqualTo(202);
    assertThat(header(patch, "Range")).isEqualTo("0-" + (content.length - 1));
    assertThat(client.send("GET", location(put)).body()).isEqualTo(content);
  }

  @Test
  void blob_pushedInChunks_comesBackAndRefusesChunkOutOfOrder() throws Exception {
    Digest digest = Digest.sha256(bytes("abcdef"));
    String upload = location(client.send("POST", UPLOADS));

    HttpResponse<byte[]> first =
        client.send("PATCH", upload, BodyPublishers.ofString("abc"), "Content-Range", "0-2");
    HttpResponse<byte[]> again =
        client.send("PATCH", upload, BodyPublishers.ofString("abc"), "Content-Range", "0-2");
    HttpResponse<byte[]> progress = client.send("GET", location(again));
    HttpResponse<byte[]> last =
        client.send(
            "PUT",
            with(location(progress), "digest=" + digest),
            BodyPublishers.ofString("def"),
            "Content-Range",
            "3-5");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(416);
    assertThat(progress.statusCode()).isEqualTo(204);
    assertThat(header(progress, "Range")).isEqualTo("0-2");
    assertThat(last.statusCode()).isEqualTo(201);
    assertThat(text(client.send("GET", location(last)))).isEqualTo("abcdef");
  }

  @Test
  void blob_withOtherDigest_isRefusedAndForgotten() throws Exception {
    Digest claimed = Digest.sha256(bytes("something else"));
    String upload = location(client.send("POST", UPLOADS));

    HttpResponse<byte[]> put =
        client.send("PUT", with(upload, "digest=" + claimed), BodyPublishers.ofString("this"));

    assertThat(put.statusCode()).isEqualTo(400);
    assertThat(text(put)).contains("DIGEST_INVALID");
    assertThat(client.send("GET", upload).statusCode()).isEqualTo(404);
    assertThat(client.send("HEAD", "/v2/acme/pay/blobs/" + claimed).statusCode()).isEqualTo(404);
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void blob_bySha512_isVerifiedToo() throws Exception {
    byte[] content = bytes("long digest");
    Digest digest = sha512(content);
    String upload = location(client.send("POST", UPLOADS));

    client.send("PATCH", upload, BodyPublishers.ofByteArray(content));
    HttpResponse<byte[]> put = client.send("PUT", with(upload, "digest=" + digest));

    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(client.send("GET", location(put)).body()).isEqualTo(content);
    HttpResponse<byte[]> wrong =
        client.send("POST", UPLOADS + "?digest=" + digest, BodyPublishers.ofString("other"));
    assertThat(text(wrong)).contains("DIGEST_INVALID");
  }

  @Test
  void blob_mountedFromWhereItIs_isCreatedAndElseUploaded() throws Exception {
    Digest digest = client.pushBlob("acme/base", bytes("layer"));

    HttpResponse<byte[]> mounted =
        client.send("POST", UPLOADS + "?mount=" + digest + "&from=acme/base");
    HttpResponse<byte[]> notThere =
        client.send("POST", "/v2/acme/x/blobs/uploads/?mount=" + digest + "&from=acme/nothing");

    assertThat(mounted.statusCode()).isEqualTo(201);
    assertThat(text(client.send("GET", location(mounted)))).isEqualTo("layer");
    assertThat(notThere.statusCode()).isEqualTo(202);
    assertThat(client.send("HEAD", "/v2/acme/x/blobs/" + digest).statusCode()).isEqualTo(404);
  }

  @Test
  void blob_inRange_isPartialOrRefused() throws Exception {
    String path = "/v2/acme/pay/blobs/" + client.pushBlob("acme/pay", bytes("0123456789"));

    HttpResponse<byte[]> middle = client.send("GET", path, "Range", "bytes=2-4");
    HttpResponse<byte[]> rest = client.send("GET", path, "Range", "bytes=7-");
    HttpResponse<byte[]> tail = client.send("GET", path, "Range", "bytes=-2");
    HttpResponse<byte[]> beyond = client.send("GET", path, "Range", "bytes=10-");
    HttpResponse<byte[]> several = client.send("GET", path, "Range", "bytes=0-1,3-4");

    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(text(middle)).isEqualTo("234");
    assertThat(header(middle, "Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(text(rest)).isEqualTo("789");
    assertThat(text(tail)).isEqualTo("89");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */10");
    assertThat(several.statusCode()).isEqualTo(200);
  }

  @Test
  void blob_deleted_isGoneFromThatRepositoryAlone() throws Exception {
    Digest digest = client.pushBlob("acme/pay", bytes("shared"));
    client.pushBlob("acme/other", bytes("shared"));

    HttpResponse<byte[]> deleted = client.send("DELETE", "/v2/acme/pay/blobs/" + digest);

    assertThat(deleted.statusCode()).isEqualTo(202);
    assertThat(client.send("GET", "/v2/acme/pay/blobs/" + digest).statusCode()).isEqualTo(404);
    assertThat(client.send("GET", "/v2/acme/other/blobs/" + digest).statusCode()).isEqualTo(200);
  }

  @Test
  void upload_cancelled_isUnknownAndLeavesNothing() throws Exception {
    String upload = location(client.send("POST", UPLOADS));
    client.send("PATCH", upload, BodyPublishers.ofString("half"));

    assertThat(client.send("DELETE", upload).statusCode()).isEqualTo(204);

    HttpResponse<byte[]> after = client.send("PATCH", upload, BodyPublishers.ofString("more"));
    assertThat(after.statusCode()).isEqualTo(404);
    assertThat(text(after)).contains("BLOB_UPLOAD_UNKNOWN");
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void upload_ofAnotherRepository_isUnknown() throws Exception {
    String upload = location(client.send("POST", UPLOADS));

    HttpResponse<byte[]> answer =
        client.send(
            "PATCH", upload.replace("acme/pay", "acme/other"), BodyPublishers.ofString("x"));

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void manifest_byTagAndDigest_isTheSameBytes() throws Exception {
    byte[] manifest = client.manifest("acme/pay", "layer");
    Digest digest = Digest.sha256(manifest);

    HttpResponse<byte[]> pushed = client.pushManifest("acme/pay", "v1", MANIFEST, manifest);

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(header(pushed, "Docker-Content-Digest")).isEqualTo(digest.value());
    for (String reference : List.of("v1", digest.value())) {
      HttpResponse<byte[]> answer = client.send("GET", "/v2/acme/pay/manifests/" + reference);
      assertThat(answer.body()).isEqualTo(manifest);
      assertThat(header(answer, "Content-Type")).isEqualTo(MANIFEST);
      assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.value());
    }
  }

  @Test
  void manifest_thatNamesUnknownBlob_isRefused() throws Exception {
    byte[] manifest = client.manifest("acme/elsewhere", "layer");

    HttpResponse<byte[]> answer = client.pushManifest("acme/pay", "v1", MANIFEST, manifest);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("MANIFEST_BLOB_UNKNOWN");
    assertThat(client.send("GET", "/v2/acme/pay/manifests/v1").statusCode()).isEqualTo(404);
  }

  @Test
  void manifest_thatIsNone_isRefused() throws Exception {
    assertThat(text(client.pushManifest("acme/pay", "v1", MANIFEST, bytes("[]"))))
        .contains("MANIFEST_INVALID");
    assertThat(text(client.pushManifest("acme/pay", "v1", MANIFEST, bytes("{"))))
        .contains("MANIFEST_INVALID");
    byte[] index = RegistryClient.index();
    assertThat(text(client.pushManifest("acme/pay", "v1", MANIFEST, index)))
        .contains("MANIFEST_INVALID");
  }

  @Test
  void manifest_underOtherDigest_isRefused() throws Exception {
    Digest other = Digest.sha256(bytes("other"));

    HttpResponse<byte[]> answer =
        client.pushManifest("acme/pay", other.value(), INDEX, RegistryClient.index());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("DIGEST_INVALID");
  }

  @Test
  void manifest_overFourMebibytes_isTooLarge() throws Exception {
    byte[] large = new byte[ManifestPush.MAX_BYTES + 1];

    assertThat(client.pushManifest("acme/pay", "v1", MANIFEST, large).statusCode()).isEqualTo(413);
  }

  @Test
  void manifest_pushedByDigestWithTags_setsThemAll() throws Exception {
    byte[] index = RegistryClient.index();
    Digest digest = Digest.sha256(index);

    HttpResponse<byte[]> answer =
        client.pushManifest("acme/pay", digest + "?tag=1.2.3&tag=1.2&tag=latest", INDEX, index);

    assertThat(answer.headers().allValues("OCI-Tag")).containsExactly("1.2.3", "1.2", "latest");
    assertThat(text(client.send("GET", "/v2/acme/pay/tags/list")))
        .isEqualTo("{\"name\":\"acme/pay\",\"tags\":[\"1.2\",\"1.2.3\",\"latest\"]}");
  }

  @Test
  void manifest_withTooManyTags_isRefusedAndSetsNone() throws Exception {
    byte[] index = RegistryClient.index();
    StringBuilder reference = new StringBuilder(Digest.sha256(index) + "?");
    for (int i = 0; i <= ManifestPush.MAX_TAGS; i++) {
      reference.append("tag=t").append(i).append('&');
    }

    assertThat(client.pushManifest("acme/pay", reference.toString(), INDEX, index).statusCode())
        .isEqualTo(414);
    assertThat(client.send("GET", "/v2/acme/pay/manifests/t0").statusCode()).isEqualTo(404);
  }

  @Test
  void manifest_pushedByTagWithTags_isRefused() throws Exception {
    assertThat(
            client.pushManifest("acme/pay", "a?tag=b", INDEX, RegistryClient.index()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void tag_deleted_leavesTheManifest() throws Exception {
    Digest digest = client.pushImage("acme/pay", "v1", "layer");

    assertThat(client.send("DELETE", "/v2/acme/pay/manifests/v1").statusCode()).isEqualTo(202);

    assertThat(client.send("GET", "/v2/acme/pay/manifests/v1").statusCode()).isEqualTo(404);
    assertThat(client.send("GET", "/v2/acme/pay/manifests/" + digest).statusCode()).isEqualTo(200);
    assertThat(client.send("DELETE", "/v2/acme/pay/manifests/v1").statusCode()).isEqualTo(404);
  }

  @Test
  void manifest_deleted_takesItsTagsAlong() throws Exception {
    Digest digest = client.pushImage("acme/pay", "v1", "layer");
    client.pushImage("acme/pay", "v2", "layer");
    client.pushImage("acme/pay", "v3", "other layer");

    assertThat(client.send("DELETE", "/v2/acme/pay/manifests/" + digest).statusCode())
        .isEqualTo(202);

    assertThat(text(client.send("GET", "/v2/acme/pay/tags/list"))).contains("[\"v3\"]");
    assertThat(client.send("HEAD", "/v2/acme/pay/manifests/v1").statusCode()).isEqualTo(404);
  }

  @Test
  void tags_inPages_areAllThereInOrder() throws Exception {
    for (String tag : List.of("c", "a", "B", "e", "d")) {
      client.pushManifest("acme/pay", tag, INDEX, RegistryClient.index());
    }

    HttpResponse<byte[]> first = client.send("GET", "/v2/acme/pay/tags/list?n=2");
    assertThat(text(first)).contains("[\"B\",\"a\"]");
    assertThat(header(first, "Link"))
        .isEqualTo("</v2/acme/pay/tags/list?n=2&last=a>; rel=\"next\"");
    HttpResponse<byte[]> last = client.send("GET", "/v2/acme/pay/tags/list?n=3&last=a");
    assertThat(text(last)).contains("[\"c\",\"d\",\"e\"]");
    assertThat(last.headers().firstValue("Link")).isEmpty();
    assertThat(text(client.send("GET", "/v2/acme/pay/tags/list?n=0"))).contains("\"tags\":[]");
    assertThat(client.send("GET", "/v2/acme/pay/tags/list?n=x").statusCode()).isEqualTo(400);
    assertThat(text(client.send("GET", "/v2/acme/none/tags/list"))).contains("NAME_UNKNOWN");
  }

  @Test
  void catalog_listsRepositoriesAtAnyDepthInPages() throws Exception {
    for (String name : List.of("zeta", "acme", "acme/pay/api", "acme/web")) {
      client.pushManifest(name, "v1", INDEX, RegistryClient.index());
    }

    assertThat(text(client.send("GET", "/v2/_catalog")))
        .isEqualTo("{\"repositories\":[\"acme\",\"acme/pay/api\",\"acme/web\",\"zeta\"]}");
    HttpResponse<byte[]> page = client.send("GET", "/v2/_catalog?n=1&last=acme");
    assertThat(text(page)).contains("[\"acme/pay/api\"]");
    assertThat(header(page, "Link")).contains("last=acme%2Fpay%2Fapi");
  }

  @Test
  void referrers_ofSubject_areListedFilteredAndForgotten() throws Exception {
    Digest subject = client.pushImage("acme/pay", "v1", "layer");
    HttpResponse<byte[]> sbom = pushReferrer(subject, "application/sbom");
    pushReferrer(subject, "application/signature");
    String path = "/v2/acme/pay/referrers/" + subject;

    assertThat(header(sbom, "OCI-Subject")).isEqualTo(subject.value());
    assertThat(text(client.send("GET", path)))
        .contains("application/sbom", "application/signature", "\"annotations\":{\"by\":\"test\"}");
    HttpResponse<byte[]> filtered =
        client.send("GET", path + "?artifactType=application%2Fsignature");
    assertThat(header(filtered, "OCI-Filters-Applied")).isEqualTo("artifactType");
    assertThat(text(filtered)).contains("application/signature").doesNotContain("sbom");
    assertThat(header(client.send("GET", path + "?n=1"), "Link")).contains("rel=\"next\"");

    client.send("DELETE", location(sbom));
    assertThat(text(client.send("GET", path))).doesNotContain("sbom");
  }

  @Test
  void referrers_ofUnknownSubject_areNone() throws Exception {
    HttpResponse<byte[]> answer =
        client.send("GET", "/v2/acme/none/referrers/" + Digest.sha256(bytes("x")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo(INDEX);
    assertThat(text(answer)).contains("\"manifests\":[]");
    assertThat(client.send("GET", "/v2/acme/none/referrers/x").statusCode()).isEqualTo(400);
  }

  @Test
  void malformedNames_areRefused() throws Exception {
    assertThat(client.send("GET", "/v2/Acme/manifests/v1").statusCode()).isEqualTo(400);
    assertThat(client.send("GET", "/v2/a/_tags/manifests/v1").statusCode()).isEqualTo(400);
    assertThat(client.send("GET", "/v2/acme/manifests/.hidden").statusCode()).isEqualTo(400);
    assertThat(client.send("GET", "/v2/acme/%2e%2e/%2e%2e/manifests/v1").statusCode())
        .isGreaterThanOrEqualTo(400);
    assertThat(client.send("GET", "/v2/acme/blobs/sha256:12").statusCode()).isEqualTo(400);
    assertThat(client.send("GET", "/elsewhere").statusCode()).isEqualTo(404);
    assertThat(client.send("DELETE", "/v2/_catalog").statusCode()).isEqualTo(405);
  }

  @Test
  void restart_servesWhatWasThere() throws Exception {
    Digest digest = client.pushImage("acme/pay", "v1", "layer");
    client.send("POST", UPLOADS);
    registry.close();

    registry = EmbeddedRegistry.start(folder);
    client = new RegistryClient(registry.url());

    assertThat(header(client.send("HEAD", "/v2/acme/pay/manifests/v1"), "Docker-Content-Digest"))
        .isEqualTo(digest.value());
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void portInUse_isSaid() {
    EmbeddedSettings taken = EmbeddedSettings.in(folder).withPort(registry.port());

    assertThatThrownBy(() -> EmbeddedRegistry.start(taken))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot listen on `127.0.0.1:" + registry.port() + "`");
  }

  @Test
  void login_isAskedForAndChecked() throws Exception {
    Credentials login = new Credentials("gateway", "secret");
    try (EmbeddedRegistry closed =
        EmbeddedRegistry.start(EmbeddedSettings.in(folder).withCredentials(login))) {
      RegistryClient stranger = new RegistryClient(closed.url());

      HttpResponse<byte[]> refused = stranger.send("GET", "/v2/");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(header(refused, "WWW-Authenticate")).startsWith("Basic");
      String wrong = new Credentials("gateway", "guess").authorization();
      assertThat(stranger.send("GET", "/v2/", "Authorization", wrong).statusCode()).isEqualTo(401);
      assertThat(stranger.send("GET", "/v2/", "Authorization", login.authorization()).statusCode())
          .isEqualTo(200);
    }
    assertThat(login.toString()).doesNotContain("secret");
  }

  @Test
  void manyPushesAtOnce_areAllThere() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Digest>> pushes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String tag = "t" + i;
        pushes.add(threads.submit(() -> client.pushImage("acme/pay", tag, "layer " + tag)));
      }
      for (int i = 0; i < 40; i++) {
        Digest pushed = pushes.get(i).get();
        HttpResponse<byte[]> answer =
            client.send("HEAD", "/v2/acme/pay/manifests/t" + i, "Accept", ANY_MANIFEST);
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(pushed.value());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private HttpResponse<byte[]> pushReferrer(Digest subject, String artifactType)
      throws IOException, InterruptedException {
    Digest empty = client.pushBlob("acme/pay", bytes("{}"));
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"%s",
        "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},
        "layers":[],"annotations":{"by":"test"},
        "subject":{"mediaType":"%s","digest":"%s","size":1}}
        """
            .formatted(MANIFEST, artifactType, empty, MANIFEST, subject);
    byte[] content = bytes(manifest);
    return client.pushManifest("acme/pay", Digest.sha256(content).value(), MANIFEST, content);
  }

  private static Digest sha512(byte[] content) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-512").digest(content);
    return new Digest("sha512:" + HexFormat.of().formatHex(hash));
  }
}

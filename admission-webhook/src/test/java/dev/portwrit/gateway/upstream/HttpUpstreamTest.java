package dev.portwrit.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HttpUpstreamTest {
  private static final RepositoryName REPOSITORY = new RepositoryName("acme/pay/api");
  private static final Tag TAG = new Tag("v1");
  private static final String BY_TAG = "/v2/acme/pay/api/manifests/v1";
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final String MANIFEST = "{\"schemaVersion\":2}";
  private static final Digest DIGEST = Digest.sha256(MANIFEST.getBytes(StandardCharsets.UTF_8));
  private static final String NOT_THERE = "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}";

  private final HttpClient client = new HttpClient();
  private ScriptedRegistry registry;
  private HttpUpstream upstream;

  @BeforeEach
  void start() throws Exception {
    client.start();
    registry = new ScriptedRegistry();
    upstream = upstream(registry.uri(), UpstreamAuthorization.anonymous());
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
    registry.close();
  }

  private HttpUpstream upstream(URI base, UpstreamAuthorization authorization) {
    UpstreamSettings settings =
        UpstreamSettings.of(base, Registry.Type.DISTRIBUTION)
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new HttpUpstream(client, settings, authorization);
  }

  @Nested
  class ReadingATag {
    @Test
    void read_manifest_isItsBytesAndTheirSha256() {
      registry
          .on(BY_TAG, 200, MANIFEST)
          .header("Content-Type", TYPE + "; charset=utf-8")
          .header("Docker-Content-Digest", DIGEST.value());
      assertThat(upstream.read(REPOSITORY, TAG))
          .isEqualTo(
              new TagState.At(new ManifestBytes(MANIFEST.getBytes(StandardCharsets.UTF_8), TYPE)));
    }

    @Test
    void read_asksByGetForEveryTypeAndWithoutCondition() {
      upstream.read(REPOSITORY, TAG);
      ScriptedRegistry.Seen seen = registry.seen().get(0);
      assertThat(seen.method()).isEqualTo("GET");
      assertThat(seen.header("Accept")).hasSize(1);
      assertThat(seen.header("Accept").get(0))
          .contains("oci.image.manifest.v1", "oci.image.index.v1", "manifest.v2", "manifest.list")
          .doesNotContain("*");
      assertThat(seen.headers().keySet())
          .doesNotContain("If-none-match", "If-match", "If-modified-since", "Range");
    }

    @Test
    void read_404WithManifestUnknown_isAbsent() {
      registry.on(BY_TAG, 404, NOT_THERE);
      assertThat(upstream.read(REPOSITORY, TAG)).isEqualTo(new TagState.Absent());
    }

    @Test
    void read_404WithNameUnknown_isAbsent() {
      registry.on(BY_TAG, 404, "{\"errors\":[{\"code\":\"NAME_UNKNOWN\"}]}");
      assertThat(upstream.read(REPOSITORY, TAG)).isEqualTo(new TagState.Absent());
    }

    @Test
    void read_404WithBlobUnknown_isUnknown() {
      registry.on(BY_TAG, 404, "{\"errors\":[{\"code\":\"BLOB_UNKNOWN\"}]}");
      assertThat(upstream.read(REPOSITORY, TAG)).isInstanceOf(TagState.Unknown.class);
    }

    @Test
    void read_404WithoutCode_isUnknown() {
      for (String body :
          List.of(
              "",
              "not found",
              "{}",
              "{\"errors\":[]}",
              "{\"errors\":[{\"code\":\"NOT_FOUND\"}]}",
              "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"},{\"code\":\"DENIED\"}]}",
              NOT_THERE + "x")) {
        registry.on(BY_TAG, 404, body);
        assertThat(upstream.read(REPOSITORY, TAG)).as(body).isInstanceOf(TagState.Unknown.class);
      }
    }

    @Test
    void read_404NotFoundOfHarbor_isAbsentThereAlone() {
      registry.on(BY_TAG, 404, "{\"errors\":[{\"code\":\"NOT_FOUND\"}]}");
      HttpUpstream harbor =
          new HttpUpstream(
              client,
              UpstreamSettings.of(registry.uri(), Registry.Type.HARBOR),
              UpstreamAuthorization.anonymous());
      assertThat(harbor.read(REPOSITORY, TAG)).isEqualTo(new TagState.Absent());
      assertThat(upstream.read(REPOSITORY, TAG)).isInstanceOf(TagState.Unknown.class);
    }

    @Test
    void read_anyOtherStatus_isUnknown() {
      for (int status : List.of(201, 206, 301, 302, 307, 400, 401, 403, 405, 429, 500, 502, 503)) {
        registry.on(BY_TAG, status, NOT_THERE).header("Location", "/elsewhere");
        assertThat(upstream.read(REPOSITORY, TAG))
            .isEqualTo(new TagState.Unknown("the registry answered " + status));
      }
    }

    @Test
    void read_redirect_isNotFollowed() {
      registry.on(BY_TAG, 307, "").header("Location", "/v2/elsewhere");
      registry.on("/v2/elsewhere", 200, MANIFEST).header("Content-Type", TYPE);
      assertThat(upstream.read(REPOSITORY, TAG)).isInstanceOf(TagState.Unknown.class);
      assertThat(registry.seen()).hasSize(1);
    }

    @Test
    void read_digestInHeaderIsNotTheBytes_isUnknown() {
      for (String lie : List.of("sha256:" + "0".repeat(64), "nonsense", "md5:00")) {
        registry
            .on(BY_TAG, 200, MANIFEST)
            .header("Content-Type", TYPE)
            .header("Docker-Content-Digest", lie);
        assertThat(upstream.read(REPOSITORY, TAG)).isInstanceOf(TagState.Unknown.class);
      }
    }

    @Test
    void read_sha512InHeader_isCheckedByBytes() throws Exception {
      byte[] bytes = MANIFEST.getBytes(StandardCharsets.UTF_8);
      String sha512 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
      registry
          .on(BY_TAG, 200, MANIFEST)
          .header("Content-Type", TYPE)
          .header("Docker-Content-Digest", "sha512:" + sha512);
      assertThat(upstream.read(REPOSITORY, TAG).isAt(DIGEST)).isTrue();
    }

    @Test
    void read_noManifest_isUnknown() {
      registry.on(BY_TAG, 200, "<html>log in</html>").header("Content-Type", "text/html");
      assertThat(upstream.read(REPOSITORY, TAG)).isInstanceOf(TagState.Unknown.class);
    }

    @Test
    void read_withoutContentType_isUnknown() {
      registry.on(BY_TAG, 200, MANIFEST);
      assertThat(upstream.read(REPOSITORY, TAG)).isInstanceOf(TagState.Unknown.class);
    }

    @Test
    void read_moreThanFourMebibytes_isUnknown() {
      byte[] long4MiB = new byte[ManifestBytes.MAX_LENGTH + 1];
      registry.on(BY_TAG, new ScriptedRegistry.Answer(200, long4MiB)).header("Content-Type", TYPE);
      assertThat(upstream.read(REPOSITORY, TAG))
          .isEqualTo(new TagState.Unknown("the registry's answer is longer than 4194304 bytes"));
    }

    @Test
    void read_exactlyFourMebibytes_isRead() {
      byte[] exact = new byte[ManifestBytes.MAX_LENGTH];
      registry.on(BY_TAG, new ScriptedRegistry.Answer(200, exact)).header("Content-Type", TYPE);
      assertThat(upstream.read(REPOSITORY, TAG).isAt(Digest.sha256(exact))).isTrue();
    }

    @Test
    void read_truncated_isUnknown() {
      registry.on(BY_TAG, 200, MANIFEST).header("Content-Type", TYPE).saysLength(5_000);
      assertThat(upstream.read(REPOSITORY, TAG)).isInstanceOf(TagState.Unknown.class);
    }

    @Test
    void read_nobodyListens_isUnknown() {
      HttpUpstream nobody =
          upstream(URI.create("http://127.0.0.1:1"), UpstreamAuthorization.anonymous());
      assertThat(nobody.read(REPOSITORY, TAG))
          .isEqualTo(new TagState.Unknown("the registry cannot be reached"));
    }

    @Test
    void read_byDigestWithOtherBytes_isUnknown() {
      Digest other = Digest.sha256(new byte[] {1});
      registry
          .on("/v2/acme/pay/api/manifests/" + other, 200, MANIFEST)
          .header("Content-Type", TYPE);
      assertThat(upstream.read(REPOSITORY, new Reference.ByDigest(other)))
          .isInstanceOf(TagState.Unknown.class);
    }
  }

  @Nested
  class Writing {
    private final ManifestBytes manifest =
        new ManifestBytes(MANIFEST.getBytes(StandardCharsets.UTF_8), TYPE);

    @Test
    void put_byTag_sendsTheBytesOnce() {
      registry.on(BY_TAG, 201, "").header("Docker-Content-Digest", DIGEST.value());
      Answered answer =
          (Answered)
              upstream.putManifest(REPOSITORY, new Reference.ByTag(TAG), List.of(), manifest);
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.isSuccess()).isTrue();
      assertThat(registry.seen()).hasSize(1);
      assertThat(registry.seen().get(0).body()).isEqualTo(MANIFEST);
      assertThat(registry.seen().get(0).header("Content-type")).containsExactly(TYPE);
    }

    @Test
    void put_byDigestWithTags_sendsThemAsQuery() {
      upstream.putManifest(
          REPOSITORY,
          new Reference.ByDigest(DIGEST),
          List.of(new Tag("a"), new Tag("b")),
          manifest);
      assertThat(registry.seen().get(0).target())
          .isEqualTo("/v2/acme/pay/api/manifests/" + DIGEST + "?tag=a&tag=b");
    }

    @Test
    void put_connectionCutInTheAnswer_isNoAnswerAndNotSentAgain() {
      registry.on(BY_TAG, 201, "x").saysLength(5_000);
      assertThat(upstream.putManifest(REPOSITORY, new Reference.ByTag(TAG), List.of(), manifest))
          .isInstanceOf(NoAnswer.class);
      assertThat(registry.seen()).hasSize(1);
    }

    @Test
    void put_thatWasNeverSent_saysSo() {
      HttpUpstream nobody =
          upstream(URI.create("http://127.0.0.1:1"), UpstreamAuthorization.anonymous());
      assertThat(nobody.putManifest(REPOSITORY, new Reference.ByTag(TAG), List.of(), manifest))
          .isEqualTo(new NoAnswer("the registry cannot be reached", false));
    }

    @Test
    void put_thatIsCut_mayHaveArrived() {
      registry.on(BY_TAG, 201, "x").saysLength(5_000);
      NoAnswer answer =
          (NoAnswer)
              upstream.putManifest(REPOSITORY, new Reference.ByTag(TAG), List.of(), manifest);
      assertThat(answer.mayHaveArrived()).isTrue();
    }

    @Test
    void delete_namesWhatItDeletes() {
      upstream.deleteManifest(REPOSITORY, new Reference.ByDigest(DIGEST));
      upstream.deleteBlob(REPOSITORY, DIGEST);
      assertThat(registry.seen())
          .extracting(ScriptedRegistry.Seen::method)
          .containsExactly("DELETE", "DELETE");
      assertThat(registry.seen())
          .extracting(ScriptedRegistry.Seen::target)
          .containsExactly(
              "/v2/acme/pay/api/manifests/" + DIGEST, "/v2/acme/pay/api/blobs/" + DIGEST);
    }

    @Test
    void credentials_areSentToTheRegistry() {
      upstream(registry.uri(), UpstreamAuthorization.basic("gate", "secret")).read(REPOSITORY, TAG);
      assertThat(registry.seen().get(0).header("Authorization"))
          .containsExactly("Basic Z2F0ZTpzZWNyZXQ=");
    }

    @Test
    void serverErrorsAndTimeouts_areNoRefusal() {
      for (int status : List.of(408, 425, 500, 502, 503, 504)) {
        assertThat(new Answered(status, List.of(), Body.EMPTY).isRefusal()).isFalse();
      }
      for (int status : List.of(400, 401, 403, 404, 405, 409, 412, 413, 429)) {
        assertThat(new Answered(status, List.of(), Body.EMPTY).isRefusal()).isTrue();
      }
    }
  }

  @Nested
  class Listings {
    private static final String LIST = "/v2/acme/pay/api/tags/list";

    @Test
    void tags_onePage_isComplete() {
      registry.on(LIST, 200, "{\"name\":\"acme/pay/api\",\"tags\":[\"v1\",\"v2\"]}");
      assertThat(upstream.tags(REPOSITORY))
          .isEqualTo(new Listing.Complete<>(List.of(new Tag("v1"), new Tag("v2"))));
    }

    @Test
    void tags_null_isEmpty() {
      registry.on(LIST, 200, "{\"name\":\"acme/pay/api\",\"tags\":null}");
      assertThat(upstream.tags(REPOSITORY)).isEqualTo(new Listing.Complete<>(List.<Tag>of()));
    }

    @Test
    void tags_pages_areFollowedToTheEnd() {
      registry
          .on(LIST, 200, "{\"tags\":[\"v1\"]}")
          .header("Link", "<" + LIST + "?last=v1&n=1>; rel=\"next\"");
      registry
          .on(LIST + "?last=v1&n=1", 200, "{\"tags\":[\"v2\"]}")
          .header("Link", "<?last=v2&n=1>; rel=next");
      registry.on(LIST + "?last=v2&n=1", 200, "{\"tags\":[\"v3\"]}");
      assertThat(upstream.tags(REPOSITORY))
          .isEqualTo(new Listing.Complete<>(List.of(new Tag("v1"), new Tag("v2"), new Tag("v3"))));
    }

    @Test
    void tags_pageThatDoesNotCome_isIncomplete() {
      registry
          .on(LIST, 200, "{\"tags\":[\"v1\"]}")
          .header("Link", "<" + LIST + "?last=v1>; rel=\"next\"");
      for (int status : List.of(404, 401, 429, 500)) {
        registry.on(LIST + "?last=v1", status, NOT_THERE);
        assertThat(upstream.tags(REPOSITORY)).isInstanceOf(Listing.Incomplete.class);
      }
    }

    @Test
    void tags_pagesInACircle_areIncomplete() {
      registry.on(LIST, 200, "{\"tags\":[\"v1\"]}").header("Link", "<" + LIST + ">; rel=\"next\"");
      assertThat(upstream.tags(REPOSITORY)).isInstanceOf(Listing.Incomplete.class);
    }

    @Test
    void tags_linkElsewhere_isIncomplete() {
      for (String link :
          List.of(
              "<http://evil.example/v2/acme/pay/api/tags/list>; rel=\"next\"",
              "</v2/acme/other/tags/list>; rel=\"next\"",
              "nonsense")) {
        registry.on(LIST, 200, "{\"tags\":[\"v1\"]}").header("Link", link);
        assertThat(upstream.tags(REPOSITORY)).as(link).isInstanceOf(Listing.Incomplete.class);
      }
    }

    @Test
    void tags_unreadable_areIncomplete() {
      for (String body :
          List.of("", "{", "[]", "{}", "{\"tags\":[1]}", "{\"tags\":[\"/\"]}", "{\"tags\":{}}")) {
        registry.on(LIST, 200, body);
        assertThat(upstream.tags(REPOSITORY)).as(body).isInstanceOf(Listing.Incomplete.class);
      }
    }

    @Test
    void tags_ofRepositoryThatIsNotThere_areNone() {
      registry.on(LIST, 404, "{\"errors\":[{\"code\":\"NAME_UNKNOWN\"}]}");
      assertThat(upstream.tags(REPOSITORY)).isEqualTo(new Listing.Complete<>(List.<Tag>of()));
    }

    @Test
    void repositories_areRead() {
      registry.on("/v2/_catalog", 200, "{\"repositories\":[\"acme/pay/api\"]}");
      assertThat(upstream.repositories()).isEqualTo(new Listing.Complete<>(List.of(REPOSITORY)));
    }
  }

  @Nested
  class Blobs {
    private static final Digest BLOB = Digest.sha256(new byte[] {1, 2, 3});
    private static final String PATH = "/v2/acme/pay/api/blobs/" + BLOB.value();

    private List<String> methods() {
      return registry.seen().stream().map(ScriptedRegistry.Seen::method).toList();
    }

    @Test
    void presence_ofABlobThatIsThereOrInAStore_isAskedByHeadAlone() {
      registry.on(PATH, 200, "");
      assertThat(upstream.presence(REPOSITORY, BLOB)).isEqualTo(new Presence.There());
      registry.on(PATH, 307, "").header("Location", "http://store.example/blob");
      assertThat(upstream.presence(REPOSITORY, BLOB)).isEqualTo(new Presence.There());
      assertThat(methods()).containsExactly("HEAD", "HEAD");
    }

    @Test
    void presence_404_isAbsentOnlyIfGetSaysWhy() {
      registry.on(PATH, 404, "{\"errors\":[{\"code\":\"BLOB_UNKNOWN\"}]}");
      assertThat(upstream.presence(REPOSITORY, BLOB)).isEqualTo(new Presence.Absent());
      assertThat(methods()).containsExactly("HEAD", "GET");
      for (String body : List.of("", "not found", "{\"errors\":[{\"code\":\"DENIED\"}]}")) {
        registry.on(PATH, 404, body);
        assertThat(upstream.presence(REPOSITORY, BLOB))
            .as(body)
            .isInstanceOf(Presence.Unknown.class);
      }
    }

    @Test
    void presence_anythingElse_isUnknown() {
      for (int status : new int[] {304, 400, 401, 403, 429, 500, 503}) {
        registry.on(PATH, status, "");
        assertThat(upstream.presence(REPOSITORY, BLOB)).isInstanceOf(Presence.Unknown.class);
      }
      registry.close();
      assertThat(upstream.presence(REPOSITORY, BLOB)).isInstanceOf(Presence.Unknown.class);
    }

    @Test
    void blob_ofOtherAlgorithm_isHashed() throws Exception {
      byte[] bytes = "layer".getBytes(StandardCharsets.UTF_8);
      Digest sha512 =
          new Digest(
              "sha512:"
                  + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes)));
      String target = "/v2/acme/pay/api/blobs/" + sha512;
      registry.on(target, 200, "layer");
      assertThat(upstream.blob(REPOSITORY, sha512))
          .isEqualTo(new BlobState.Present(Digest.sha256(bytes)));
      registry.on(target, 200, "other");
      assertThat(upstream.blob(REPOSITORY, sha512)).isInstanceOf(BlobState.Unknown.class);
      registry.on(target, 404, "{\"errors\":[{\"code\":\"BLOB_UNKNOWN\"}]}");
      assertThat(upstream.blob(REPOSITORY, sha512)).isEqualTo(new BlobState.Absent());
      registry.on(target, 307, "").header("Location", "/elsewhere");
      assertThat(upstream.blob(REPOSITORY, sha512)).isInstanceOf(BlobState.Unknown.class);
    }
  }
}

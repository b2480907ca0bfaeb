package dev.portwrit.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.upstream.BlobReader.Content;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpBlobReaderTest {
  private static final RepositoryName REPOSITORY = new RepositoryName("acme/pay/api");
  private static final String BLOB = "{\"config\":{}}";
  private static final Digest DIGEST = Digest.sha256(BLOB.getBytes(StandardCharsets.UTF_8));
  private static final String PATH = "/v2/acme/pay/api/blobs/" + DIGEST;
  private static final String LOGIN = "Basic Z2F0ZXdheTpzZWNyZXQ=";

  private final HttpClient client = new HttpClient();
  private ScriptedRegistry registry;
  private HttpBlobReader reader;

  @BeforeEach
  void start() throws Exception {
    client.start();
    registry = new ScriptedRegistry();
    UpstreamSettings settings =
        UpstreamSettings.of(registry.uri(), Registry.Type.DISTRIBUTION)
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    reader = new HttpBlobReader(client, settings, UpstreamAuthorization.basic("gateway", "secret"));
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
    registry.close();
  }

  @Test
  void read_blob_isItsBytes() {
    registry.on(PATH, 200, BLOB);
    assertThat(read()).isEqualTo(present());
    assertThat(registry.seen().get(0).header("Authorization")).containsExactly(LOGIN);
  }

  @Test
  void read_blobThatIsNotThere_isAbsentOnlyWhereTheRegistrySaysSo() {
    registry.on(PATH, 404, "{\"errors\":[{\"code\":\"BLOB_UNKNOWN\"}]}");
    assertThat(read()).isEqualTo(new Content.Absent());
    registry.on(PATH, 404, "not found");
    assertThat(read()).isInstanceOf(Content.Unknown.class);
  }

  @Test
  void read_otherBytesThanTheDigestNames_isUnknown() {
    registry.on(PATH, 200, "{}");
    assertThat(read())
        .isEqualTo(new Content.Unknown("the registry answered another blob than was asked for"));
  }

  @Test
  void read_blobThatIsTooLarge_isUnknown() {
    registry.on(PATH, 200, BLOB);
    assertThat(reader.read(REPOSITORY, DIGEST, BLOB.length() - 1))
        .isInstanceOf(Content.Unknown.class);
  }

  @Test
  void read_errorOfTheRegistry_isUnknown() {
    registry.on(PATH, 500, BLOB);
    assertThat(read()).isEqualTo(new Content.Unknown("the registry answered 500"));
  }

  @Test
  void read_registryThatSendsToItsStorage_isFollowedWithoutTheLogin() {
    registry.on(PATH, 307, "").header("Location", "/storage/blob?signature=x");
    registry.on("/storage/blob?signature=x", 200, BLOB);
    assertThat(read()).isEqualTo(present());
    assertThat(registry.seen().get(1).header("Authorization")).isEmpty();
  }

  @Test
  void read_redirectsWithoutEnd_areUnknown() {
    registry.on(PATH, 307, "").header("Location", PATH);
    assertThat(read()).isEqualTo(new Content.Unknown("the registry redirects without end"));
    assertThat(registry.seen()).hasSize(4);
  }

  @Test
  void read_redirectToNoAddress_isUnknown() {
    registry.on(PATH, 307, "").header("Location", "file:///etc/passwd");
    assertThat(read()).isEqualTo(new Content.Unknown("the registry answered 307"));
    registry.on(PATH, 307, "").header("Location", "http://[");
    assertThat(read()).isEqualTo(new Content.Unknown("the registry answered 307"));
  }

  private Content read() {
    return reader.read(REPOSITORY, DIGEST, 1024);
  }

  private static Content present() {
    return new Content.Present(new Body(BLOB.getBytes(StandardCharsets.UTF_8)));
  }
}

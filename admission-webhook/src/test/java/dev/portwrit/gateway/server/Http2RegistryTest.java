package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.location;
import static dev.portwrit.embedded.RegistryClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.server.TlsRegistry.Offer;
import dev.portwrit.reference.Digest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Registries over TLS: by which HTTP they are asked, and what streams of HTTP/2 must keep apart.
 */
class Http2RegistryTest {
  private static final String UPLOADS = "/v2/acme/pay/api/blobs/uploads/";
  private static final Digest DIGEST = Digest.sha256(bytes("content"));
  private static final int MEBIBYTE = 1024 * 1024;

  @TempDir Path folder;
  private TestCertificate certificate;
  private TlsRegistry registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    certificate = TestCertificate.in(folder);
    begin(Offer.HTTP_2);
  }

  private void begin(Offer offer) throws Exception {
    registry = new TlsRegistry(certificate, offer);
    Path authority = certificate.files().certificate();
    Path own = Files.createTempDirectory(folder, "gateway");
    gateway = GatewayFixture.trusting(authority, registry.uri(), own);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({"HTTP_2,HTTP/2.0", "HTTP_1,HTTP/1.1", "NOTHING,HTTP/1.1"})
  void registry_isAskedByTheNewestThatItOffers(Offer offer, String protocol) throws Exception {
    stop();
    begin(offer);
    assertThat(bob().send("GET", "/v2/acme/pay/4096/blobs/" + DIGEST).body()).hasSize(4096);
    assertThat(registry.next()).isEqualTo(protocol + " GET ");
    upload(bytes("content"));
    assertThat(registry.next()).isEqualTo(protocol + " POST 0");
    assertThat(registry.next()).isEqualTo(protocol + " PUT 7");
  }

  @Test
  void upload_ofFiftyMegabytes_comesWhole() throws Exception {
    byte[] content = new byte[50_000_000];
    assertThat(upload(content)).isEqualTo(201);
    assertThat(registry.next()).isEqualTo("HTTP/2.0 POST 0");
    assertThat(registry.next()).isEqualTo("HTTP/2.0 PUT 50000000");
  }

  @Test
  void uploadWithOtherBytesThanItsDigest_neverComesWhole() throws Exception {
    String location = location(bob().send("POST", UPLOADS));
    assertThat(registry.next()).isEqualTo("HTTP/2.0 POST 0");
    int status =
        bob()
            .send(
                "PUT",
                with(location, "digest=" + DIGEST),
                BodyPublishers.ofByteArray(new byte[MEBIBYTE]))
            .statusCode();
    assertThat(status).isEqualTo(400);
    assertThat(registry.next()).isEqualTo("HTTP/2.0 PUT broken off");
  }

  @ParameterizedTest
  @CsvSource({"Content-Length: 1000000", "Transfer-Encoding: chunked"})
  void uploadThatBreaksOff_isCutOffForTheRegistry(String framing) throws Exception {
    String location = location(bob().send("POST", UPLOADS));
    assertThat(registry.next()).isEqualTo("HTTP/2.0 POST 0");
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "PATCH "
              + location
              + " HTTP/1.1\nHost: gateway\n"
              + framing
              + "\nAuthorization: "
              + GatewayFixture.basic("bob")
              + "\n\n5\n12345\n");
      assertThat(registry.nextBegun()).isEqualTo("POST");
      assertThat(registry.nextBegun()).isEqualTo("PATCH");
    }
    assertThat(registry.next()).isEqualTo("HTTP/2.0 PATCH broken off");
    // The connection goes on.
    assertThat(bob().send("POST", UPLOADS).statusCode()).isEqualTo(202);
  }

  @Test
  void clientsThatDoNotRead_holdUpNobodyElse() throws Exception {
    List<RawClient> deaf = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        RawClient client = new RawClient(gateway.port());
        deaf.add(client);
        client.send(
            "GET /v2/acme/pay/20000000/blobs/"
                + DIGEST
                + " HTTP/1.1\nHost: gateway\nAuthorization: "
                + GatewayFixture.basic("bob")
                + "\n\n");
        assertThat(client.head().status()).isEqualTo(200);
      }
      for (int i = 0; i < 20; i++) {
        assertThat(bob().send("GET", "/v2/acme/pay/1000000/blobs/" + DIGEST).body())
            .hasSize(1_000_000);
      }
    } finally {
      for (RawClient client : deaf) {
        client.close();
      }
    }
  }

  private int upload(byte[] content) throws Exception {
    String location = location(bob().send("POST", UPLOADS));
    return bob()
        .send(
            "PUT",
            with(location, "digest=" + Digest.sha256(content)),
            BodyPublishers.ofByteArray(content))
        .statusCode();
  }

  private RegistryClient bob() {
    return new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic("bob"));
  }
}

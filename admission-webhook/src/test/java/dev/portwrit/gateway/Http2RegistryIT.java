package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.server.RegistryReach;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.gateway.server.TestCertificate;
import dev.portwrit.neighbour.DistributionRegistry;
import dev.portwrit.neighbour.Htpasswd;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.reference.Digest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real registry over TLS, with a certificate of a private authority: it is asked by HTTP/2. */
class Http2RegistryIT {
  private static final String API = "acme/pay/api";
  private static final Credentials CY = new Credentials("cy", GatewayScene.password("cy"));

  @TempDir Path folder;

  @Test
  void manifestsAndBlobs_goByHttp2AndNothingElse() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    Path authority = certificate.files().certificate();
    try (RunningRegistry registry =
            DistributionRegistry.startSecure(
                folder.resolve("registry"), authority, certificate.files().key());
        RunningGateway gateway = before(registry, authority)) {
      RegistryClient cy =
          new RegistryClient(
              URI.create("http://" + gateway.address()), "Authorization", CY.authorization());
      byte[] large = new byte[50_000_000];
      new Random(1).nextBytes(large);
      Digest layer = cy.pushBlob(API, large);
      Digest image = cy.pushImage(API, "v1", "layer");

      assertThat(cy.send("GET", "/v2/" + API + "/blobs/" + layer).body()).isEqualTo(large);
      HttpResponse<byte[]> manifest =
          cy.send("GET", "/v2/" + API + "/manifests/v1", "Accept", RegistryClient.ANY_MANIFEST);
      assertThat(image.isOf(manifest.body())).isTrue();
      assertThat(
              cy.pushManifest(API, "v1", RegistryClient.MANIFEST, cy.manifest(API, "other"))
                  .statusCode())
          .isEqualTo(403);
      assertThat(text(cy.send("GET", "/v2/" + API + "/tags/list"))).contains("\"v1\"");
      assertThat(registry.log())
          .contains("PUT /v2/" + API + "/manifests/v1 HTTP/2.0")
          .contains("GET /v2/" + API + "/manifests/v1 HTTP/2.0")
          .contains("GET /v2/" + API + "/blobs/" + layer + " HTTP/2.0")
          .containsPattern("PUT /v2/" + API + "/blobs/uploads/\\S+ HTTP/2.0")
          .doesNotContain("HTTP/1.1");
    }
  }

  private RunningGateway before(RunningRegistry registry, Path authority) throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing"), "unused");
    AcmeWorkspace workspace =
        AcmeWorkspace.in(
            folder.resolve("policies"),
            RegistryKind.DISTRIBUTION,
            URI.create("https://" + registry.address()),
            nothing,
            nothing);
    Path users = Htpasswd.write(folder.resolve("users"), CY);
    return RunningGateway.start(
        workspace.folder(),
        "local",
        StateFiles.of(users, folder.resolve("ledger")),
        new RegistryReach(Optional.of(authority), List.of(), false));
  }
}

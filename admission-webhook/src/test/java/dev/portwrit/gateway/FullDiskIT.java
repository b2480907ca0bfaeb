package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.header;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.gateway.decisionlog.DecisionLogVerifier;
import dev.portwrit.gateway.decisionlog.Verification;
import dev.portwrit.neighbour.Htpasswd;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full under the ledger, and one under the decision log. */
class FullDiskIT {
  private static final String API = "acme/pay/api";
  private static final byte[] MANIFEST = index("D");

  @TempDir Path folder;
  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();

  @Test
  void diskUnderTheLedger_isFull_refusesWritesAndServesPullsUntilThereIsSpace() throws Exception {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
      Path ledger = disk.folder().resolve("ledger");
      elsewhere(disk.folder().resolve("ledger.decisions"), folder.resolve("decisions"));
      writesAreRefusedWhileFull(disk, ledger, "the gateway's ledger cannot be used");
    }
  }

  @Test
  void diskUnderTheDecisionLog_isFull_refusesWritesServesPullsAndCountsTheGap() throws Exception {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
      Path ledger = folder.resolve("ledger");
      Path decisions = Files.createDirectory(disk.folder().resolve("decisions"));
      elsewhere(folder.resolve("ledger.decisions"), decisions);
      writesAreRefusedWhileFull(disk, ledger, "the decision cannot be logged");

      List<Path> files = DecisionLogVerifier.filesOf(decisions);
      assertThat(DecisionLogVerifier.verify(files, Optional.empty()))
          .isInstanceOfSatisfying(
              Verification.Intact.class,
              intact -> assertThat(intact.remarks()).extracting("kind").contains("gap"));
      assertThat(Files.readString(files.get(files.size() - 1)))
          .containsPattern("\"kind\":\"gap\".*\"missed\":\"[1-9]")
          .containsPattern("\"kind\":\"gap\".*\"refused\":\"[1-9]");
    }
  }

  private static void elsewhere(Path link, Path target) throws Exception {
    Files.createSymbolicLink(link, Files.createDirectories(target));
  }

  private void writesAreRefusedWhileFull(SmallDisk disk, Path ledger, String cause)
      throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("upstream"));
        RunningGateway gateway = start(registry.url(), ledger)) {
      registry.observe(seen::add);
      RegistryClient bob = client(gateway, "bob");
      assertThat(push(bob, "v1").statusCode()).isEqualTo(201);

      disk.fill();
      // What was begun of the last block of a file still takes a few lines.
      int taken = 0;
      while (taken < 40 && push(bob, "v1-" + taken).statusCode() == 201) {
        taken++;
      }
      seen.clear();
      for (int i = 0; i < 40; i++) {
        HttpResponse<byte[]> refused = push(bob, "v2-" + i);
        assertThat(refused.statusCode()).as(text(refused)).isEqualTo(503);
        assertThat(text(refused)).contains(cause);
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isPositive();
        assertThat(bob.send("GET", "/v2/" + API + "/manifests/v1").statusCode()).isEqualTo(200);
      }
      HttpResponse<byte[]> moved = bob.pushManifest(API, "v1", INDEX, index("X"));
      assertThat(moved.statusCode()).as(text(moved)).isEqualTo(403);
      assertThat(seen).extracting(SeenRequest::method).containsOnly("GET");

      disk.empty();
      for (int i = 0; i < 40; i++) {
        assertThat(push(bob, "v2-" + i).statusCode()).isEqualTo(201);
      }
      assertThat(bob.pushManifest(API, "v2-1", INDEX, index("X")).statusCode()).isEqualTo(403);
    }
  }

  private RunningGateway start(URI registry, Path ledger) throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing"), "nothing");
    Path users =
        Htpasswd.write(
            folder.resolve("users"), new Credentials("bob", GatewayScene.password("bob")));
    AcmeWorkspace workspace =
        AcmeWorkspace.in(folder.resolve("policies"), registry, nothing, nothing);
    return RunningGateway.start(workspace.folder(), "local", users, ledger);
  }

  private static RegistryClient client(RunningGateway gateway, String user) {
    Credentials login = new Credentials(user, GatewayScene.password(user));
    return new RegistryClient(
        URI.create("http://" + gateway.address()), "Authorization", login.authorization());
  }

  private static HttpResponse<byte[]> push(RegistryClient client, String tag) throws Exception {
    return client.pushManifest(API, tag, INDEX, MANIFEST);
  }

  private static byte[] index(String name) {
    return bytes(
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[],"annotations":{"n":"%s"}}"""
            .formatted(INDEX, name));
  }
}

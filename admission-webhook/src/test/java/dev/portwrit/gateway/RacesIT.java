package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.reference.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many who write one protected tag at once: one of them makes it, and nobody moves it after. */
class RacesIT {
  private static final String API = "acme/pay/api";
  private static final int WRITERS = 12;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void manyDigestsForOneRelease_oneWins(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      for (String tag : List.of("v1", "v2", "v3")) {
        List<Push> pushes = race(scene, writer -> emptyIndex(tag + writer), tag);

        List<Push> winners = pushes.stream().filter(push -> push.status() == 201).toList();
        assertThat(winners).as(pushes.toString()).hasSize(1);
        assertThat(pushes).allMatch(push -> List.of(201, 403, 503).contains(push.status()));
        assertThat(scene.behind(API, tag)).contains(winners.get(0).digest());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void oneDigestForOneRelease_isCreatedForEach(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      List<Push> pushes = race(scene, writer -> emptyIndex("same"), "v1");

      assertThat(pushes).allMatch(push -> push.status() == 201);
      assertThat(scene.behind(API, "v1")).contains(pushes.get(0).digest());
    }
  }

  private interface Content {
    byte[] of(int writer);
  }

  private record Push(Digest digest, int status) {}

  private static List<Push> race(GatewayScene scene, Content content, String tag) throws Exception {
    RegistryClient cy = scene.http("cy");
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Push>> pushes = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        byte[] index = content.of(writer);
        pushes.add(
            () ->
                new Push(
                    Digest.sha256(index), cy.pushManifest(API, tag, INDEX, index).statusCode()));
      }
      List<Push> done = new ArrayList<>();
      for (Future<Push> push : writers.invokeAll(pushes)) {
        done.add(push.get());
      }
      return done;
    } finally {
      writers.shutdownNow();
    }
  }

  private static byte[] emptyIndex(String annotation) {
    return bytes(
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[],"annotations":{"n":"%s"}}"""
            .formatted(INDEX, annotation));
  }
}

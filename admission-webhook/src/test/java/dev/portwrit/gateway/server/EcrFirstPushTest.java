package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.registry.ecr.twin.Faults;
import dev.portwrit.registry.ecr.twin.TwinRepository;
import dev.portwrit.source.PolicySource;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first push into a repository that ECR does not have yet, by way of the gateway. */
class EcrFirstPushTest {
  private static final String ENGINE = "arn:aws:iam::123456789012:role/gateway";
  private static final String DECLARED =
      """
      organization: acme
      owners: [ada]
      members: [bob, eve]
      ---
      repository: acme/pay/api
      ---
      repositories: acme/**
      grants:
        - {role: push, to: [user:bob]}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      registry: ecr
      type: ecr
      account: "123456789012"
      region: eu-west-1
      url: %s
      gateway: true
      engine: arn:aws:iam::123456789012:role/gateway
      scan-on-push: true
      kms-key: alias/images
      resource-tags: {team: pay}
      mode: authoritative
      repositories: ["acme/**"]
      """;
  private static final String ON_PUSH = DECLARED + "create-on-push: true\n";

  @TempDir Path folder;
  private EcrScene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new EcrScene(folder, DECLARED);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  /** Something to do with a gateway and the registry behind it. */
  interface Push {
    void with(GatewayService gateway, RegistryClient bob) throws Exception;
  }

  private void given(String policies, Push push) throws Exception {
    scene.policies(policies);
    try (PolicySource source = scene.source();
        GatewayService gateway = scene.gateway(source)) {
      push.with(gateway, EcrScene.client(gateway, "bob"));
      scene.assertNothingLeaks(gateway);
    }
  }

  private static HttpResponse<byte[]> begin(RegistryClient client, String repository)
      throws Exception {
    return client.send("POST", "/v2/" + repository + "/blobs/uploads/");
  }

  private TwinRepository made(String name) {
    return scene.twin.world().repository(name).orElseThrow();
  }

  private void assertNothingWasSent() {
    assertThat(scene.seen).extracting(seen -> seen.toString()).noneMatch(EcrFirstPushTest::isPush);
  }

  private static boolean isPush(String request) {
    return request.contains("POST") || request.contains("PUT");
  }

  private static long count(List<String> calls, String name) {
    return calls.stream().filter(name::equals).count();
  }

  @Test
  void push_intoADeclaredRepository_makesItWithItsSettingsAndPolicy() throws Exception {
    given(
        DECLARED,
        (gateway, bob) -> {
          bob.pushImage("acme/pay/api", "v1", "one");
          TwinRepository made = made("acme/pay/api");
          assertThat(made.tags()).containsEntry("team", "pay");
          assertThat(made.scanOnPush()).isTrue();
          assertThat(made.kmsKey()).contains("alias/images");
          assertThat(made.mutability())
              .isEqualTo(new TwinRepository.Mutability("MUTABLE_WITH_EXCLUSION", List.of("v*")));
          assertThat(made.policy().orElseThrow()).contains("PortwritKeep", "BatchDeleteImage");
          assertThat(scene.twin.calls())
              .containsSubsequence(
                  "DescribeRepositories", "CreateRepository", "SetRepositoryPolicy")
              .doesNotContain("PutImageTagMutability");
        });
    assertThat(scene.files())
        .contains("\"operation\":\"create-repository\"", "declared (acme.yaml:5)")
        .contains("\"kind\":\"repository-created\"");
  }

  @Test
  void push_intoARepositoryOfAPattern_makesItWhereTheRegistrySaysSo() throws Exception {
    given(
        ON_PUSH,
        (gateway, bob) -> {
          bob.pushImage("acme/new", "v1", "one");
          assertThat(made("acme/new").mutability().fixes("v1")).isTrue();
        });
  }

  @Test
  void push_intoARepositoryThatNobodyMayMake_isRefusedBeforeAnythingIsSent() throws Exception {
    given(
        DECLARED,
        (gateway, bob) -> {
          for (HttpResponse<byte[]> refused :
              List.of(
                  begin(bob, "acme/new"),
                  bob.pushManifest("acme/new", "v1", RegistryClient.MANIFEST, new byte[] {'{'}))) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(text(refused))
                .contains("\"DENIED\"", "`acme/new` does not exist in `ecr`")
                .contains("declare `repository: acme/new`", "create-on-push: true")
                .doesNotContain(scene.secrets());
          }
          assertNothingWasSent();
          assertThat(scene.twin.calls()).doesNotContain("CreateRepository");
        });
    assertThat(scene.files()).containsPattern(Pattern.compile("create-repository.*\"deny\""));
  }

  @Test
  void admit_ofAPushThatWouldBeRefused_saysTheSame() throws Exception {
    given(
        DECLARED,
        (gateway, bob) -> {
          RegistryClient admin =
              new RegistryClient(
                  URI.create("http://127.0.0.1:" + gateway.adminPort().getAsInt()),
                  "Authorization",
                  GatewayFixture.basic("bob"));
          String question =
              "{\"repository\":\"%s\",\"tag\":\"v1\",\"digest\":\"sha256:" + "0".repeat(64) + "\"}";
          assertThat(
                  text(
                      admin.send(
                          "POST",
                          "/admit",
                          BodyPublishers.ofString(question.formatted("acme/new")))))
              .contains("\"deny\"", "`acme/new` does not exist in `ecr`");
          assertThat(
                  text(
                      admin.send(
                          "POST",
                          "/admit",
                          BodyPublishers.ofString(question.formatted("acme/pay/api")))))
              .contains("\"allow\"");
          assertThat(scene.twin.calls()).doesNotContain("CreateRepository");
        });
  }

  @Test
  void push_intoAnObservedRegistry_makesNothing() throws Exception {
    given(
        ON_PUSH.replace("authoritative", "observe"),
        (gateway, bob) -> {
          HttpResponse<byte[]> refused = begin(bob, "acme/pay/api");
          assertThat(refused.statusCode()).isEqualTo(403);
          assertThat(text(refused)).contains("mode: observe");
          assertThat(scene.twin.world().repositories()).isEmpty();
        });
  }

  @Test
  void push_withoutTheRole_makesNothingAndAsksNobody() throws Exception {
    given(
        ON_PUSH,
        (gateway, bob) -> {
          RegistryClient eve = EcrScene.client(gateway, "eve");
          assertThat(begin(eve, "acme/pay/api").statusCode()).isEqualTo(403);
          assertThat(scene.twin.calls()).containsOnly("GetAuthorizationToken");
        });
  }

  @Test
  void pushes_atOnce_makeItOnceAndAllGoOn() throws Exception {
    given(
        ON_PUSH,
        (gateway, bob) -> {
          CyclicBarrier together = new CyclicBarrier(4);
          ExecutorService threads = Executors.newFixedThreadPool(4);
          try {
            Callable<Integer> push =
                () -> {
                  together.await();
                  return begin(bob, "acme/new").statusCode();
                };
            List<Future<Integer>> answers = threads.invokeAll(Collections.nCopies(4, push));
            for (Future<Integer> answer : answers) {
              assertThat(answer.get()).isEqualTo(202);
            }
          } finally {
            threads.shutdownNow();
          }
          assertThat(count(scene.twin.calls(), "CreateRepository")).isEqualTo(1);
        });
  }

  @Test
  void push_whileAnotherGatewayMakesTheSame_goesOn() throws Exception {
    given(
        ON_PUSH,
        (gateway, bob) -> {
          scene.twin.beforeEach(
              operation -> {
                if (operation.equals("CreateRepository")) {
                  scene.twin.world().with("acme/new");
                }
              });
          assertThat(begin(bob, "acme/new").statusCode()).isEqualTo(202);
          assertThat(made("acme/new").policy()).isEmpty();
        });
  }

  @Test
  void push_whoseCreationLostItsAnswer_goesOn() throws Exception {
    given(
        ON_PUSH,
        (gateway, bob) -> {
          scene.twin.faults().next("CreateRepository", Faults.Fault.CUT_AFTER_EFFECT);
          assertThat(begin(bob, "acme/new").statusCode()).isEqualTo(202);
          assertThat(count(scene.twin.calls(), "CreateRepository")).isEqualTo(1);
        });
  }

  @Test
  void push_whereAwsRefusesTheCreation_isRefusedWithoutSayingAsWhomItWasAsked() throws Exception {
    given(
        ON_PUSH,
        (gateway, bob) -> {
          scene.twin.faults().always("CreateRepository", Faults.Fault.DENIED);
          HttpResponse<byte[]> refused = begin(bob, "acme/new");
          assertThat(refused.statusCode()).isEqualTo(502);
          assertThat(text(refused))
              .contains("`acme/new` does not exist and could not be made")
              .doesNotContain(ENGINE, "role/gateway");
          assertNothingWasSent();
        });
    assertThat(scene.files()).contains("repository-not-created");
    assertThat(scene.logged()).contains("`acme/new` was not made: the credentials may not");
  }

  @Test
  void push_whereItBreaks_isToComeAgain() throws Exception {
    given(
        ON_PUSH,
        (gateway, bob) -> {
          scene.twin.faults().next("CreateRepository", Faults.Fault.BROKEN);
          HttpResponse<byte[]> refused = begin(bob, "acme/new");
          assertThat(refused.statusCode()).isEqualTo(503);
          assertThat(refused.headers().firstValue("Retry-After")).isPresent();
          assertThat(begin(bob, "acme/new").statusCode()).isEqualTo(202);
        });
  }

  @Test
  void push_whereItCannotBeToldWhatIsThere_goesOnAndMakesNothing() throws Exception {
    given(
        ON_PUSH,
        (gateway, bob) -> {
          scene.twin.faults().always("DescribeRepositories", Faults.Fault.DENIED);
          assertThat(begin(bob, "acme/new").statusCode()).isEqualTo(202);
          assertThat(begin(bob, "acme/new").statusCode()).isEqualTo(202);
          assertThat(count(scene.twin.calls(), "DescribeRepositories")).isEqualTo(1);
          assertThat(scene.twin.calls()).doesNotContain("CreateRepository");
          assertThat(gateway.readiness().lines().toString()).contains("no repository is made");
        });
  }

  @Test
  void push_whosePolicyCannotBeSet_goesOnAndIsLogged() throws Exception {
    given(
        ON_PUSH,
        (gateway, bob) -> {
          scene.twin.faults().always("SetRepositoryPolicy", Faults.Fault.DENIED);
          assertThat(begin(bob, "acme/new").statusCode()).isEqualTo(202);
          assertThat(made("acme/new").mutability().fixes("v1")).isTrue();
        });
    assertThat(scene.files()).containsPattern("repository-created.*SetRepositoryPolicy");
  }
}

package dev.portwrit.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.gateway.decisionlog.DecisionRecord;
import dev.portwrit.reference.Digest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewTest {
  private static final String GOOD = "registry.example.com/acme/pay/api:v1";
  private final Cluster cluster = Cluster.before("registry.example.com");

  @ParameterizedTest
  @CsvSource({
    "'',Pod,/spec",
    "'',PodTemplate,/template/spec",
    "'',ReplicationController,/spec/template/spec",
    "apps,Deployment,/spec/template/spec",
    "apps,ReplicaSet,/spec/template/spec",
    "apps,StatefulSet,/spec/template/spec",
    "apps,DaemonSet,/spec/template/spec",
    "batch,Job,/spec/template/spec",
    "batch,CronJob,/spec/jobTemplate/spec/template/spec"
  })
  void imageInAnyListOfAnyKind_isFound(String group, String kind, String path) throws Exception {
    for (String list : new String[] {"containers", "initContainers", "ephemeralContainers"}) {
      String spec =
          "{\"serviceAccountName\":\"api\",\"%s\":[{\"image\":\"%s\"},{\"image\":\"%s\"}]}";
      assertThat(ask(group, kind, object(path, spec.formatted(list, GOOD, GOOD))).isAllowed())
          .isTrue();
      ReviewAnswer bad = ask(group, kind, object(path, spec.formatted(list, GOOD, "evil.io/x:v1")));
      assertThat(bad.code()).isEqualTo(403);
      assertThat(bad.reasons().get(0)).contains("`" + path + "/" + list + "/1/image`");
    }
    String volume = "{\"volumes\":[{\"name\":\"a\"},{\"image\":{\"reference\":\"evil.io/x:v1\"}}]}";
    assertThat(ask(group, kind, object(path, volume)).code()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.com/acme/pay/api:v1",
        "registry.example.com/acme/pay/api:stable",
        "Registry.Example.com/acme/pay/api:v1",
        "registry.example.com/acme/pay/api@DIGEST",
        "registry.example.com/acme/pay/api:main@DIGEST",
      })
  void imageThatStaysWhatItIs_isAllowed(String image) throws Exception {
    assertThat(image(image).isAllowed()).as(image).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.com/acme/pay/api",
        "registry.example.com/acme/pay/api:latest",
        "registry.example.com/acme/pay/api:nightly",
        "registry.example.com/acme/other:v1",
        "registry.example.com/umbrella/x@DIGEST",
        "registry.example.com:443/acme/pay/api:v1",
        "registry.example.com.evil.io/acme/pay/api:v1",
        "registry.example.com@evil.io/acme/pay/api:v1",
        "evil.io/registry.example.com/acme/pay/api:v1",
        "acme/pay/api:v1",
        "api:v1",
        "http://registry.example.com/acme/pay/api:v1",
        "registry.example.com/acme/pay/api@sha256:00",
        "registry.example.com/acme/pay/api@DIGEST@DIGEST",
        "registry.example.com/acme/pay/api:v1:v1",
        "registry.example.com/acme/pay/../pay/api:v1",
        "registry.example.com/acme/pay/api:v1 ",
        " registry.example.com/acme/pay/api:v1",
        "registry.example.com//acme/pay/api:v1",
        "registry.example.com/acme/pay/API:v1",
        "",
      })
  void everyOtherImage_isDenied(String image) throws Exception {
    assertThat(image(image).code()).as(image).isEqualTo(403);
  }

  private ReviewAnswer image(String image) throws Exception {
    String named = image.replace("DIGEST", Digest.sha256(new byte[0]).value());
    String spec = "{\"serviceAccountName\":\"api\",\"containers\":[{\"image\":\"" + named + "\"}]}";
    return ask("", "Pod", object("/spec", spec));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"spec\":{}}",
        "{\"spec\":{\"jobTemplate\":[]}}",
        "{\"spec\":{\"jobTemplate\":{\"spec\":{\"template\":\"x\"}}}}",
        "{\"spec\":{\"jobTe,plate\":{\"spec\":{\"template\":{\"spec\":{}}}}}}",
      })
  void workloadWithoutItsPod_isDenied(String object) throws Exception {
    ReviewAnswer answer = ask("batch", "CronJob", object);
    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.reasons().get(0)).contains("no `/spec/jobTemplate/spec/template/spec`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"spec\":null}",
        "{\"spec\":[]}",
        "{\"spec\":{\"containers\":{}}}",
        "{\"spec\":{\"containers\":[null]}}",
        "{\"spec\":{\"containers\":[\"x\"]}}",
        "{\"spec\":{\"containers\":[{}]}}",
        "{\"spec\":{\"containers\":[{\"image\":null}]}}",
        "{\"spec\":{\"containers\":[{\"image\":[\"registry.example.com/acme/pay/api:v1\"]}]}}",
        "{\"spec\":{\"initContainers\":\"x\"}}",
        "{\"spec\":{\"volumes\":[{\"image\":\"x\"}]}}",
        "{\"spec\":{\"volumes\":[{\"image\":{}}]}}",
      })
  void objectThatIsNotAsTheApiSays_isDenied(String object) throws Exception {
    assertThat(ask("", "Pod", object).code()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\"}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{}}",
        "{\"apiVersion\":\"admission.k8s.io/v1beta1\",\"kind\":\"AdmissionReview\","
            + "\"request\":{\"uid\":\"1\",\"operation\":\"DELETE\"}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\","
            + "\"request\":{\"uid\":\"1\",\"operation\":\"CREATE\",\"operation\":\"DELETE\"}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\","
            + "\"request\":{\"uid\":\"1\",\"operation\":\"DELETE\"}} {}",
      })
  void bodyThatIsNoReview_isUnreadable(String body) {
    assertThatThrownBy(() -> cluster.ask(utf8(body))).isInstanceOf(Review.Unreadable.class);
  }

  @Test
  void bodyThatIsNotUtf8_isUnreadable() {
    byte[] body =
        utf8(
            "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"?\"}}");
    body[body.length - 4] = (byte) 0xfd;
    assertThatThrownBy(() -> cluster.ask(body))
        .isInstanceOf(Review.Unreadable.class)
        .hasMessage("the body is not UTF-8");
  }

  @Test
  void bodyThatIsNestedDeeply_isUnreadable() {
    String deep = "{\"a\":".repeat(100_000);
    assertThatThrownBy(() -> cluster.ask(utf8(deep))).isInstanceOf(Review.Unreadable.class);
  }

  @Test
  void operationThatIsNotKnown_isDenied() throws Exception {
    String review = review("", "Pod", "{}").replace("CREATE", "PATCH");
    assertThat(cluster.ask(utf8(review)).code()).isEqualTo(403);
  }

  @Test
  void gatewayThatDoesNotKnowItsAddress_cannotTell() throws Exception {
    String spec = "{\"containers\":[{\"image\":\"" + GOOD + "\"}]}";
    ReviewAnswer answer =
        Cluster.beforeAnUnnamedGateway().ask(utf8(review("", "Pod", object("/spec", spec))));
    assertThat(answer.code()).isEqualTo(503);
    assertThat(answer.reasons().get(0)).contains("--external-url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user:ada", "anonymous", "service:acme/pay.api@prod"})
  void whoIsNoCluster_isDenied(String caller) throws Exception {
    String spec = "{\"containers\":[{\"image\":\"" + GOOD + "\"}]}";
    byte[] review = utf8(review("", "Pod", object("/spec", spec)));
    assertThat(cluster.ask(caller, review).code()).isEqualTo(403);
  }

  @Test
  void anotherCluster_speaksForItsOwnAccountsAlone() throws Exception {
    String spec = "{\"serviceAccountName\":\"api\",\"containers\":[{\"image\":\"" + GOOD + "\"}]}";
    byte[] review = utf8(review("", "Pod", object("/spec", spec)));
    assertThat(cluster.ask("service:acme/lab", review).reasons().get(0))
        .contains("`service:acme/pay.api@lab` may not pull");
    assertThat(cluster.ask("service:umbrella/prod", review).reasons().get(0))
        .contains("`service:umbrella/pay.api@prod` may not pull");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api@prod", "a/b", "Api"})
  void accountThatPoliciesCannotName_isDenied(String account) throws Exception {
    String spec =
        "{\"serviceAccountName\":\"%s\",\"containers\":[{\"image\":\"%s\"}]}"
            .formatted(account, GOOD);
    assertThat(ask("", "Pod", object("/spec", spec)).reasons().get(0))
        .contains("policies can have no name for the service account");
  }

  @Test
  void decisions_areLoggedForEachImageAndNotForADryRun() throws Exception {
    String spec =
        "{\"serviceAccountName\":\"api\",\"containers\":[{\"image\":\"%s\"},{\"image\":\"%s\"}]}"
            .formatted(GOOD, GOOD.replace("v1", "main"));
    String review = review("", "Pod", object("/spec", spec));
    cluster.ask(utf8(review.replace("\"operation\"", "\"dryRun\":true,\"operation\"")));
    assertThat(cluster.logged()).isEmpty();
    cluster.ask(utf8(review));
    assertThat(cluster.logged())
        .extracting(one -> ((DecisionRecord) one).outcome().toString())
        .containsExactly("allow", "deny");
    DecisionRecord first = (DecisionRecord) cluster.logged().get(0);
    assertThat(first.caller()).hasToString("service:acme/pay.api@prod");
    assertThat(first.operation()).isEqualTo("run");
  }

  @Test
  void reasons_areBounded() throws Exception {
    StringBuilder containers = new StringBuilder("{\"image\":\"x\\u001b[2J\"}");
    containers.append(",{\"image\":\"evil.io/x\"}".repeat(50));
    String spec = "{\"containers\":[" + containers + "]}";
    ReviewAnswer answer = ask("", "Pod", object("/spec", spec));
    String json = new String(answer.json("1", "c"), StandardCharsets.UTF_8);
    assertThat(json).contains("and 41 more", "`x\\\\u001b[2J`").doesNotContain("\u001b");
  }

  private ReviewAnswer ask(String group, String kind, String object) throws Exception {
    return cluster.ask(utf8(review(group, kind, object)));
  }

  private static String object(String path, String spec) {
    String object = spec;
    String[] keys = path.substring(1).split("/", -1);
    for (int i = keys.length - 1; i >= 0; i--) {
      object = "{\"" + keys[i] + "\":" + object + "}";
    }
    return object;
  }

  private static String review(String group, String kind, String object) {
    return """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1",\
        "kind":{"group":"%s","version":"v1","kind":"%s"},"namespace":"pay",\
        "operation":"CREATE","object":%s}}"""
        .formatted(group, kind, object);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import dev.portwrit.source.PolicyFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What policies make of the webhooks that Docker Hub itself has. */
class HubWebhooksTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final ObjectId CI = HubObjects.webhook("acme/api", "ci");
  private static final ObjectId CHAT = HubObjects.webhook("acme/api", "chat");
  private static final String SAID =
      "repository: acme/api\nnative-webhooks:\n  ci: https://ci.example/hub\n";
  private static final Reading AT_CI = at("https://ci.example/hub");
  private static final NativeState THERE =
      new NativeState.Builder()
          .put(HubObjects.member("ada"), Reading.present("{\"role\":\"owner\"}"))
          .put(
              HubObjects.repository("acme/api"),
              Reading.present("{\"description\":\"\",\"visibility\":\"private\"}"))
          .build();

  private static Reading at(String url) {
    return Reading.present(new HubContents.Webhook(url).text());
  }

  private static PolicyIndex index(String policy) {
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("acme.yaml", "organization: acme\nowners: [ada]\n"),
                    PolicyFile.of(
                        "hub.yaml", "registry: hub\ntype: docker-hub\nrepositories: [acme/*]\n"),
                    PolicyFile.of("api.yaml", policy)));
    assertThat(compilation.problems()).isEmpty();
    return PolicyIndex.of(compilation.workspace().orElseThrow());
  }

  private static HubForm form(PolicyIndex index) {
    Workspace workspace = index.workspace();
    return new HubForm(workspace.registries().get(0), Optional.empty());
  }

  private static Desired desired(String policy, NativeState live, Registry.Mode mode) {
    PolicyIndex index = index(policy);
    return form(index).desired(index, live, mode, NOW);
  }

  private static Desired desired(String policy, NativeState live) {
    return desired(policy, live, Registry.Mode.AUTHORITATIVE);
  }

  private static Optional<Reading> target(Desired desired, ObjectId id) {
    return Optional.ofNullable(desired.targets().get(id));
  }

  private static String said(Desired desired) {
    List<String> said = new ArrayList<>();
    desired.findings().stream()
        .filter(finding -> finding.code() == Code.HUB_WEBHOOK)
        .forEach(finding -> said.add(finding.toString()));
    return String.join("\n", said);
  }

  @Test
  void webhookThatPolicyNames_isWanted_alsoOfANewRepository() {
    assertThat(target(desired(SAID, THERE), CI)).contains(AT_CI);
    assertThat(target(desired(SAID, NativeState.EMPTY), CI)).contains(AT_CI);
  }

  @Test
  void webhookWithAnotherAddress_isReplaced() {
    PolicyIndex index = index(SAID);
    assertThat(form(index).steps(CI, at("https://old.example/"), AT_CI))
        .extracting(Step::call)
        .containsExactly("DeleteWebhook", "CreateWebhook");
  }

  @Test
  void webhookOfOthers_isTakenInAuthoritativeMode_andLeftWithAFindingInAdditiveMode() {
    NativeState live = THERE.with(CHAT, at("https://chat.example/s3cret"));

    Desired authoritative = desired(SAID, live);
    Desired additive = desired(SAID, live, Registry.Mode.ADDITIVE);

    assertThat(target(authoritative, CHAT)).contains(Reading.absent());
    assertThat(said(authoritative)).isEmpty();
    assertThat(target(additive, CHAT)).isEmpty();
    assertThat(said(additive))
        .isEqualTo(
            "api.yaml:2:1: warning[PW0909]: `webhook acme/api/chat` is none that policies name\n"
                + "  help: name it here, or let `mode: authoritative` take it away");
  }

  @Test
  void webhooksOfWhichPolicySaysNothing_stay_andThoseOfWhichItSaysNone_go() {
    NativeState live = THERE.with(CHAT, at("https://chat.example/"));

    assertThat(target(desired("repository: acme/api\n", live), CHAT)).isEmpty();
    assertThat(target(desired("repository: acme/api\nnative-webhooks: {}\n", live), CHAT))
        .contains(Reading.absent());
  }

  @Test
  void webhookThatIsNotKnown_staysUnknown() {
    Reading unknown = new Reading.Unknown("the webhook has 2 addresses");
    assertThat(target(desired(SAID, THERE.with(CHAT, unknown)), CHAT)).contains(unknown);
    assertThat(target(desired(SAID, THERE.with(HubObjects.repository("acme/api"), unknown)), CI))
        .contains(unknown);
  }

  @Test
  void twoAddressesOfOneName_areAnError_andNeitherIsWanted() {
    Desired desired =
        desired(
            SAID + "---\nrepositories: acme/*\nnative-webhooks: {ci: https://ci.example/other}\n",
            THERE);

    assertThat(said(desired))
        .isEqualTo(
            "api.yaml:6:19: error[PW0909]: `webhook acme/api/ci` has another address at"
                + " api.yaml:3:3\n  help: give one of them another name");
    assertThat(target(desired, CI)).contains(new Reading.Unknown("policies give it two addresses"));
  }

  private static Imported imported(String policy, Map<ObjectId, Reading> webhooks) {
    PolicyIndex index = index(policy);
    return form(index).imported(index, THERE.withAll(webhooks));
  }

  @Test
  void importedWebhooks_areThoseThatPolicyDoesNotNameYet() {
    String file = "imported/hub/acme.yaml";
    assertThat(
            imported(SAID, Map.of(CI, AT_CI, CHAT, at("https://chat.example/x"))).files().get(file))
        .contains("native-webhooks:\n  chat: https://chat.example/x\n")
        .doesNotContain("ci.example");
    assertThat(imported(SAID, Map.of(CI, AT_CI)).files()).isEmpty();
  }

  @Test
  void webhookWhoseAddressMayHoldASecret_isNotImported_norIsAnyBesideIt() {
    for (String secret :
        List.of(
            "https://chat.example/hub?token=hunter2",
            "https://chat.example/T00000000/sssssssssssssssssssssecret",
            "https://robot:hunter2@chat.example/",
            "http://chat.example/plain")) {
      Imported imported = imported("repository: acme/api\n", Map.of(CI, AT_CI, CHAT, at(secret)));

      assertThat(imported.files().values().toString())
          .contains("# webhook `chat` has an address that may hold a secret")
          .contains("# webhook `ci` is left too")
          .doesNotContain("native-webhooks", "chat.example", "hunter2");
      assertThat(imported.findings().toString())
          .contains("PW0817")
          .doesNotContain("chat.example", "hunter2");
    }
  }
}

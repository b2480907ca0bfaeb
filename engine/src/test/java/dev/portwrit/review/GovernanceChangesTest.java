package dev.portwrit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change does to settings and registries, and who alone may do it. */
class GovernanceChangesTest {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEOTIB3pH3pQYNF9haA6FsjxQ9zJ8TMoKUFCSrLoC/ha ada@acme";
  private static final String SETTINGS =
      """
      version: 1
      admins: [ada]
      removal-budget: 10%
      guardrails:
        standard: [expiring-user-grants, release-annotations]
        settings: {expiring-user-grants: {days: 30}}
      """;
  private static final String ECR =
      """
      registry: ecr
      type: ecr
      account: "123456789012"
      region: eu-west-1
      repositories: [acme/**, base/**]
      mode: additive
      prefix: {acme/: company/}
      delete-protection: false
      engine: "arn:aws:iam::123456789012:role/engine"
      gateway-account: "arn:aws:iam::123456789012:role/gateway"
      scan-on-push: true
      kms-key: "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
      resource-tags: {team: pay}
      profile: one
      assume-role: "arn:aws:iam::123456789012:role/other"
      """;
  private static final String HUB =
      """
      registry: hub
      type: docker-hub
      repositories: [acme/**]
      keep-members: [engine]
      keep-tokens: [gateway]
      credentials: {username: "env:HUB_USER", token: "env:HUB_TOKEN"}
      """;
  private static final String ZOT =
      """
      registry: zot
      type: zot
      url: https://zot.acme.example
      repositories: [acme/**]
      gateway: true
      """;

  private static Workspace workspace(String settings, String registry) {
    Compilation compilation =
        new PolicyCompiler(Set.of("expiring-user-grants", "release-annotations"))
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", settings),
                    PolicyFile.of(
                        "acme.yaml",
                        "organization: acme\nnamespaces: [acme, base]\nowners: [ada, cy]\n"),
                    PolicyFile.of("registry.yaml", registry)));
    return compilation
        .workspace()
        .orElseThrow(() -> new AssertionError(compilation.problems().toString()));
  }

  private static GovernanceChanges settings(String before, String after) {
    return GovernanceChanges.of(workspace(before, ZOT), workspace(after, ZOT));
  }

  private static GovernanceChanges registry(String before, String after) {
    return GovernanceChanges.of(workspace(SETTINGS, before), workspace(SETTINGS, after));
  }

  private static List<String> texts(List<KeyChange> changes) {
    return changes.stream()
        .map(
            one ->
                one.key()
                    + ": "
                    + one.before().orElse("nothing")
                    + " -> "
                    + one.after().orElse("nothing"))
        .toList();
  }

  @Test
  void everySettingTakenAway_isNamed_andTheAdmins() {
    GovernanceChanges changes = settings(SETTINGS, "version: 1\n");
    assertThat(texts(changes.settings()))
        .containsExactly(
            "admins: user:ada -> nothing",
            "removal-budget: 10% -> 25",
            "guardrails.expiring-user-grants: {days=30} -> nothing",
            "guardrails.release-annotations: in force -> nothing");
    assertThat(changes.findings())
        .extracting(Diagnostic::message)
        .containsExactly(
            "`admins` of `portwrit.yaml` loses `user:ada`",
            "`removal-budget` of `portwrit.yaml` changes from `10%` to `25`",
            "`guardrails.expiring-user-grants` of `portwrit.yaml` loses `{days=30}`",
            "`guardrails.release-annotations` of `portwrit.yaml` loses `in force`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "admins: [ada]|admins: [ada, cy]",
        "removal-budget: 10%|removal-budget: 11%",
        "removal-budget: 10%|removal-budget: 1",
        "days: 30|days: 29",
        "admins: [ada]|admins: [ada]\\nrequire-signed: [KEY]",
        "version: 1|version: 1",
      })
  void settingThatAnAdminAloneMayChange(String old, String young) {
    String after = SETTINGS.replace(old, young.replace("\\n", "\n").replace("KEY", KEY));
    GovernanceChanges there = settings(SETTINGS, after);
    int expected = old.equals(young) ? 0 : 1;
    assertThat(there.settings()).hasSize(expected);
    assertThat(there.findings()).hasSize(expected);
  }

  @Test
  void keyThatGoes_isTheAdmins_andSoIsTheLastOne() {
    String one = SETTINGS + "require-signed: [" + KEY + "]\n";
    assertThat(settings(one, SETTINGS).findings()).hasSize(1);
  }

  @Test
  void furtherGuardrail_andSmallerBudget_areAnybodys() {
    String less = SETTINGS.replace(", release-annotations", "");
    assertThat(settings(less, SETTINGS.replace("10%", "9%")).settings()).hasSize(2);
    assertThat(settings(less, SETTINGS.replace("10%", "9%")).findings()).isEmpty();
    assertThat(settings("version: 1\n", "version: 1\nremoval-budget: 25\n").isEmpty()).isTrue();
  }

  @Test
  void otherOrder_andOtherLine_areNoChange() {
    String other =
        "version: 1\nguardrails:\n  settings: {expiring-user-grants: {days: 30}}\n"
            + "  standard: [release-annotations, expiring-user-grants]\n"
            + "removal-budget: 10%\nadmins: [user:ada]\n";
    assertThat(settings(SETTINGS, other).isEmpty()).isTrue();
    assertThat(
            registry(ECR, "# first\n\n" + ECR.replace("[acme/**, base/**]", "[base/**, acme/**]")))
        .matches(GovernanceChanges::isEmpty);
  }

  @Test
  void registryThatIsNewOrGone_saysAllThatItSays_inOneFinding() {
    GovernanceChanges changes = registry("# none\n", HUB);
    assertThat(texts(changes.registries()))
        .containsExactly(
            "credentials.token: nothing -> env:HUB_TOKEN",
            "credentials.username: nothing -> env:HUB_USER",
            "keep-members: nothing -> engine",
            "keep-tokens: nothing -> gateway",
            "mode: nothing -> observe",
            "repositories: nothing -> acme/**",
            "type: nothing -> docker-hub");
    assertThat(changes.findings()).hasSize(1);
    assertThat(changes.findings().get(0).message())
        .startsWith("`registry:hub` changes: `credentials.token`, `credentials.username`");
    assertThat(registry(HUB, "# none\n").registries()).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prefix.acme/|acme/: company/|acme/: secret/",
        "mode|mode: additive|mode: authoritative",
        "repositories|, base/**|",
        "account|account: \"123456789012\"|account: \"123456789013\"",
        "region|eu-west-1\\n|eu-west-2\\n",
        "delete-protection|delete-protection: false|delete-protection: true",
        "exclusive|mode: additive|mode: additive\\nexclusive: true",
        "create-on-push|mode: additive|mode: additive\\ncreate-on-push: true",
        "managed-policies|mode: additive|mode: additive\\nmanaged-policies: true",
        "engine|role/engine|role/engine2",
        "gateway-account|role/gateway|role/gateway2",
        "scan-on-push|scan-on-push: true|scan-on-push: false",
        "kms-key|key/1|key/2",
        "resource-tags.team|team: pay|team: web",
        "profile|profile: one|profile: two",
        "assume-role|role/other|role/another",
        "credentials.token|env:HUB_TOKEN|env:OTHER",
        "members|keep-members|members: leave\\nkeep-members",
        "keep-members|[engine]|[engine, cy]",
        "keep-tokens|[gateway]|[other]",
        "url|https://zot.acme|http://evil.acme",
        "gateway|gateway: true|gateway: false",
        "type|type: zot|type: harbor",
      })
  void anyKeyOfARegistry_isNamed(String key, String old, String young) {
    String was = old.replace("\\n", "\n");
    String is = young == null ? "" : young.replace("\\n", "\n");
    String document =
        Stream.of(ECR, HUB, ZOT).filter(one -> one.contains(was)).findFirst().orElseThrow();
    GovernanceChanges changes = registry(document, document.replace(was, is));
    assertThat(changes.registries()).extracting(KeyChange::key).containsExactly(key);
    assertThat(changes.findings()).hasSize(1);
    assertThat(changes.findings().get(0).message()).endsWith(" changes: `" + key + "`");
  }

  /**
   * A component that comes to one of them has to come to {@link RegistryKeys}, and to this test.
   */
  @Test
  void everythingThatARegistrySays_isLookedAt() {
    List<Integer> sizes = new ArrayList<>();
    for (Class<?> type : List.of(Registry.class, EcrSettings.class, HubSettings.class)) {
      sizes.add(type.getRecordComponents().length);
    }
    assertThat(sizes).containsExactly(13, 11, 3);
  }
}

package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GuardrailsTest {
  private static final String UNDETERMINED_HELP =
      "\n  help: what cannot be evaluated refuses: mend its settings or its rule";
  private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
  private static final Guardrails STANDARD = Guardrails.standard(GuardrailLimits.DEFAULT);
  private static final List<GuardrailUse> RELEASES =
      List.of(PolicyFixture.use("release-annotations"));
  private static final String SAID =
      "{\"org.opencontainers.image.source\":\"https://git.example/pay\","
          + "\"org.opencontainers.image.revision\":\"4f1c2d9\"}";

  private final Content content = new Content();

  @AfterAll
  static void close() {
    STANDARD.close();
  }

  @Test
  void all_areTheStandardGuardrailsByName() {
    assertThat(STANDARD.all())
        .extracting(g -> g.name() + " " + g.code() + " " + g.phase() + ": " + g.title())
        .containsExactly(
            "expiring-user-grants PW0601 policy: a grant to a person expires",
            "release-annotations PW0602 push: a release says its source and revision");
    assertThat(STANDARD.all())
        .extracting(Guardrail::name)
        .containsExactlyInAnyOrderElementsOf(StandardGuardrails.NAMES);
    assertThat(STANDARD.all().get(0).settings())
        .extracting(Guardrail.Setting::name, Guardrail.Setting::preset)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("days", "90"));
  }

  @Test
  void onPolicy_noGuardrailInForce_passes() {
    assertThat(STANDARD.onPolicy(new PolicyFixture().grant("user:eve", "").workspace(), NOW))
        .isEqualTo(new GuardrailVerdict.Passed());
  }

  @Test
  void onPolicy_grantThatExpiresSoon_passes() {
    assertThat(
            onPolicy(
                Map.of(),
                new PolicyFixture().grant("user:eve", "2026-10-01").grant("team:acme/pay", "")))
        .isEmpty();
  }

  @Test
  void onPolicy_grantsThatNeverExpire_areFoundEachAtItsPlace() {
    assertThat(
            onPolicy(
                Map.of(),
                new PolicyFixture()
                    .grant("user:eve", "2027-07-01")
                    .grant("team:acme/pay", "")
                    .grant("user:bob", "")))
        .containsExactly(
            "repositories.yaml:3:5: error[PW0601]: `pull` to user:eve on `acme/pay/**` expires more"
                + " than 90 days from now\n"
                + "  help: give the grant `expires:` within 90 days, or grant to a team",
            "repositories.yaml:5:5: error[PW0601]: `pull` to user:bob on `acme/pay/**` never"
                + " expires\n"
                + "  help: give the grant `expires:` within 90 days, or grant to a team");
  }

  @Test
  void onPolicy_setting_movesTheLimit() {
    PolicyFixture fixture = new PolicyFixture().grant("user:eve", "2026-08-30");
    assertThat(onPolicy(Map.of("days", "29"), fixture)).hasSize(1);
    assertThat(onPolicy(Map.of("days", "30"), new PolicyFixture().grant("user:eve", "2026-08-30")))
        .isEmpty();
  }

  @Test
  void onPolicy_time_isTheInstantThatWasGiven() {
    PolicyFixture fixture =
        new PolicyFixture().grant("user:eve", "2026-12-31").use("expiring-user-grants", Map.of());
    assertThat(STANDARD.onPolicy(fixture.workspace(), NOW).isPassed()).isFalse();
    assertThat(
            STANDARD
                .onPolicy(fixture.workspace(), Instant.parse("2026-11-01T00:00:00Z"))
                .isPassed())
        .isTrue();
  }

  @Test
  void onPolicy_guardrailThatDoesNotExist_isUndetermined() {
    GuardrailVerdict verdict =
        STANDARD.onPolicy(new PolicyFixture().use("exipring", Map.of()).workspace(), NOW);
    assertThat(verdict).isInstanceOf(GuardrailVerdict.Undetermined.class);
    assertThat(verdict.diagnostics())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "portwrit.yaml:4:7: error[PW0600]: guardrail `exipring` could not be evaluated: there"
                + " is no guardrail of this name"
                + UNDETERMINED_HELP);
  }

  @Test
  void onPolicy_settingThatIsNone_isUndetermined() {
    assertThat(onPolicy(Map.of("days", "soon"), new PolicyFixture()))
        .containsExactly(
            "portwrit.yaml:4:7: error[PW0600]: guardrail `expiring-user-grants` could not be"
                + " evaluated: its setting `days` cannot be `soon`"
                + UNDETERMINED_HELP);
    assertThat(onPolicy(Map.of("weeks", "2"), new PolicyFixture()))
        .containsExactly(
            "portwrit.yaml:4:7: error[PW0600]: guardrail `expiring-user-grants` could not be"
                + " evaluated: it has no setting `weeks`"
                + UNDETERMINED_HELP);
  }

  @Test
  void onPolicy_oneUndeterminedOneRefuses_isUndeterminedAndShowsBoth() {
    GuardrailVerdict verdict =
        STANDARD.onPolicy(
            new PolicyFixture()
                .grant("user:eve", "")
                .use("expiring-user-grants", Map.of())
                .use("none", Map.of())
                .workspace(),
            NOW);
    assertThat(verdict).isInstanceOf(GuardrailVerdict.Undetermined.class);
    assertThat(verdict.diagnostics()).hasSize(2);
  }

  @Test
  void onPolicy_slowerThanTheTimeout_isUndetermined() throws BundleRefused {
    GuardrailLimits limits =
        new GuardrailLimits(
            1,
            Duration.ofSeconds(1),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            GuardrailLimits.DEFAULT.memory());
    try (Guardrails guardrails = Guardrails.of(HostilePolicy.bundle("hostile"), limits)) {
      assertThat(
              guardrails
                  .onPolicy(new PolicyFixture().use("runaway", Map.of()).workspace(), NOW)
                  .diagnostics())
          .extracting(Diagnostic::message)
          .containsExactly(
              "guardrail `runaway` could not be evaluated: it takes longer than 200 ms");
    }
  }

  @Test
  void onPolicy_bundleThatNeedsOtherBuiltinFunctions_isUndetermined() throws BundleRefused {
    try (Guardrails foreign =
        Guardrails.of(HostilePolicy.bundle("foreign"), GuardrailLimits.DEFAULT)) {
      GuardrailVerdict verdict =
          foreign.onPolicy(new PolicyFixture().use("foreign", Map.of()).workspace(), NOW);
      assertThat(verdict).isInstanceOf(GuardrailVerdict.Undetermined.class);
      assertThat(verdict.diagnostics().get(0).message()).contains("`http.send`");
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(foreign::warmUp);
    }
  }

  @Test
  void onPolicy_policiesThatMisbehave_areUndetermined() throws BundleRefused {
    try (Guardrails hostile =
        Guardrails.of(HostilePolicy.bundle("hostile"), GuardrailLimits.DEFAULT)) {
      for (String name :
          List.of("undefined-answer", "odd-answer", "odd-finding", "conflict", "call")) {
        GuardrailVerdict verdict =
            hostile.onPolicy(new PolicyFixture().use(name, Map.of()).workspace(), NOW);
        // A set of denies that no rule adds to is empty, which is an answer: `call` shows it.
        assertThat(verdict instanceof GuardrailVerdict.Undetermined)
            .as(name)
            .isEqualTo(!name.equals("call"));
      }
    }
  }

  @Test
  void onPolicy_beforeAndAfterCompiling_saysTheSame() {
    try (Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT)) {
      PolicyFixture fixture = new PolicyFixture().use("expiring-user-grants", Map.of());
      for (int i = 0; i < 200; i++) {
        fixture.grant("user:eve", i % 2 == 0 ? "" : "2026-10-01");
      }
      GuardrailVerdict interpreted = guardrails.onPolicy(fixture.workspace(), NOW);
      guardrails.warmUp();
      assertThat(interpreted.diagnostics()).hasSize(100);
      assertThat(guardrails.onPolicy(fixture.workspace(), NOW)).isEqualTo(interpreted);
    }
  }

  @Test
  void onPush_imageThatSaysItsSource_passes() {
    assertThat(onPush(content.image(SAID, "{}"), Enforcement.DENY)).isEmpty();
    assertThat(onPush(content.image("{}", SAID), Enforcement.DENY)).isEmpty();
  }

  @Test
  void onPush_imageThatSaysNothing_isRefused() {
    assertThat(onPush(content.image("{}", "{}"), Enforcement.DENY))
        .containsExactly(
            "portwrit.yaml:4:7: error[PW0602]: what takes the protected tag `v1.4.2` has no"
                + " annotation `org.opencontainers.image.revision`\n"
                + "  help: build it with `--annotation org.opencontainers.image.revision=...` or"
                + " `--label org.opencontainers.image.revision=...`",
            "portwrit.yaml:4:7: error[PW0602]: what takes the protected tag `v1.4.2` has no"
                + " annotation `org.opencontainers.image.source`\n"
                + "  help: build it with `--annotation org.opencontainers.image.source=...` or"
                + " `--label org.opencontainers.image.source=...`");
  }

  @Test
  void onPush_indexWhoseImagesSaySo_passes() {
    String index =
        "{\"manifests\":["
            + content.putManifest(content.image("{}", SAID), "")
            + ","
            + content.putManifest(content.image(SAID, "null"), "")
            + ","
            + content.putManifest(
                content.image("{}", "{}"),
                ",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"},"
                    + "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}")
            + "]}";
    assertThat(onPush(index, Enforcement.DENY)).isEmpty();
  }

  @Test
  void onPush_indexWithASilentImage_isRefused() {
    String index =
        "{\"manifests\":["
            + content.putManifest(content.image("{}", SAID), "")
            + ","
            + content.putManifest(content.image("{}", "{}"), "")
            + "]}";
    assertThat(onPush(index, Enforcement.DENY)).hasSize(2);
  }

  @Test
  void onPush_tagUnderAWarning_passes() {
    assertThat(onPush(content.image("{}", "{}"), Enforcement.WARN)).isEmpty();
  }

  @Test
  void onPush_tagWithoutProtection_passesAndReadsNothing() {
    assertThat(ask(content.image("{}", "{}"), List.of(), RELEASES))
        .isEqualTo(new GuardrailVerdict.Passed());
    assertThat(content.reads).isZero();
    assertThat(STANDARD.concernsPush(RELEASES, false)).isFalse();
    assertThat(STANDARD.concernsPush(RELEASES, true)).isTrue();
  }

  @Test
  void onPush_noGuardrailOnPushesInForce_passesAndReadsNothing() {
    List<GuardrailUse> others = List.of(PolicyFixture.use("expiring-user-grants"));
    assertThat(
            ask(
                content.image("{}", "{}"),
                List.of(PolicyFixture.protection(Enforcement.DENY)),
                others))
        .isEqualTo(new GuardrailVerdict.Passed());
    assertThat(content.reads).isZero();
  }

  @Test
  void onPush_guardrailThatDoesNotExist_isUndetermined() {
    assertThat(ask(content.image(SAID, "{}"), List.of(), List.of(PolicyFixture.use("none"))))
        .isInstanceOf(GuardrailVerdict.Undetermined.class);
  }

  @Test
  void onPush_contentThatCannotBeRead_isUndetermined() {
    content.down = true;
    assertUndetermined(content.image(SAID, "{}"), "cannot be read: connection refused");
  }

  @Test
  void onPush_contentThatIsMissing_isUndetermined() {
    assertUndetermined(new Content().image(SAID, "{}"), "the registry does not have");
  }

  @Test
  void onPush_contentThatIsAnother_isUndetermined() {
    String image = content.image(SAID, "{}");
    content.lie();
    assertUndetermined(image, "the registry gives other bytes for");
  }

  @Test
  void onPush_manifestThatIsNotStrictJson_isUndetermined() {
    assertUndetermined("{\"annotations\":" + SAID + ",\"annotations\":{}}", "is not strict JSON");
    assertUndetermined("{} {}", "is not strict JSON");
    assertUndetermined("7", "is no manifest");
  }

  @Test
  void onPush_keyTwiceButForItsCase_isUndetermined() {
    assertUndetermined(
        "{\"annotations\":" + SAID + ",\"Annotations\":{}}", "twice, but for its case");
    String labels = SAID + ",\"labels\":{}";
    assertUndetermined(content.image("{}", labels), "twice, but for its case");
  }

  @Test
  void onPush_manifestThatIsTwoInOne_isUndetermined() {
    assertUndetermined(
        "{\"annotations\":" + SAID + ",\"manifests\":[],\"layers\":[]}", "two in one");
  }

  @Test
  void onPush_indexOfTooMany_isUndetermined() {
    String child = content.putManifest(content.image(SAID, "{}"), "");
    String index = "{\"manifests\":[" + (child + ",").repeat(100) + child + "]}";
    assertUndetermined(index, "too many manifests");
  }

  @Test
  void onPush_indexesInIndexesWithoutEnd_areUndetermined() {
    String index = "{\"manifests\":[]}";
    for (int i = 0; i < 4; i++) {
      index = "{\"manifests\":[" + content.putManifest(index, "") + "]}";
    }
    assertUndetermined(index, "too deep");
  }

  private void assertUndetermined(String manifest, String cause) {
    GuardrailVerdict verdict =
        ask(manifest, List.of(PolicyFixture.protection(Enforcement.DENY)), RELEASES);
    assertThat(verdict).isInstanceOf(GuardrailVerdict.Undetermined.class);
    assertThat(verdict.diagnostics())
        .singleElement()
        .asString()
        .startsWith(
            "portwrit.yaml:4:7: error[PW0600]: guardrail `release-annotations` could not be"
                + " evaluated: ")
        .contains(cause);
  }

  private static List<String> onPolicy(Map<String, String> settings, PolicyFixture fixture) {
    return STANDARD
        .onPolicy(fixture.use("expiring-user-grants", settings).workspace(), NOW)
        .diagnostics()
        .stream()
        .map(Diagnostic::toString)
        .toList();
  }

  private List<String> onPush(String manifest, Enforcement enforcement) {
    return ask(manifest, List.of(PolicyFixture.protection(enforcement)), RELEASES)
        .diagnostics()
        .stream()
        .map(Diagnostic::toString)
        .toList();
  }

  private GuardrailVerdict ask(
      String manifest, List<Protection> protections, List<GuardrailUse> uses) {
    return STANDARD.onPush(
        uses,
        new PushFacts(
            new Subject.User("bob"),
            new RepositoryName("acme/pay/api"),
            new Tag("v1.4.2"),
            protections),
        manifest.getBytes(StandardCharsets.UTF_8),
        content,
        NOW);
  }
}

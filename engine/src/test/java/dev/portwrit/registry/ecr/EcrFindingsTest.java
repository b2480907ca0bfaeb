package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.source.PolicyFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ECR cannot say, one example a code. */
class EcrFindingsTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final String API = "acme/pay/api";
  private static final String ORGANIZATION =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      user: ada
      accounts: {ecr: "arn:aws:iam::111122223333:user/ada"}
      ---
      """;
  private static final String REGISTRY =
      """
      registry: ecr
      type: ecr
      account: "111122223333"
      region: eu-west-1
      repositories: [acme/**]
      engine: "arn:aws:iam::111122223333:role/portwrit"
      """;
  private static final String EXISTS = "repository: acme/pay/api\n";

  @Test
  void personWithoutAnAccount_isSaid() {
    assertThat(
            only(
                "PW0801",
                "repository: acme/pay/api\ngrants: [{role: push, to: [user:bob, user:ada]}]\n",
                ""))
        .isEqualTo(
            "policy.yaml:9:10: warning[PW0801]: `user:bob` has no account in `ecr`, so that `push to"
                + " user:bob on acme/pay/api` gives nothing there\n"
                + "  help: write `accounts: {ecr: arn:aws:iam::…}` of them, or of a team of theirs");
  }

  @Test
  void memberOfATeamWithAnAccount_needsNone() {
    assertThat(
            codes(
                """
                team: acme/pay
                members: [bob]
                accounts: {ecr: "arn:aws:iam::111122223333:role/pay"}
                ---
                repository: acme/pay/api
                grants: [{role: push, to: [team:pay]}]
                """,
                ""))
        .isEmpty();
  }

  @Test
  void groupAsAnAccount_isSaid() {
    assertThat(
            one(
                Code.NATIVE_ACCOUNT,
                desired(
                    "service: acme/ci\naccounts: {ecr: \"arn:aws:iam::111122223333:group/ci\"}\n---\n"
                        + EXISTS,
                    "",
                    NativeState.EMPTY)))
        .contains("error[PW0802]")
        .contains("`arn:aws:iam::111122223333:group/ci`");
  }

  @Test
  void accountOfTwoWhoHaveNotTheSame_isSaidAndHasWhatBothHave() {
    Desired desired =
        desired(
            """
            service: acme/ci
            accounts: {ecr: "arn:aws:iam::111122223333:role/shared"}
            ---
            service: acme/cd
            accounts: {ecr: "arn:aws:iam::111122223333:role/shared"}
            ---
            repository: acme/pay/api
            grants:
              - {role: push, to: [service:ci]}
              - {role: pull, to: [service:cd]}
            """,
            "",
            NativeState.EMPTY);

    assertThat(one(Code.NATIVE_SHARED_ACCOUNT, desired))
        .contains("`service:acme/cd`, `service:acme/ci`");
    assertThat(policy(desired)).contains("PortwritPull").doesNotContain("PortwritPush");
  }

  @Test
  void nameThatEcrCannotHave_isSaidAndLeftOut() {
    Desired desired =
        desired("repository: acme/pay/x\n", "prefix: {acme/pay/: \"\"}\n", NativeState.EMPTY);

    assertThat(one(Code.NATIVE_NAME, desired)).contains("error[PW0804]").contains("`x`");
    assertThat(desired.targets()).isEmpty();
  }

  @Test
  void publicRepository_isSaid() {
    assertThat(
            one(
                Code.NATIVE_PUBLIC,
                desired("repository: acme/pay/api\nvisibility: public\n", "", NativeState.EMPTY)))
        .contains("warning[PW0805]");
  }

  @Test
  void sixPatternsOfTags_areKeptAsFarAsEcrCan() {
    Desired desired =
        desired(EXISTS + protection("[a*, b*, c*, d*, e*, f*]"), "", NativeState.EMPTY);

    assertThat(one(Code.NATIVE_TAGS, desired)).contains("error[PW0806]").contains("`f*`");
    assertThat(
            one(
                Code.NATIVE_TAGS,
                desired(
                    EXISTS + protection("[a*, b*, c*, d*, e*, f*]"),
                    "gateway: true\n",
                    NativeState.EMPTY)))
        .contains("warning[PW0806]");
  }

  @Test
  void patternThatMatchesSigningTagsToo_isSaid() {
    assertThat(
            one(
                Code.NATIVE_SIGNING_TAGS,
                desired(EXISTS + protection("[s*]"), "", NativeState.EMPTY)))
        .contains("warning[PW0807]")
        .contains("`s*`");
    assertThat(desired(EXISTS + protection("[\"*\"]"), "", NativeState.EMPTY).findings())
        .noneMatch(found -> found.code() == Code.NATIVE_SIGNING_TAGS);
  }

  @Test
  void restrictedProtection_isSaid() {
    String text =
        EXISTS
            + "---\nprotection: acme/stable\nrepositories: [acme/**]\ntags: [stable]\nrule: restricted\nto: [user:ada]\n";

    assertThat(one(Code.NATIVE_RESTRICTED, desired(text, "", NativeState.EMPTY)))
        .contains("error[PW0808]");
    assertThat(one(Code.NATIVE_RESTRICTED, desired(text, "gateway: true\n", NativeState.EMPTY)))
        .contains("warning[PW0808]");
  }

  @Test
  void exceptionInForce_isSaid() {
    String text =
        EXISTS
            + protection("[v*]")
            + "---\nexception: acme/rebuild\nprotection: acme/kept\nrepositories: [acme/pay/api]\n"
            + "tags: [v1]\nto: [user:ada]\nexpires: 2026-07-01\nreason: because\n";

    assertThat(one(Code.NATIVE_EXCEPTION, desired(text, "", NativeState.EMPTY)))
        .contains("warning[PW0809]")
        .contains("`acme/rebuild`");
  }

  @Test
  void protectedTags_cannotBeDeletedByAnybody() {
    Desired kept = desired(EXISTS + protection("[v*]"), "", NativeState.EMPTY);

    assertThat(one(Code.NATIVE_DELETION, kept)).contains("warning[PW0810]");
    assertThat(policy(kept)).contains("PortwritKeepTags").contains("PortwritKeepMutability");
    Desired open =
        desired(EXISTS + protection("[v*]"), "delete-protection: false\n", NativeState.EMPTY);
    assertThat(one(Code.NATIVE_DELETION, open)).contains("error[PW0810]");
    assertThat(policy(open)).doesNotContain("PortwritKeep");
  }

  @Test
  void statementOfSomebodyElse_isKeptAndSaidWhereItIsWider() {
    String foreign =
        "{\"Statement\":[{\"Sid\":\"Legacy\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
            + "\"arn:aws:iam::111122223333:role/legacy\"},\"Action\":\"ecr:PutImage\"}]}";
    Desired desired = desired(EXISTS, "", live(foreign));

    assertThat(one(Code.NATIVE_WIDER, desired))
        .contains(
            "`arn:aws:iam::111122223333:role/legacy` may natively push, overwrite in `acme/pay/api`");
    assertThat(policy(desired)).contains("\"Sid\":\"Legacy\"").contains("PortwritAdmin");
    Desired shut = desired(EXISTS, "exclusive: true\n", live(foreign));
    assertThat(shut.findings()).noneMatch(found -> found.code() == Code.NATIVE_WIDER);
    assertThat(policy(shut)).contains("\"Sid\":\"Legacy\"").contains("PortwritOnlyPush");
  }

  @Test
  void identityThatIamGivesMore_isSaid() {
    NativeState live =
        live("{\"Statement\":[]}")
            .with(
                new ObjectId("identity", "arn:aws:iam::111122223333:user/root-like"),
                Reading.present(
                    "{\"policies\":[{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}]}"));

    assertThat(one(Code.NATIVE_WIDER, desired(EXISTS, "", live)))
        .contains("`arn:aws:iam::111122223333:user/root-like`");
    assertThat(desired(EXISTS, "exclusive: true\n", live).findings())
        .noneMatch(found -> found.code() == Code.NATIVE_WIDER);
  }

  @Test
  void policyTooLargeForEcr_leavesTheRepositoryAsItIs() {
    StringBuilder text = new StringBuilder();
    StringBuilder to = new StringBuilder();
    for (int i = 0; i < 250; i++) {
      text.append("service: acme/s")
          .append(i)
          .append("\naccounts: {ecr: \"arn:aws:iam::111122223333:role/service-")
          .append(i)
          .append("\"}\n---\n");
      to.append(i == 0 ? "" : ", ").append("service:s").append(i);
    }
    Desired desired =
        desired(
            text
                + "repository: acme/pay/api\ngrants: [{role: pull, to: ["
                + to
                + "]}]\n---\nrepository: acme/web\n",
            "",
            NativeState.EMPTY);

    assertThat(one(Code.NATIVE_TOO_LARGE, desired)).contains("error[PW0812]").contains("10,240");
    assertThat(desired.targets().keySet()).extracting(ObjectId::name).containsOnly("acme/web");
  }

  @Test
  void policyThatIsNotUnderstood_isUnknownAndSaid() {
    Desired desired = desired(EXISTS, "", live("{\"Statement\":[{\"Effect\":\"Maybe\"}]}"));

    assertThat(one(Code.NATIVE_UNKNOWN, desired)).contains("PW0813");
    assertThat(desired.targets().get(EcrObjects.repositoryPolicy(API)))
        .isInstanceOf(Reading.Unknown.class);
  }

  @Test
  void lifecycleRuleThatMayExpireProtectedTags_isSaid() {
    String rule =
        "{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":%s,\"countType\":\"imageCountMoreThan\","
            + "\"countNumber\":3},\"action\":{\"type\":\"expire\"}}]}";
    String text = EXISTS + protection("[v*]");

    assertThat(one(Code.NATIVE_LIFECYCLE, desired(text, "", lifecycle(rule.formatted("\"any\"")))))
        .contains("error[PW0814]");
    assertThat(
            one(
                Code.NATIVE_LIFECYCLE,
                desired(
                    text, "", lifecycle(rule.formatted("\"tagged\",\"tagPrefixList\":[\"v1\"]")))))
        .contains("error[PW0814]");
    for (String safe : List.of("\"untagged\"", "\"tagged\",\"tagPatternList\":[\"dev-*\"]")) {
      assertThat(desired(text, "", lifecycle(rule.formatted(safe))).findings())
          .noneMatch(found -> found.code() == Code.NATIVE_LIFECYCLE);
    }
  }

  @Test
  void pullThroughCache_isSaid() {
    NativeState live =
        new NativeState.Builder()
            .put(new ObjectId("pull-through-cache", "acme/hub"), Reading.present("{}"))
            .build();

    assertThat(one(Code.NATIVE_WAY_IN, desired(EXISTS, "", live)))
        .contains("warning[PW0815]")
        .contains("`acme/hub`");
  }

  @Test
  void exclusiveWithoutKnowingTheEngine_shutsNobodyOutAndIsSaid() {
    Registry registry = registry(EXISTS, "exclusive: true\n", false);
    Desired desired =
        new EcrForm(registry, Optional.empty())
            .desired(
                index(EXISTS, "exclusive: true\n", false),
                NativeState.EMPTY,
                Registry.Mode.AUTHORITATIVE,
                NOW);

    assertThat(one(Code.NATIVE_ENGINE, desired)).contains("error[PW0816]");
    assertThat(policy(desired)).doesNotContain("PortwritOnly");
  }

  @Test
  void statementThatNoPolicyCanSay_isACommentOfTheImport() {
    NativeState live =
        live(
            "{\"Statement\":[{\"Sid\":\"Office\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"ecr:*\","
                + "\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"54.240.143.0/24\"}}}]}");
    var imported =
        new EcrForm(registry(EXISTS, "", true), Optional.empty())
            .imported(index("", "", true), live);

    assertThat(imported.findings())
        .extracting(Diagnostic::code)
        .containsExactly(Code.NATIVE_NOT_IMPORTED);
    assertThat(imported.files().values())
        .singleElement()
        .asString()
        .contains("# statement `Office`");
  }

  private static NativeState live(String policy) {
    return new NativeState.Builder()
        .put(EcrObjects.repository(API), Reading.present("{\"scanOnPush\":false}"))
        .put(EcrObjects.tagMutability(API), Reading.present(TagMutability.MUTABLE.content()))
        .put(EcrObjects.repositoryPolicy(API), Reading.present(policy))
        .build();
  }

  private static NativeState lifecycle(String policy) {
    return live("{\"Statement\":[]}")
        .with(new ObjectId("lifecycle-policy", API), Reading.present(policy));
  }

  private static String protection(String tags) {
    return "---\nprotection: acme/kept\nrepositories: [acme/**]\ntags: "
        + tags
        + "\nrule: immutable\n";
  }

  private static String policy(Desired desired) {
    Reading target = desired.targets().get(EcrObjects.repositoryPolicy(API));
    return target instanceof Reading.Present present ? present.content() : "";
  }

  private static String one(Code code, Desired desired) {
    List<Diagnostic> found =
        desired.findings().stream().filter(finding -> finding.code() == code).toList();
    assertThat(found).as("%s", desired.findings()).hasSize(1);
    assertThat(found.get(0).help()).isPresent();
    return found.get(0).toString();
  }

  private static String only(String code, String text, String keys) {
    List<Diagnostic> found = desired(text, keys, NativeState.EMPTY).findings();
    assertThat(found).extracting(one -> one.code().toString()).containsExactly(code);
    return found.get(0).toString();
  }

  private static List<Diagnostic> codes(String text, String keys) {
    return desired(text, keys, NativeState.EMPTY).findings().stream()
        .filter(one -> one.severity() == Severity.ERROR || one.code() != Code.NATIVE_DELETION)
        .toList();
  }

  private static Desired desired(String text, String keys, NativeState live) {
    return new EcrForm(registry(text, keys, true), Optional.empty())
        .desired(index(text, keys, true), live, Registry.Mode.AUTHORITATIVE, NOW);
  }

  private static Registry registry(String text, String keys, boolean withEngine) {
    return index(text, keys, withEngine).workspace().registries().get(0);
  }

  private static PolicyIndex index(String text, String keys, boolean withEngine) {
    String registry = withEngine ? REGISTRY : REGISTRY.replaceFirst("engine: .*\n", "");
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of(
                        "policy.yaml",
                        ORGANIZATION + text + (text.isEmpty() ? "" : "---\n") + registry + keys)));
    assertThat(compilation.problems()).isEmpty();
    return PolicyIndex.of(compilation.workspace().orElseThrow());
  }
}

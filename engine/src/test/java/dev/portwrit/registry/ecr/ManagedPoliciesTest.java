package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.Handout;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.ecr.twin.Faults.Fault;
import dev.portwrit.source.PolicyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What IAM must give that no policy of a repository can: to log in. */
class ManagedPoliciesTest {
  private static final String IAM = "arn:aws:iam::123456789012:";
  private static final String PAY = IAM + "role/pay";
  private static final String BOB = IAM + "user/bob";
  private static final String POLICY = IAM + "policy/portwrit/ecr=acme=pay";
  private static final String LOGIN =
      "{\"Statement\":[{\"Action\":[\"ecr:GetAuthorizationToken\"],\"Effect\":\"Allow\","
          + "\"Resource\":[\"*\"],\"Sid\":\"PortwritLogin\"}],\"Version\":\"2012-10-17\"}";
  private static final String REGISTRY =
      """
      registry: ecr
      type: ecr
      account: "123456789012"
      region: eu-west-1
      repositories: [acme/**]
      mode: authoritative
      engine: arn:aws:iam::123456789012:role/engine
      managed-policies: %s
      """;
  private static final String PEOPLE =
      """
      organization: acme
      owners: [zoe]
      members: [bob, cy]
      ---
      user: bob
      accounts: {ecr: "arn:aws:iam::123456789012:user/bob"}
      ---
      """;
  private static final String PAY_TEAM =
      """
      team: acme/pay
      members: [bob]
      accounts: {ecr: "arn:aws:iam::123456789012:role/pay"}
      ---
      """;
  private static final String API =
      "repository: acme/api\ngrants: [{role: push, to: [team:acme/pay]}]\n";

  private final EcrFixture ecr = new EcrFixture();

  @BeforeEach
  void people() {
    ecr.world.iam().role("pay");
    ecr.world.iam().user("bob");
  }

  @AfterEach
  void stop() {
    ecr.close();
  }

  private static PolicyIndex index(boolean managed, Map<String, String> more) {
    List<PolicyFile> files = new ArrayList<>();
    files.add(PolicyFile.of("portwrit.yaml", "version: 1\n"));
    files.add(PolicyFile.of("registry.yaml", REGISTRY.formatted(managed)));
    more.forEach((path, text) -> files.add(PolicyFile.of(path, text)));
    Compilation compilation = new PolicyCompiler(Set.of()).compile(files);
    assertThat(compilation.problems()).isEmpty();
    return PolicyIndex.of(compilation.workspace().orElseThrow());
  }

  private static PolicyIndex index(String policy) {
    return index(true, Map.of("policy.yaml", PEOPLE + policy));
  }

  private EcrRegistry live(PolicyIndex index) throws RegistryException {
    return EcrRegistry.of(
        index.workspace().registries().get(0), index.workspace(), ecr.connection());
  }

  private NativeState read(PolicyIndex index) throws RegistryException {
    try (LiveReader reader = live(index).reader()) {
      return reader.read(Scope.ALL);
    }
  }

  private List<Step> steps(PolicyIndex index, Registry.Mode mode) throws RegistryException {
    NativeState state = read(index);
    EcrRegistry live = live(index);
    return live.form().desired(index, state, mode, EcrFixture.NOW).targets().entrySet().stream()
        .flatMap(
            one -> live.form().steps(one.getKey(), state.at(one.getKey()), one.getValue()).stream())
        .sorted((one, other) -> one.phase().compareTo(other.phase()))
        .toList();
  }

  private List<String> apply(PolicyIndex index) throws RegistryException {
    List<Step> steps = steps(index, Registry.Mode.AUTHORITATIVE);
    try (LiveWriter writer = live(index).writer();
        LiveReader reader = live(index).reader()) {
      for (Step step : steps) {
        assertThat(reader.read(step.object())).as("%s", step).isEqualTo(step.before());
        assertThat(writer.perform(step)).as("%s", step).isEqualTo(new Performed.Accepted());
        assertThat(reader.read(step.object())).as("%s", step).isEqualTo(step.after());
      }
    }
    return steps.stream().map(step -> step.phase() + " " + step.call()).toList();
  }

  private List<Diagnostic> findings(PolicyIndex index, Code code) throws RegistryException {
    return live(index)
        .form()
        .desired(index, read(index), Registry.Mode.AUTHORITATIVE, EcrFixture.NOW)
        .findings()
        .stream()
        .filter(one -> one.code() == code)
        .toList();
  }

  @Test
  void team_getsAPolicyThatLogsIn_attachedToItsRoleAndItsMembers() throws RegistryException {
    PolicyIndex index = index(PAY_TEAM + API);

    assertThat(apply(index))
        .containsExactly(
            "CREATE CreatePolicy",
            "CREATE CreateRepository",
            "GRANT AttachRolePolicy",
            "GRANT AttachUserPolicy",
            "GRANT SetRepositoryPolicy");

    assertThat(ecr.world.iam().managed()).containsEntry(POLICY, LOGIN);
    assertThat(ecr.world.iam().attachedTo(PAY)).containsExactly(POLICY);
    assertThat(ecr.world.data().mayLogIn(PAY)).isTrue();
    assertThat(ecr.world.data().mayLogIn(BOB)).isTrue();
    assertThat(ecr.world.data().mayPull(PAY, "acme/api")).isTrue();
    assertThat(apply(index)).isEmpty();
  }

  @Test
  void team_thatIsCalledByAGroup_hasItAttachedToTheGroup_andItsUsersInPolicies()
      throws RegistryException {
    ecr.world.iam().group("payers", EcrFixture.allow("*", "none:Of"));
    ecr.world.iam().user("bob").in("payers");
    PolicyIndex index =
        index(
            """
            team: acme/pay
            members: [bob]
            accounts: {ecr: "arn:aws:iam::123456789012:group/payers"}
            ---
            """
                + API);

    assertThat(apply(index)).contains("GRANT AttachGroupPolicy");

    assertThat(ecr.world.iam().attachedToGroup("payers")).containsExactly(POLICY);
    assertThat(ecr.world.iam().attachedTo(BOB)).isEmpty();
    assertThat(ecr.world.data().mayLogIn(BOB)).isTrue();
    assertThat(ecr.world.data().mayPull(BOB, "acme/api")).isTrue();
    assertThat(findings(index, Code.NATIVE_ACCOUNT)).isEmpty();
    assertThat(apply(index)).isEmpty();
  }

  @Test
  void teamThatIsGivenNothing_isDetached_andItsPolicyStays() throws RegistryException {
    apply(index(PAY_TEAM + API));
    PolicyIndex less = index(PAY_TEAM + "repository: acme/api\n");

    assertThat(apply(less))
        .containsExactly(
            "REVOKE DetachRolePolicy", "REVOKE DetachUserPolicy", "REVOKE DeleteRepositoryPolicy");

    assertThat(ecr.world.iam().managed()).containsKey(POLICY);
    assertThat(ecr.world.iam().attachedTo(PAY)).isEmpty();
  }

  @Test
  void detaching_isLostAccess_oneEdgeAPrincipal() throws RegistryException {
    PolicyIndex index = index(PAY_TEAM + API);
    apply(index);
    NativeState state = read(index);
    ObjectId attachment = new Attachment("ecr=acme=pay", PAY).id();

    NativeAccess before = live(index).form().access(state);
    NativeAccess after = live(index).form().access(state.with(attachment, Reading.absent()));

    assertThat(before.edges()).hasSize(after.edges().size() + 1);
    assertThat(before.allows(PAY, Action.PULL, NativeAccess.LOGIN, EcrFixture.NOW)).isTrue();
    assertThat(after.allows(PAY, Action.PULL, NativeAccess.LOGIN, EcrFixture.NOW)).isFalse();
  }

  @Test
  void additive_detachesNobody() throws RegistryException {
    apply(index(PAY_TEAM + API));

    assertThat(steps(index(PAY_TEAM + "repository: acme/api\n"), Registry.Mode.ADDITIVE)).isEmpty();
  }

  @Test
  void whatIsNotOurs_isNoTarget() throws RegistryException {
    String others = ecr.world.iam().managed("portwrit/ecr2=acme=pay", LOGIN);
    String mine = ecr.world.iam().managed("mine", EcrFixture.EVERYTHING);
    ecr.world.iam().role("pay").attached(others).attached(mine);
    ecr.world.iam().role("pay").with("inline", LOGIN);
    PolicyIndex index = index(PAY_TEAM + "repository: acme/api\n");

    NativeState state = read(index);
    Desired desired =
        live(index).form().desired(index, state, Registry.Mode.AUTHORITATIVE, EcrFixture.NOW);

    assertThat(state.present("attachment")).isEmpty();
    assertThat(state.present("managed-policy")).isEmpty();
    assertThat(desired.targets().keySet())
        .extracting(ObjectId::kind)
        .doesNotContain("attachment", "managed-policy", "identity");
  }

  @Test
  void withoutTheKey_nothingOfThemIsTouched() throws RegistryException {
    apply(index(PAY_TEAM + API));
    PolicyIndex off = index(false, Map.of("policy.yaml", PEOPLE + PAY_TEAM + API));

    assertThat(apply(off)).isEmpty();
    assertThat(ecr.world.iam().attachedTo(PAY)).containsExactly(POLICY);
  }

  @Test
  void attachmentToSomebodyWhomPolicyDoesNotName_isDetached() throws RegistryException {
    PolicyIndex index = index(PAY_TEAM + API);
    apply(index);
    ecr.world.iam().role("stranger").attached(POLICY);

    assertThat(apply(index)).containsExactly("REVOKE DetachRolePolicy");
    assertThat(ecr.world.iam().attachedTo(IAM + "role/stranger")).isEmpty();
    assertThat(ecr.world.iam().attachedTo(PAY)).containsExactly(POLICY);
  }

  @Test
  void policyThatSomebodyWidened_isAccess_andGoesBeforeItIsAttachedToMore()
      throws RegistryException {
    ecr.world.iam().managed("portwrit/ecr=acme=pay", EcrFixture.EVERYTHING);
    ecr.world.iam().role("pay").attached(POLICY);
    PolicyIndex index = index(PAY_TEAM + API);
    ecr.world.with("acme/api");

    NativeState state = read(index);
    assertThat(
            live(index)
                .form()
                .access(state)
                .allows(PAY, Action.ADMINISTER, "acme/api", EcrFixture.NOW))
        .isTrue();
    assertThat(findings(index, Code.NATIVE_WIDER)).hasSize(1);
    assertThat(apply(index))
        .containsExactly("GRANT SetRepositoryPolicy", "REVOKE CreatePolicyVersion");
    assertThat(ecr.world.iam().attachedTo(BOB)).isEmpty();
    assertThat(apply(index)).containsExactly("GRANT AttachUserPolicy");
    assertThat(apply(index)).isEmpty();
    assertThat(ecr.world.data().mayDelete(PAY, "acme/api")).isFalse();
  }

  @Test
  void policyThatSomebodyMadeUseless_isMended() throws RegistryException {
    ecr.world.iam().managed("portwrit/ecr=acme=pay", LOGIN.replace("Allow", "Deny"));
    PolicyIndex index = index(PAY_TEAM + API);

    assertThat(apply(index)).contains("GRANT CreatePolicyVersion");
    assertThat(ecr.world.data().mayLogIn(PAY)).isTrue();
  }

  @Test
  void accountThatIamDoesNotHave_isUnknown_alsoUnderAnotherPath() throws RegistryException {
    ecr.world.iam().role("deep/ops");
    for (String arn : List.of(IAM + "role/ops", IAM + "user/nobody", IAM + "group/none")) {
      Step step =
          new Step(
              Step.Phase.GRANT,
              new Attachment("ecr=acme=pay", arn).id(),
              "Attach",
              Reading.absent(),
              Reading.present(Attachment.CONTENT));
      try (LiveWriter writer = ecr.writer()) {
        assertThat(writer.perform(step))
            .isInstanceOfSatisfying(
                Performed.UnknownAccount.class,
                unknown -> assertThat(unknown.account()).isEqualTo(arn));
      }
    }
    assertThat(ecr.world.iam().attachedTo(IAM + "role/deep/ops")).isEmpty();
  }

  @Test
  void listingThatIsRefused_leavesAllOfItUnknown_andRepositoriesGoOn() throws RegistryException {
    PolicyIndex index = index(PAY_TEAM + API);
    apply(index);
    ecr.twin.faults().always("GetAccountAuthorizationDetails", Fault.DENIED);
    PolicyIndex more = index(PAY_TEAM + API + "---\nrepository: acme/web\n");

    NativeState state = read(more);

    assertThat(state.at(LoginPolicy.id("ecr=acme=pay")).isUnknown()).isTrue();
    assertThat(state.at(new Attachment("ecr=acme=pay", PAY).id()).isUnknown()).isTrue();
    assertThat(live(more).form().access(state).unknown()).isNotEmpty();
    assertThat(steps(more, Registry.Mode.AUTHORITATIVE))
        .extracting(Step::call)
        .containsExactly("CreateRepository");
  }

  @Test
  void whoCannotLogIn_isSaid_withThePolicyToPaste() throws RegistryException {
    PolicyIndex off = index(false, Map.of("policy.yaml", PEOPLE + PAY_TEAM + API));
    ecr.world.iam().user("bob").with("own", LOGIN);

    List<Diagnostic> said = findings(off, Code.NATIVE_LOGIN);

    assertThat(said).hasSize(1);
    assertThat(said.get(0).toString())
        .contains("PW0819", "`" + PAY + "` of `team:acme/pay` cannot log in", LOGIN)
        .doesNotContain(BOB);
    ecr.world.iam().role("pay").with("own", LOGIN);
    assertThat(findings(off, Code.NATIVE_LOGIN)).isEmpty();
  }

  @Test
  void handouts_areOneATeam_andOneForWhoHasNoTeam_orAnotherAccount() {
    String policy =
        PEOPLE
            + PAY_TEAM
            + """
            service: acme/partner
            accounts: {ecr: "arn:aws:iam::999999999999:role/partner"}
            ---
            service: acme/ci
            accounts: {ecr: "arn:aws:iam::123456789012:role/ci"}
            ---
            repository: acme/api
            grants:
              - {role: push, to: [team:acme/pay, service:acme/ci]}
              - {role: pull, to: [service:acme/partner]}
            """;
    PolicyIndex off = index(false, Map.of("policy.yaml", policy));
    PolicyIndex on = index(true, Map.of("policy.yaml", policy));

    assertThat(handouts(off))
        .extracting(Handout::title)
        .containsExactly(
            "team:acme/pay, to attach to `" + PAY + "`, `" + BOB + "`",
            "service:acme/ci, to attach to `" + IAM + "role/ci`",
            "service:acme/partner, to attach in account 999999999999 to"
                + " `arn:aws:iam::999999999999:role/partner`");
    assertThat(handouts(off).get(0).document()).isEqualTo(LOGIN);
    assertThat(handouts(off).get(2).document())
        .contains("ecr:GetAuthorizationToken", "ecr:BatchGetImage")
        .contains("arn:aws:ecr:eu-west-1:123456789012:repository/*")
        .doesNotContain("PutImage");
    assertThat(handouts(on)).isEqualTo(handouts(off).subList(1, 3));
  }

  private static List<Handout> handouts(PolicyIndex index) {
    Registry registry = index.workspace().registries().get(0);
    return EcrRegistry.unasked(registry).handouts(index, EcrFixture.NOW);
  }

  @Test
  void imported_ofATeamThatPolicyDoesNotKnow_givesItBack_andNothingIsLeftToDo()
      throws RegistryException {
    apply(index(PAY_TEAM.replace("members: [bob]\n", "") + API));
    assertComesBack("team: acme/pay", "accounts: {ecr: " + PAY + "}", "to: [team:acme/pay]");
  }

  @Test
  void imported_ofATeamWithSeveral_namesItsMembers_andNothingIsLeftToDo() throws RegistryException {
    apply(index(PAY_TEAM + API));
    assertComesBack("team: acme/pay", "members: [service:acme/pay, user:bob]");
  }

  @Test
  void imported_ofAGroup_namesItsUsers_andNothingIsLeftToDo() throws RegistryException {
    ecr.world.iam().group("payers", EcrFixture.allow("*", "none:Of"));
    ecr.world.iam().user("bob").in("payers");
    apply(index(PAY_TEAM.replace("role/pay", "group/payers") + API));
    assertComesBack("team: acme/pay", "members: [user:bob]", "group/payers");
  }

  private void assertComesBack(String... texts) throws RegistryException {
    PolicyIndex bare = index("user: cy\n");
    Imported imported = live(bare).form().imported(bare, read(bare));

    assertThat(imported.findings()).isEmpty();
    assertThat(imported.files().values()).singleElement().asString().contains(texts);
    PolicyIndex again =
        index(
            true,
            Stream.concat(
                    Stream.of(Map.entry("policy.yaml", PEOPLE + "user: cy\n")),
                    imported.files().entrySet().stream())
                .collect(
                    java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    assertThat(apply(again)).isEmpty();
  }

  @Test
  void imported_ofAnAttachmentThatNoPolicyCanSay_saysSo() throws RegistryException {
    PolicyIndex index = index(PAY_TEAM + API);
    apply(index);
    ecr.world.iam().role("stranger").attached(POLICY);

    Imported imported = live(index).form().imported(index, read(index));

    assertThat(imported.findings())
        .singleElement()
        .asString()
        .contains("PW0817", "`" + IAM + "role/stranger`", "a plan detaches it");
  }

  @Test
  void nameThatIsTooLongForIam_isSaid_andNothingIsMade() throws RegistryException {
    String team = "x".repeat(128);
    PolicyIndex index =
        index(
            "team: acme/"
                + team
                + "\nmembers: [bob]\n---\n"
                + API.replace("team:acme/pay", "team:acme/" + team));

    assertThat(findings(index, Code.NATIVE_NAME)).hasSize(1);
    assertThat(steps(index, Registry.Mode.AUTHORITATIVE))
        .extracting(step -> step.object().kind())
        .doesNotContain("managed-policy", "attachment");
  }

  @Test
  void concerns_ofWhatReachesNoRepository_isNoRepository() {
    EcrForm form =
        new EcrForm(
            index(API.replace("team:acme/pay", "user:bob")).workspace().registries().get(0),
            java.util.Optional.empty());

    assertThat(form.concerns(new Attachment("ecr=acme=pay", PAY).id()))
        .isEqualTo(form.concerns(LoginPolicy.id("ecr=acme=pay")))
        .doesNotContain("*", "ecr=acme=pay");
    assertThat(form.concerns(new ObjectId("creation-template", "acme")))
        .doesNotContain("*", "acme");
    assertThat(form.concerns(new ObjectId("repository-policy", "acme/api")))
        .containsExactly("acme/api");
    assertThat(form.concerns(EcrObjects.registryPolicy())).containsExactly("*");
  }
}

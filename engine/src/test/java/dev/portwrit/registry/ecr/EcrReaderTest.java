package dev.portwrit.registry.ecr;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.ecr.twin.Faults.Fault;
import dev.portwrit.registry.ecr.twin.TwinIam;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcrReaderTest {
  private static final String BOB = "arn:aws:iam::123456789012:user/bob";
  private static final Scope WITHOUT_IAM = new Scope(Optional.empty(), false);

  private final EcrFixture ecr = new EcrFixture();

  @AfterEach
  void stop() {
    ecr.close();
  }

  private NativeState read(Scope scope) throws RegistryException {
    try (LiveReader reader = ecr.reader()) {
      return reader.read(scope);
    }
  }

  private static Reading policyOf(NativeState state, String repository) {
    return state.at(new ObjectId("repository-policy", repository));
  }

  private static Scope only(String... names) {
    return new Scope(Optional.of(new TreeSet<>(List.of(names))), false);
  }

  @Test
  void read_ofARegistry_hasAllThatIsThere() throws RegistryException {
    ecr.world.iam().user("bob");
    ecr.world
        .with("pay/api")
        .withPolicy(EcrFixture.allow(BOB, "ecr:BatchGetImage"))
        .withMutability("MUTABLE_WITH_EXCLUSION", "v*", "release-*")
        .withLifecyclePolicy("{\"rules\":[{\"rulePriority\":1,\"action\":{\"type\":\"expire\"}}]}");
    ecr.world.registryPolicy(EcrFixture.allow(BOB, "ecr:CreateRepository"));
    ecr.world.pullThroughCache("quay", "quay.io");
    ecr.world.replicateTo("eu-central-1");
    NativeState state = read(WITHOUT_IAM);
    assertThat(state.isComplete()).isTrue();
    assertThat(state.at(new ObjectId("repository", "pay/api")))
        .isEqualTo(
            Reading.present(
                "{\"encryption\":{\"encryptionType\":\"AES256\"},\"scanOnPush\":false,"
                    + "\"tagMutability\":{\"filters\":[\"release-*\",\"v*\"],"
                    + "\"mode\":\"MUTABLE_WITH_EXCLUSION\"}}"));
    assertThat(state.at(new ObjectId("tag-mutability", "pay/api")))
        .isEqualTo(
            Reading.present(
                "{\"filters\":[\"release-*\",\"v*\"],\"mode\":\"MUTABLE_WITH_EXCLUSION\"}"));
    assertThat(policyOf(state, "pay/api").toString()).contains(BOB).contains("ecr:BatchGetImage");
    assertThat(state.at(new ObjectId("lifecycle-policy", "pay/api")))
        .isEqualTo(
            Reading.present("{\"rules\":[{\"action\":{\"type\":\"expire\"},\"rulePriority\":1}]}"));
    assertThat(state.at(EcrReader.REGISTRY_POLICY).toString()).contains("ecr:CreateRepository");
    assertThat(state.at(new ObjectId("pull-through-cache", "quay")))
        .isEqualTo(Reading.present("{\"upstreamRegistryUrl\":\"quay.io\"}"));
    assertThat(state.at(EcrReader.REPLICATION).toString()).contains("123456789012 eu-central-1");
  }

  @Test
  void read_ofARepositoryWithoutPolicy_isAbsentBeyondDoubt() throws RegistryException {
    ecr.world.with("pay/api");
    NativeState state = read(WITHOUT_IAM);
    assertThat(policyOf(state, "pay/api")).isEqualTo(Reading.absent());
    assertThat(state.isComplete()).isTrue();
  }

  @Test
  void read_of1100Repositories_takesTwoPagesAndOneCallEach() throws RegistryException {
    for (int i = 0; i < 1_100; i++) {
      ecr.world.with("pay/app" + i);
    }
    EcrInterest noLifecycle = new EcrInterest(name -> true, name -> false, name -> false);
    try (LiveReader reader = ecr.connection().reader(noLifecycle)) {
      NativeState state = reader.read(WITHOUT_IAM);
      assertThat(state.present("repository")).hasSize(1_100);
      assertThat(state.isComplete()).isTrue();
      assertThat(reader.calls())
          .hasToString(
              "1,107 calls: DescribePullThroughCacheRules 1, DescribeRegistry 1,"
                  + " DescribeRepositories 2, DescribeRepositoryCreationTemplates 1,"
                  + " GetCallerIdentity 1, GetRegistryPolicy 1, GetRepositoryPolicy 1100");
    }
    assertThat(ecr.twin.calls()).hasSize(1_107);
  }

  @Test
  void read_ofAScope_asksForNothingElse() throws RegistryException {
    ecr.world.with("pay/api");
    ecr.world.with("shop/web");
    NativeState state = read(only("pay/api"));
    assertThat(state.present("repository")).isEqualTo(List.of("pay/api"));
    assertThat(ecr.twin.calls().stream().filter("GetRepositoryPolicy"::equals)).hasSize(1);
    assertThat(ecr.twin.calls().stream().filter("DescribeRepositories"::equals)).hasSize(1);
  }

  @Test
  void read_ofAScopeInWhichOneIsMissing_readsTheOthers() throws RegistryException {
    ecr.world.with("pay/api");
    NativeState state = read(only("pay/api", "pay/new"));
    assertThat(state.present("repository")).isEqualTo(List.of("pay/api"));
    assertThat(state.at(new ObjectId("repository", "pay/new"))).isEqualTo(Reading.absent());
  }

  @Test
  void read_ofWhatIsNotOurs_isLeftOut() throws RegistryException {
    ecr.world.with("pay/api");
    ecr.world.with("other");
    EcrInterest ours = new EcrInterest(name -> name.startsWith("pay/"), n -> false, n -> true);
    try (LiveReader reader = ecr.connection().reader(ours)) {
      assertThat(reader.read(WITHOUT_IAM).present("repository")).isEqualTo(List.of("pay/api"));
    }
  }

  @Test
  void read_whereTagsAreAskedFor_hasThem() throws RegistryException {
    ecr.world.with("pay/api").tags().put("team", "pay");
    EcrInterest tags = new EcrInterest(name -> true, name -> false, name -> true);
    try (LiveReader reader = ecr.connection().reader(tags)) {
      assertThat(reader.read(WITHOUT_IAM).at(new ObjectId("repository", "pay/api")).toString())
          .contains("\"tags\":{\"team\":\"pay\"}");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "CUT", "HALVED", "DENIED", "THROTTLED", "IGNORED"})
  void policy_thatCannotBeRead_isUnknown(Fault fault) throws RegistryException {
    ecr.world.iam().user("bob");
    ecr.world.with("pay/api").withPolicy(EcrFixture.allow(BOB, "ecr:PutImage"));
    ecr.world.with("pay/web").withPolicy(EcrFixture.allow(BOB, "ecr:PutImage"));
    ecr.twin.faults().always("GetRepositoryPolicy", fault);
    NativeState state = read(WITHOUT_IAM);
    assertThat(policyOf(state, "pay/api").isUnknown()).isTrue();
    assertThat(policyOf(state, "pay/web").isUnknown()).isTrue();
    assertThat(state.at(new ObjectId("tag-mutability", "pay/web")).isUnknown()).isFalse();
    assertThat(state.isComplete()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "CUT", "HALVED", "DENIED", "THROTTLED", "SAME_PAGE", "IGNORED"})
  void listing_thatBreaksOff_leavesTheRestUnknown(Fault fault) throws RegistryException {
    for (int i = 0; i < 1_500; i++) {
      ecr.world.with("pay/app" + i);
    }
    ecr.twin.beforeEach(
        operation -> {
          if (ecr.twin.calls().stream().filter("DescribeRepositories"::equals).count() == 2) {
            ecr.twin.faults().always("DescribeRepositories", fault);
          }
        });
    EcrInterest few = new EcrInterest(name -> name.endsWith("99"), name -> false, name -> false);
    try (LiveReader reader = ecr.connection().reader(few)) {
      NativeState state = reader.read(WITHOUT_IAM);
      assertThat(state.present("repository")).isNotEmpty();
      assertThat(state.gaps()).isNotEmpty();
      assertThat(state.at(new ObjectId("repository", "never/seen")).isUnknown()).isTrue();
      assertThat(policyOf(state, "never/seen").isUnknown()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetRegistryPolicy",
        "DescribeRegistry",
        "DescribePullThroughCacheRules",
        "DescribeRepositoryCreationTemplates",
        "GetLifecyclePolicy"
      })
  void call_thatIsDenied_leavesUnknownWhatItWouldHaveSaid(String call) throws RegistryException {
    ecr.world.with("pay/api");
    ecr.twin.faults().always(call, Fault.DENIED);
    NativeState state = read(WITHOUT_IAM);
    assertThat(state.isComplete()).isFalse();
    assertThat(state.toString()).contains("the credentials may not `" + call + "`");
    assertThat(policyOf(state, "pay/api")).isEqualTo(Reading.absent());
  }

  @Test
  void call_thatIsThrottled_isMadeAgainAndCounted() throws RegistryException {
    ecr.world.with("pay/api");
    ecr.twin.faults().next("GetRepositoryPolicy", Fault.THROTTLED, Fault.THROTTLED);
    ecr.twin.faults().retryAfter(3);
    try (LiveReader reader = ecr.reader()) {
      assertThat(reader.read(WITHOUT_IAM).isComplete()).isTrue();
      assertThat(reader.calls().byName()).containsEntry("GetRepositoryPolicy", 3L);
    }
    assertThat(ecr.time.waits().get(0).toSeconds()).isEqualTo(3);
  }

  @Test
  void policy_thatIsNotUnderstood_isUnknown() throws RegistryException {
    ecr.world.with("pay/api").withPolicy("{\"Statement\":[{\"Whatever\":1}]}");
    assertThat(policyOf(read(WITHOUT_IAM), "pay/api").toString())
        .contains("the policy of repository `pay/api` is not understood");
  }

  @Test
  void identities_areReadWithThePoliciesOfTheirGroupsAndBoundaries() throws RegistryException {
    String boundary = ecr.world.iam().managed("bound", EcrFixture.EVERYTHING);
    ecr.world.iam().group("devs", allow("ecr:PutImage"));
    ecr.world
        .iam()
        .user("bob")
        .with("own", allow("ecr:BatchGetImage"))
        .in("devs")
        .bounded(boundary);
    NativeState state = read(Scope.ALL);
    String bob = state.at(new ObjectId("identity", BOB)).toString();
    assertThat(bob)
        .contains("\"boundary\":{")
        .contains("ecr:PutImage")
        .contains("ecr:BatchGetImage");
    assertThat(state.at(new ObjectId("identity", "arn:aws:iam::123456789012:role/engine")))
        .isInstanceOf(Reading.Present.class);
  }

  @Test
  void identities_of2500Users_takeThreePages() throws RegistryException {
    for (int i = 0; i < 2_500; i++) {
      ecr.world.iam().user("u" + i);
    }
    NativeState state = read(Scope.ALL);
    assertThat(state.present("identity")).hasSize(2_501);
    assertThat(ecr.twin.calls().stream().filter("GetAccountAuthorizationDetails"::equals))
        .hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "CUT", "DENIED", "THROTTLED", "HALVED"})
  void identities_thatCannotBeRead_areUnknown(Fault fault) throws RegistryException {
    ecr.twin.faults().always("GetAccountAuthorizationDetails", fault);
    NativeState state = read(Scope.ALL);
    assertThat(state.at(new ObjectId("identity", BOB)).isUnknown()).isTrue();
  }

  @Test
  void identity_whosePolicyIsNotInTheListing_isUnknown() throws RegistryException {
    for (int i = 0; i < 1_500; i++) {
      ecr.world.iam().user("u" + i);
    }
    ecr.world.iam().user("bob").attached(ecr.world.iam().managed("p", EcrFixture.EVERYTHING));
    ecr.twin.faults().always("GetAccountAuthorizationDetails", Fault.LAST_PAGE);
    // Nobody can see that there was more, but for what is named and did not come.
    assertThat(read(Scope.ALL).at(new ObjectId("identity", BOB)).isUnknown()).isTrue();
  }

  @Test
  void object_readAnew_isWhatItIsNow() throws RegistryException {
    ecr.world.with("pay/api").withMutability("IMMUTABLE");
    try (LiveReader reader = ecr.reader()) {
      ObjectId policy = new ObjectId("repository-policy", "pay/api");
      assertThat(reader.read(policy)).isEqualTo(Reading.absent());
      ecr.world.iam().user("bob");
      ecr.world.with("pay/api").withPolicy(EcrFixture.allow(BOB, "ecr:PutImage"));
      assertThat(reader.read(policy).toString()).contains(BOB);
      assertThat(reader.read(new ObjectId("tag-mutability", "pay/api")))
          .isEqualTo(Reading.present("{\"filters\":[],\"mode\":\"IMMUTABLE\"}"));
      assertThat(reader.read(new ObjectId("repository", "pay/none"))).isEqualTo(Reading.absent());
      assertThat(reader.read(new ObjectId("repository-policy", "pay/none")).isUnknown()).isTrue();
      assertThat(reader.read(new ObjectId("creation-template", "pay"))).isEqualTo(Reading.absent());
    }
  }

  @Test
  void credentials_thatAreWrong_areSaidSo() {
    TwinIam.Key wrong =
        new TwinIam.Key(ecr.key.id(), "wrong", Optional.empty(), ecr.key.principal(), false);
    assertThatThrownBy(
            () -> {
              try (LiveReader reader =
                  ecr.connection(ecr.address(), wrong).reader(EcrInterest.ALL)) {
                reader.read(WITHOUT_IAM);
              }
            })
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(RegistryException.Kind.CREDENTIALS);
              assertThat(e.getMessage()).doesNotContain("Canonical").doesNotContain("token");
            });
  }

  @Test
  void credentials_thatHaveExpired_areSaidSo() {
    ecr.world.iam().expire(ecr.key.id());
    assertThatThrownBy(() -> read(WITHOUT_IAM))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(RegistryException.Kind.CREDENTIALS);
              assertThat(e.help()).contains("expired");
            });
  }

  @Test
  void credentials_thatMayNotList_areDenied() {
    ecr.world.iam().role("poor");
    TwinIam.Key poor = ecr.world.iam().key("arn:aws:iam::123456789012:role/poor");
    assertThatThrownBy(
            () -> {
              try (LiveReader reader =
                  ecr.connection(ecr.address(), poor).reader(EcrInterest.ALL)) {
                reader.read(WITHOUT_IAM);
              }
            })
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.DENIED));
  }

  @Test
  void account_thatIsAnother_isRefused() {
    EcrAddress other =
        new EcrAddress(
            "ecr",
            "999999999999",
            "eu-west-1",
            Optional.of(ecr.twin.url()),
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(
            () -> {
              try (LiveReader reader = ecr.connection(other, ecr.key).reader(EcrInterest.ALL)) {
                reader.read(WITHOUT_IAM);
              }
            })
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.SETTINGS))
        .hasMessageContaining("999999999999")
        .hasMessageContaining("123456789012");
  }

  @Test
  void service_thatDoesNotAnswer_isUnreachable() {
    ecr.twin.close();
    assertThatThrownBy(() -> read(WITHOUT_IAM))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.UNREACHABLE));
  }

  @Test
  void role_isTakenOn() throws RegistryException {
    ecr.world.iam().role("reader").with("all", EcrFixture.EVERYTHING);
    EcrAddress settings =
        new EcrAddress(
            "ecr",
            EcrFixture.ACCOUNT,
            "eu-west-1",
            Optional.of(ecr.twin.url()),
            Optional.empty(),
            Optional.of("arn:aws:iam::123456789012:role/reader"));
    assertThat(ecr.connection(settings, ecr.key).caller())
        .isEqualTo("arn:aws:iam::123456789012:role/reader");
  }

  @Test
  void caller_inARoleWithAPath_isTheRoleWithItsPath() throws RegistryException {
    ecr.world.iam().role("ops/reader").with("all", EcrFixture.EVERYTHING);
    EcrAddress address =
        new EcrAddress(
            "ecr",
            EcrFixture.ACCOUNT,
            "eu-west-1",
            Optional.of(ecr.twin.url()),
            Optional.empty(),
            Optional.of("arn:aws:iam::123456789012:role/ops/reader"));
    assertThat(ecr.connection(address, ecr.key).caller())
        .isEqualTo("arn:aws:iam::123456789012:role/ops/reader");
  }

  @Test
  void role_thatMayNotBeTakenOn_isSaidSo() {
    EcrAddress settings =
        new EcrAddress(
            "ecr",
            EcrFixture.ACCOUNT,
            "eu-west-1",
            Optional.of(ecr.twin.url()),
            Optional.empty(),
            Optional.of("arn:aws:iam::123456789012:role/nobody"));
    assertThatThrownBy(() -> ecr.connection(settings, ecr.key).caller())
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("role/nobody");
  }

  @Test
  void token_isForTheRegistryAndHalfADay_andHidden() throws RegistryException {
    EcrToken token = ecr.connection().token();
    assertThat(token.registry())
        .isEqualTo(URI.create("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com"));
    assertThat(token.expires()).isEqualTo(EcrFixture.NOW.plus(Duration.ofHours(12)));
    String password = ecr.twin.tokens().get(0);
    assertThat(new String(Base64.getDecoder().decode(token.authorization().substring(6)), US_ASCII))
        .isEqualTo("AWS:" + password);
    assertThat(token.toString()).doesNotContain(token.authorization().substring(6));
  }

  @Test
  void token_thatMayNotBeHad_isSaidSo() {
    ecr.world.iam().role("poor");
    TwinIam.Key poor = ecr.world.iam().key("arn:aws:iam::123456789012:role/poor");
    assertThatThrownBy(() -> ecr.connection(ecr.address(), poor).token())
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("ecr:GetAuthorizationToken");
  }

  private static String allow(String action) {
    return "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\""
        + action
        + "\",\"Resource\":\"*\"}],\"Version\":\"2012-10-17\"}";
  }
}

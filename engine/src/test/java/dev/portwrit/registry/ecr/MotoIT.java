package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.FakeTime;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.ecr.EcrRepositories.Making;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The reader and the writer against a stand-in that no one here wrote. Where it differs from the
 * twin, docs/decisions/0041 says who is right; what it lacks has a test that says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MotoIT {
  private static final String BOB = "arn:aws:iam::123456789012:user/bob";
  private static final EcrInterest WITH_TAGS = new EcrInterest(n -> true, n -> true, n -> true);

  private MotoServer moto;
  private EcrConnection connection;
  private String name = "";
  private int number;

  @BeforeAll
  void start() throws IOException {
    moto = MotoServer.start();
    connection =
        EcrConnection.of(
            new EcrAddress(
                "ecr",
                "123456789012",
                "eu-west-1",
                Optional.of(moto.url()),
                Optional.empty(),
                Optional.empty()),
            new FakeTime().pace(),
            "AKIAMOTO",
            "any");
  }

  @AfterAll
  void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @BeforeEach
  void name() {
    name = "pay/app" + ++number;
  }

  private Performed perform(String kind, String call, Reading before, Reading after)
      throws RegistryException {
    try (LiveWriter writer = connection.writer()) {
      return writer.perform(
          new Step(Step.Phase.GRANT, new ObjectId(kind, name), call, before, after));
    }
  }

  private void create(String content) throws RegistryException {
    assertThat(
            perform("repository", "CreateRepository", Reading.absent(), Reading.present(content)))
        .isEqualTo(new Performed.Accepted());
  }

  private Reading read(String kind) throws RegistryException {
    try (LiveReader reader = connection.reader(WITH_TAGS)) {
      return reader.read(new ObjectId(kind, name));
    }
  }

  @Test
  void repository_isMadeAndReadBackWithItsSettings() throws RegistryException {
    String content =
        "{\"encryption\":{\"encryptionType\":\"AES256\"},\"scanOnPush\":true,"
            + "\"tagMutability\":{\"filters\":[\"v*\"],\"mode\":\"MUTABLE_WITH_EXCLUSION\"},"
            + "\"tags\":{\"team\":\"pay\"}}";
    create(content);
    assertThat(read("repository")).isEqualTo(Reading.present(content));
    assertThat(read("tag-mutability"))
        .isEqualTo(Reading.present("{\"filters\":[\"v*\"],\"mode\":\"MUTABLE_WITH_EXCLUSION\"}"));
    assertThat(
            perform(
                "repository",
                "CreateRepository",
                Reading.absent(),
                Reading.present("{\"scanOnPush\":true}")))
        .isInstanceOf(Performed.Refused.class);
  }

  @Test
  void mutability_isSetAndReadBack() throws RegistryException {
    create("{\"scanOnPush\":false}");
    Reading mutable = Reading.present("{\"filters\":[],\"mode\":\"MUTABLE\"}");
    Reading kept = Reading.present("{\"filters\":[\"v*\"],\"mode\":\"MUTABLE_WITH_EXCLUSION\"}");
    assertThat(read("tag-mutability")).isEqualTo(mutable);
    assertThat(perform("tag-mutability", "PutImageTagMutability", mutable, kept))
        .isEqualTo(new Performed.Accepted());
    assertThat(read("tag-mutability")).isEqualTo(kept);
    Reading all = Reading.present("{\"filters\":[],\"mode\":\"IMMUTABLE\"}");
    assertThat(perform("tag-mutability", "PutImageTagMutability", kept, all))
        .isEqualTo(new Performed.Accepted());
    assertThat(read("tag-mutability").toString()).contains("\"mode\":\"IMMUTABLE\"");
  }

  @Test
  void policy_isSetReadBackAndDeleted() throws RegistryException, UnreadablePolicy {
    create("{\"scanOnPush\":false}");
    assertThat(read("repository-policy")).isEqualTo(Reading.absent());
    Reading policy =
        Reading.present(PolicyDocument.canonical(EcrFixture.allow(BOB, "ecr:BatchGetImage")));
    assertThat(perform("repository-policy", "SetRepositoryPolicy", Reading.absent(), policy))
        .isEqualTo(new Performed.Accepted());
    assertThat(read("repository-policy")).isEqualTo(policy);
    assertThat(perform("repository-policy", "DeleteRepositoryPolicy", policy, Reading.absent()))
        .isEqualTo(new Performed.Accepted());
    assertThat(read("repository-policy")).isEqualTo(Reading.absent());
  }

  @Test
  void state_hasEveryRepositoryAndGapsOnlyWhereMotoHasNoCall() throws RegistryException {
    create("{\"scanOnPush\":false}");
    try (LiveReader reader = connection.reader(WITH_TAGS)) {
      NativeState state = reader.read(Scope.ALL);
      assertThat(state.present("repository")).contains(name);
      assertThat(state.gaps())
          .extracting(NativeState.Gap::kind)
          .containsExactly("creation-template", "pull-through-cache");
      assertThat(state.objects().values()).noneMatch(Reading::isUnknown);
      assertThat(state.at(EcrReader.REGISTRY_POLICY)).isEqualTo(Reading.absent());
      assertThat(state.at(EcrReader.REPLICATION)).isEqualTo(Reading.absent());
    }
  }

  @Test
  void repository_thatIsMissing_isMadeForAPushWithItsSettings() throws Exception {
    PushedRepository pushed = new PushedRepository(name);
    try (EcrRepositories repositories = EcrRepositories.of(pushed.registry(), connection)) {
      assertThat(repositories.find(pushed.name())).isEqualTo(Reading.absent());
      assertThat(pushed.makeBy(repositories)).isEqualTo(new Making.Made(Optional.empty()));
      assertThat(repositories.find(pushed.name()).toString()).contains("\"scanOnPush\":true");
      assertThat(pushed.makeBy(repositories)).isInstanceOf(Making.Made.class);
    }
    try (LiveReader reader = connection.reader(WITH_TAGS)) {
      NativeState live = reader.read(Scope.ALL);
      assertThat(pushed.differences(live)).isEmpty();
      assertThat(live.at(EcrObjects.repository(name)).toString()).contains("\"team\":\"pay\"");
      assertThat(live.at(EcrObjects.tagMutability(name)).toString()).contains("v*");
    }
  }

  @Test
  void identities_areReadWithThePoliciesOfGroupsAndManagedOnes() throws RegistryException {
    String boundary = "{\"Version\":\"2012-10-17\",\"Statement\":[" + all("ecr:*") + "]}";
    String group = "{\"Version\":\"2012-10-17\",\"Statement\":[" + all("ecr:PutImage") + "]}";
    try (IamClient iam = iam()) {
      String arn =
          iam.createPolicy(to -> to.policyName("bound").policyDocument(boundary)).policy().arn();
      iam.createGroup(to -> to.groupName("devs"));
      iam.putGroupPolicy(to -> to.groupName("devs").policyName("p").policyDocument(group));
      iam.createUser(to -> to.userName("bob"));
      iam.addUserToGroup(to -> to.userName("bob").groupName("devs"));
      iam.createRole(to -> to.roleName("ci").assumeRolePolicyDocument(boundary));
      iam.attachRolePolicy(to -> to.roleName("ci").policyArn(arn));
    }
    try (LiveReader reader = connection.reader(WITH_TAGS)) {
      NativeState state = reader.read(Scope.ALL);
      assertThat(state.at(new ObjectId("identity", BOB)).toString()).contains("ecr:PutImage");
      assertThat(state.at(new ObjectId("identity", "arn:aws:iam::123456789012:role/ci")))
          .isInstanceOf(Reading.Present.class);
      assertThat(reader.calls().byName()).containsEntry("GetAccountAuthorizationDetails", 1L);
    }
  }

  @Test
  void moto_takesAPrincipalThatDoesNotExist() throws RegistryException, UnreadablePolicy {
    create("{\"scanOnPush\":false}");
    Reading policy =
        Reading.present(
            PolicyDocument.canonical(
                EcrFixture.allow("arn:aws:iam::123456789012:user/nobody", "ecr:PutImage")));
    assertThat(perform("repository-policy", "SetRepositoryPolicy", Reading.absent(), policy))
        .isEqualTo(new Performed.Accepted());
  }

  @Test
  void moto_givesAllRepositoriesOnOnePage() throws RegistryException {
    create("{\"scanOnPush\":false}");
    try (LiveReader reader = connection.reader(WITH_TAGS)) {
      assertThat(reader.read(Scope.ALL).gaps()).hasSize(2);
      assertThat(reader.calls().byName()).containsEntry("DescribeRepositories", 1L);
    }
  }

  @Test
  void moto_leavesTheBoundaryOfAUserOutOfItsListing() throws RegistryException {
    String everything = "{\"Version\":\"2012-10-17\",\"Statement\":[" + all("*") + "]}";
    try (IamClient iam = iam()) {
      String arn =
          iam.createPolicy(to -> to.policyName("all").policyDocument(everything)).policy().arn();
      iam.createUser(to -> to.userName("bounded").permissionsBoundary(arn));
    }
    try (LiveReader reader = connection.reader(WITH_TAGS)) {
      assertThat(reader.read(new ObjectId("identity", "arn:aws:iam::123456789012:user/bounded")))
          .isEqualTo(Reading.present("{\"policies\":[]}"));
    }
  }

  @Test
  void moto_hasNoCreationTemplates() throws RegistryException {
    assertThat(
            perform(
                "creation-template",
                "CreateRepositoryCreationTemplate",
                Reading.absent(),
                Reading.present("{\"appliedFor\":[\"CREATE_ON_PUSH\"]}")))
        .isInstanceOf(Performed.Unclear.class);
  }

  @Test
  void managedPolicy_isMadeMendedAttachedAndDetached_forRolesUsersAndGroups()
      throws RegistryException {
    String account = "arn:aws:iam::123456789012:";
    String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    try (IamClient iam = iam()) {
      iam.createRole(to -> to.roleName("payer").assumeRolePolicyDocument(trust));
      iam.createUser(to -> to.userName("payer"));
      iam.createGroup(to -> to.groupName("payers"));
    }
    Reading login = Reading.present(LoginPolicy.document().text());
    name = "ecr=acme=pay";
    assertThat(read("managed-policy")).isEqualTo(Reading.absent());
    assertThat(perform("managed-policy", "CreatePolicy", Reading.absent(), login))
        .isEqualTo(new Performed.Accepted());
    assertThat(read("managed-policy")).isEqualTo(login);
    try (IamClient iam = iam()) {
      iam.createPolicyVersion(
          to ->
              to.policyArn(account + "policy/portwrit/ecr=acme=pay")
                  .policyDocument(
                      "{\"Version\":\"2012-10-17\",\"Statement\":[" + all("ecr:*") + "]}")
                  .setAsDefault(true));
    }
    Reading wide = read("managed-policy");
    assertThat(wide.toString()).contains("ecr:*");
    assertThat(perform("managed-policy", "CreatePolicyVersion", wide, login))
        .isEqualTo(new Performed.Accepted());
    assertThat(read("managed-policy")).isEqualTo(login);

    Reading attached = Reading.present(Attachment.CONTENT);
    for (String to : List.of("role/payer", "user/payer", "group/payers")) {
      name = "ecr=acme=pay " + account + to;
      assertThat(read("attachment")).isEqualTo(Reading.absent());
      assertThat(perform("attachment", "Attach", Reading.absent(), attached))
          .isEqualTo(new Performed.Accepted());
      assertThat(read("attachment")).isEqualTo(attached);
      try (LiveReader reader = connection.reader(WITH_TAGS)) {
        NativeState state = reader.read(Scope.ALL);
        assertThat(state.at(new ObjectId("attachment", name))).isEqualTo(attached);
        assertThat(state.at(LoginPolicy.id("ecr=acme=pay"))).isEqualTo(login);
      }
      assertThat(perform("attachment", "Detach", attached, Reading.absent()))
          .isEqualTo(new Performed.Accepted());
      assertThat(read("attachment")).isEqualTo(Reading.absent());
    }
    name = "ecr=acme=pay " + account + "role/nobody";
    assertThat(perform("attachment", "AttachRolePolicy", Reading.absent(), attached))
        .isInstanceOf(Performed.UnknownAccount.class);
  }

  @Test
  void twoAccountsAndRegions_areReachedByRoles_andKnowNothingOfEachOther()
      throws RegistryException {
    for (String account : List.of("111111111111", "222222222222")) {
      EcrConnection other = connectionTo(account);
      name = "pay/in" + account;
      try (LiveWriter writer = other.writer();
          LiveReader reader = other.reader(EcrInterest.ALL)) {
        Step create =
            new Step(
                Step.Phase.CREATE,
                new ObjectId("repository", name),
                "CreateRepository",
                Reading.absent(),
                Reading.present("{\"scanOnPush\":false}"));
        assertThat(writer.perform(create)).isEqualTo(new Performed.Accepted());
        assertThat(reader.read(Scope.ALL).present("repository")).containsExactly(name);
      }
    }
  }

  private EcrConnection connectionTo(String account) {
    return EcrConnection.of(
        new EcrAddress(
            "ecr",
            account,
            account.startsWith("1") ? "eu-west-1" : "us-east-2",
            Optional.of(moto.url()),
            Optional.empty(),
            Optional.of("arn:aws:iam::" + account + ":role/portwrit")),
        new FakeTime().pace(),
        "AKIAMOTO",
        "any");
  }

  private static String all(String action) {
    return "{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"*\"}";
  }

  private IamClient iam() {
    return IamClient.builder()
        .endpointOverride(moto.url())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAMOTO", "any")))
        .httpClient(new JdkHttpClient(Duration.ofSeconds(30)))
        .build();
  }
}

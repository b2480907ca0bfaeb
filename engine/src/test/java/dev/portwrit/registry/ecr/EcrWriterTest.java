package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.ecr.twin.Faults.Fault;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.registry.ecr.twin.TwinRepository;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EcrWriterTest {
  private static final String BOB = "arn:aws:iam::123456789012:user/bob";
  private static final String EVE = "arn:aws:iam::123456789012:user/eve";
  private static final ObjectId POLICY = new ObjectId("repository-policy", "pay/api");

  private final EcrFixture ecr = new EcrFixture();

  @AfterEach
  void stop() {
    ecr.close();
  }

  private Performed perform(Step step) throws RegistryException {
    try (LiveWriter writer = ecr.writer()) {
      return writer.perform(step);
    }
  }

  private static Step step(ObjectId object, String call, Reading before, Reading after) {
    return new Step(Step.Phase.GRANT, object, call, before, after);
  }

  private static Step setPolicy(String text) throws UnreadablePolicy {
    return step(
        POLICY,
        "SetRepositoryPolicy",
        Reading.absent(),
        Reading.present(PolicyDocument.canonical(text)));
  }

  @Test
  void repository_isMadeWithAllItsSettings() throws RegistryException {
    String content =
        "{\"encryption\":{\"encryptionType\":\"KMS\",\"kmsKey\":\"k1\"},\"scanOnPush\":true,"
            + "\"tagMutability\":{\"filters\":[\"v*\"],\"mode\":\"MUTABLE_WITH_EXCLUSION\"},"
            + "\"tags\":{\"team\":\"pay\"}}";
    Step step =
        step(
            new ObjectId("repository", "pay/api"),
            "CreateRepository",
            Reading.absent(),
            Reading.present(content));
    assertThat(perform(step)).isEqualTo(new Performed.Accepted());
    TwinRepository made = ecr.world.repository("pay/api").orElseThrow();
    assertThat(made.tags()).containsEntry("team", "pay");
    assertThat(made.mutability())
        .isEqualTo(new TwinRepository.Mutability("MUTABLE_WITH_EXCLUSION", List.of("v*")));
    try (LiveReader reader = ecr.reader()) {
      assertThat(reader.read(new ObjectId("repository", "pay/api")))
          .isEqualTo(Reading.present(content));
    }
  }

  @Test
  void repository_thatIsThereAlready_isRefused() throws RegistryException {
    ecr.world.with("pay/api");
    Step step =
        step(
            new ObjectId("repository", "pay/api"),
            "CreateRepository",
            Reading.absent(),
            Reading.present("{\"scanOnPush\":false}"));
    assertThat(perform(step))
        .isInstanceOfSatisfying(
            Performed.Refused.class,
            refused -> assertThat(refused.reason()).contains("RepositoryAlreadyExistsException"));
  }

  @Test
  void mutability_isSetAndTakenBack() throws RegistryException {
    ecr.world.with("pay/api");
    ObjectId object = new ObjectId("tag-mutability", "pay/api");
    Reading mutable = Reading.present("{\"filters\":[],\"mode\":\"MUTABLE\"}");
    Reading kept =
        Reading.present("{\"filters\":[\"release-*\",\"v*\"],\"mode\":\"MUTABLE_WITH_EXCLUSION\"}");
    assertThat(perform(step(object, "PutImageTagMutability", mutable, kept)))
        .isEqualTo(new Performed.Accepted());
    try (LiveReader reader = ecr.reader()) {
      assertThat(reader.read(object)).isEqualTo(kept);
      assertThat(perform(step(object, "PutImageTagMutability", kept, mutable)))
          .isEqualTo(new Performed.Accepted());
      assertThat(reader.read(object)).isEqualTo(mutable);
    }
  }

  @Test
  void mutability_ofMoreThanFiveFilters_isRefused() throws RegistryException {
    ecr.world.with("pay/api");
    Reading six =
        Reading.present(
            "{\"filters\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"],"
                + "\"mode\":\"MUTABLE_WITH_EXCLUSION\"}");
    assertThat(
            perform(
                step(
                    new ObjectId("tag-mutability", "pay/api"),
                    "PutImageTagMutability",
                    Reading.absent(),
                    six)))
        .isInstanceOf(Performed.Refused.class);
  }

  @Test
  void policy_isSetReadAndDeleted() throws RegistryException, UnreadablePolicy {
    ecr.world.with("pay/api");
    ecr.world.iam().user("bob");
    Step set = setPolicy(EcrFixture.allow(BOB, "ecr:BatchGetImage"));
    assertThat(perform(set)).isEqualTo(new Performed.Accepted());
    assertThat(ecr.world.data().may(BOB, "ecr:BatchGetImage", "pay/api")).isTrue();
    try (LiveReader reader = ecr.reader()) {
      assertThat(reader.read(POLICY)).isEqualTo(set.after());
    }
    Step delete = step(POLICY, "DeleteRepositoryPolicy", set.after(), Reading.absent());
    assertThat(perform(delete)).isEqualTo(new Performed.Accepted());
    assertThat(ecr.world.data().may(BOB, "ecr:BatchGetImage", "pay/api")).isFalse();
  }

  @Test
  void policy_withAnUnknownPrincipal_saysWhichOne() throws RegistryException, UnreadablePolicy {
    ecr.world.with("pay/api");
    ecr.world.iam().user("bob");
    String both =
        EcrFixture.allow(BOB, "ecr:BatchGetImage")
            .replace("\"" + BOB + "\"", "[\"" + BOB + "\",\"" + EVE + "\"]");
    assertThat(perform(setPolicy(both)))
        .isInstanceOfSatisfying(
            Performed.UnknownAccount.class,
            unknown -> assertThat(unknown.account()).isEqualTo(EVE));
    assertThat(ecr.world.repository("pay/api").orElseThrow().policy()).isEmpty();
  }

  @Test
  void policy_withAnUnknownPrincipalOfAnotherAccount_isRefusedWithTheNextStep()
      throws RegistryException, UnreadablePolicy {
    ecr.world.with("pay/api");
    assertThat(
            perform(
                setPolicy(EcrFixture.allow("arn:aws:iam::999999999999:role/x", "ecr:PutImage"))))
        .isInstanceOfSatisfying(
            Performed.Refused.class,
            refused -> assertThat(refused.reason()).contains("Principal not found"));
  }

  @Test
  void policy_thatLocksItsWriterOut_isRefused() throws RegistryException, UnreadablePolicy {
    ecr.world.with("pay/api");
    String closed =
        "{\"Statement\":[{\"Sid\":\"x\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"ecr:*\"}],"
            + "\"Version\":\"2012-10-17\"}";
    assertThat(perform(setPolicy(closed))).isInstanceOf(Performed.Refused.class);
    assertThat(ecr.world.repository("pay/api").orElseThrow().policy()).isEmpty();
  }

  @Test
  void policy_thatIsTooLarge_isRefused() throws RegistryException {
    ecr.world.with("pay/api");
    String large =
        "{\"Statement\":[{\"Action\":[\"ecr:PutImage\"],\"Effect\":\"Allow\",\"Principal\":\"*\","
            + "\"Sid\":\""
            + "x".repeat(10_240)
            + "\"}],\"Version\":\"2012-10-17\"}";
    assertThat(
            perform(step(POLICY, "SetRepositoryPolicy", Reading.absent(), Reading.present(large))))
        .isInstanceOfSatisfying(
            Performed.Refused.class,
            refused -> {
              assertThat(refused.reason()).contains("10240");
              assertThat(refused.reason()).hasSizeLessThan(500);
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "BROKEN_AFTER_EFFECT", "CUT", "CUT_AFTER_EFFECT", "HALVED"})
  void write_withoutAClearAnswer_isMadeOnceAndUnclear(Fault fault)
      throws RegistryException, UnreadablePolicy {
    ecr.world.with("pay/api");
    ecr.world.iam().user("bob");
    ecr.twin.faults().next("SetRepositoryPolicy", fault);
    Step step = setPolicy(EcrFixture.allow(BOB, "ecr:BatchGetImage"));
    try (LiveWriter writer = ecr.writer()) {
      assertThat(writer.perform(step)).isInstanceOf(Performed.Unclear.class);
      assertThat(writer.calls().byName()).containsEntry("SetRepositoryPolicy", 1L);
    }
    assertThat(ecr.twin.calls().stream().filter("SetRepositoryPolicy"::equals)).hasSize(1);
  }

  /** The SDK's own small client sent it a second time, unseen. */
  @Test
  void write_overAKeptConnectionThatEnds_isSentOnce() throws RegistryException, UnreadablePolicy {
    ecr.world.with("pay/api");
    ecr.world.iam().user("bob");
    Step step = setPolicy(EcrFixture.allow(BOB, "ecr:BatchGetImage"));
    try (LiveWriter writer = ecr.writer()) {
      assertThat(writer.perform(step)).isEqualTo(new Performed.Accepted());
      ecr.twin.faults().next("SetRepositoryPolicy", Fault.CUT_AFTER_EFFECT);
      assertThat(writer.perform(step)).isInstanceOf(Performed.Unclear.class);
    }
    assertThat(ecr.twin.calls().stream().filter("SetRepositoryPolicy"::equals)).hasSize(2);
  }

  @Test
  void write_thatIsThrottled_isMadeAgain() throws RegistryException, UnreadablePolicy {
    ecr.world.with("pay/api");
    ecr.world.iam().user("bob");
    ecr.twin.faults().next("SetRepositoryPolicy", Fault.THROTTLED, Fault.THROTTLED);
    assertThat(perform(setPolicy(EcrFixture.allow(BOB, "ecr:BatchGetImage"))))
        .isEqualTo(new Performed.Accepted());
    assertThat(ecr.time.waits()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void write_thatIsDenied_isRefusedWithTheAction() throws RegistryException, UnreadablePolicy {
    ecr.world.with("pay/api");
    ecr.world.iam().role("poor");
    TwinIam.Key poor = ecr.world.iam().key("arn:aws:iam::123456789012:role/poor");
    try (LiveWriter writer = ecr.connection(ecr.address(), poor).writer()) {
      assertThat(writer.perform(setPolicy(EcrFixture.allow(BOB, "ecr:PutImage"))))
          .isInstanceOfSatisfying(
              Performed.Refused.class,
              refused ->
                  assertThat(refused.reason())
                      .startsWith("the credentials may not `SetRepositoryPolicy`")
                      .contains("ecr:SetRepositoryPolicy"));
    }
  }

  @Test
  void template_isMadeChangedAndDeleted() throws RegistryException {
    ObjectId object = new ObjectId("creation-template", "pay");
    Reading first =
        Reading.present(
            "{\"appliedFor\":[\"CREATE_ON_PUSH\"],\"repositoryPolicy\":{\"Statement\":[{\"Action\":"
                + "[\"ecr:BatchGetImage\"],\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                + "[\"arn:aws:iam::123456789012:root\"]},\"Sid\":\"PortwritPull\"}],"
                + "\"Version\":\"2012-10-17\"},\"tagMutability\":{\"filters\":[\"v*\"],"
                + "\"mode\":\"MUTABLE_WITH_EXCLUSION\"},\"tags\":{}}");
    Reading second =
        Reading.present(
            "{\"appliedFor\":[\"CREATE_ON_PUSH\"],\"tagMutability\":{\"filters\":[],"
                + "\"mode\":\"IMMUTABLE\"},\"tags\":{}}");
    try (LiveWriter writer = ecr.writer();
        LiveReader reader = ecr.reader()) {
      String call = "CreateRepositoryCreationTemplate";
      assertThat(writer.perform(step(object, call, Reading.absent(), first)))
          .isEqualTo(new Performed.Accepted());
      assertThat(reader.read(object)).isEqualTo(first);
      assertThat(writer.perform(step(object, call, first, second)))
          .isEqualTo(new Performed.Accepted());
      assertThat(reader.read(object)).isEqualTo(second);
      assertThat(writer.perform(step(object, call, second, Reading.absent())))
          .isEqualTo(new Performed.Accepted());
      assertThat(reader.read(object)).isEqualTo(Reading.absent());
    }
  }

  @Test
  void object_thatNothingWrites_isRefused() throws RegistryException {
    Step step =
        step(
            new ObjectId("repository", "pay/api"),
            "DeleteRepository",
            Reading.present("{}"),
            Reading.absent());
    assertThat(perform(step)).isInstanceOf(Performed.Refused.class);
    assertThat(ecr.twin.calls()).doesNotContain("DeleteRepository");
  }

  @Test
  void writer_withCredentialsOfAnotherAccount_isNotMade() {
    EcrAddress other =
        new EcrAddress(
            "ecr",
            "999999999999",
            "eu-west-1",
            Optional.of(ecr.twin.url()),
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(() -> ecr.connection(other, ecr.key).writer())
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("123456789012");
  }
}

package dev.portwrit.admission;

import static dev.portwrit.admission.AdmissionWorld.*;
import static dev.portwrit.admission.TagAdmission.judgeDelete;
import static dev.portwrit.admission.TagAdmission.judgePush;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the refused person reads: the tag, the digest it has, the rule with its place, a way out.
 */
class RefusalTextTest {
  @Test
  void overwrite_namesTagDigestsRuleAndWayOut() {
    assertThat(message(judgePush(rules(IMMUTABLE), HELD_D, AT_D, X)))
        .isEqualTo(
            "`acme/pay/api:v1.4.2` is `%s` and cannot be pointed at `%s`: protection acme/releases"
                + " (immutable) (acme.yaml:41); push under a new tag, or ask for an exception to"
                + " `acme/releases`",
            D, X);
  }

  @Test
  void overwriteOfLostTag_saysSoAndHowToRestore() {
    assertThat(message(judgePush(rules(IMMUTABLE), HELD_D, ABSENT, X)))
        .contains("is `" + D + "`", "though the registry has lost it")
        .contains("push `" + D + "` to restore it");
  }

  @Test
  void overwriteOfDriftedTag_saysWhatTheRegistryHas() {
    assertThat(message(judgePush(rules(IMMUTABLE), HELD_D, AT_E, X)))
        .contains("though the registry has `" + E + "`");
  }

  @Test
  void otherDigestAfterDelete_namesTheExceptionAndTheDigestThatMayComeBack() {
    assertThat(message(judgePush(rules(IMMUTABLE), DELETED_D, ABSENT, X)))
        .startsWith(
            "`acme/pay/api:v1.4.2` was `"
                + D
                + "` until it was deleted under exception acme/rebuild, and only that digest may"
                + " come back, not `"
                + X
                + "`: ");
  }

  @Test
  void restricted_namesWhoMay() {
    assertThat(message(judgePush(rules(RESTRICTED), UNSEEN, ABSENT, X)))
        .isEqualTo(
            "`acme/pay/api:v1.4.2` may only be created by `team:acme/release`: protection"
                + " acme/stable (restricted) (acme.yaml:50); ask for an exception to"
                + " `acme/stable`");
    assertThat(message(judgePush(rules(RESTRICTED), HELD_D, AT_D, X)))
        .contains("is `" + D + "` and may only be moved by `team:acme/release`");
    assertThat(message(judgeDelete(rules(RESTRICTED), HELD_D, AT_D)))
        .contains("is `" + D + "` and may only be deleted by `team:acme/release`");
  }

  @Test
  void delete_namesTagDigestAndRule() {
    assertThat(message(judgeDelete(rules(IMMUTABLE), HELD_D, AT_D)))
        .isEqualTo(
            "`acme/pay/api:v1.4.2` is `%s` and cannot be deleted: protection acme/releases"
                + " (immutable) (acme.yaml:41); ask for an exception to `acme/releases`",
            D);
  }

  @Test
  void withoutRole_saysWhatRoleToAskFor() {
    TagRules outsider = new TagRules(BOB, REPOSITORY, TAG, DENIED, DENIED, List.of());
    assertThat(message(judgePush(outsider, UNSEEN, ABSENT, X)))
        .isEqualTo(
            "`user:bob` may not push in `acme/pay/api`: no grant gives it; ask an owner of"
                + " `acme/pay/api` for the role `push`");
    assertThat(message(judgeDelete(outsider, UNSEEN, ABSENT))).contains("the role `maintain`");
  }

  @Test
  void ociError_isDeniedWithTheDecision() {
    TagJudgement.Refuse refuse = (TagJudgement.Refuse) judgePush(rules(IMMUTABLE), HELD_D, AT_D, X);
    OciError error = OciError.denied(refuse.refusal());
    assertThat(error.code()).isEqualTo(OciError.Code.DENIED);
    assertThat(error.code().status()).isEqualTo(403);
    assertThat(error.message()).isEqualTo(refuse.refusal().message());
    assertThat(error.detail()).contains(refuse.refusal());
  }

  private static String message(TagJudgement judgement) {
    String message = ((TagJudgement.Refuse) judgement).refusal().message();
    assertThat(message).doesNotContain("\n").doesNotEndWith(".");
    return message;
  }
}

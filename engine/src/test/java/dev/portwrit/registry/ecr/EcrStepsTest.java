package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcrStepsTest {
  private static final ObjectId TAGS = EcrObjects.tagMutability("acme/api");
  private static final String KEEPING =
      "{\"Sid\":\"PortwritKeepTags\",\"Effect\":\"Deny\",\"Principal\":\"*\","
          + "\"Action\":\"ecr:BatchDeleteImage\"}";
  private static final ObjectId POLICY = EcrObjects.repositoryPolicy("acme/api");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MUTABLE: | MUTABLE_WITH_EXCLUSION:v* | PROTECT",
        "MUTABLE_WITH_EXCLUSION:v* | MUTABLE_WITH_EXCLUSION:v*,stable | PROTECT",
        "MUTABLE_WITH_EXCLUSION:v1* | MUTABLE_WITH_EXCLUSION:v* | PROTECT",
        "MUTABLE_WITH_EXCLUSION:v* | IMMUTABLE: | PROTECT",
        "IMMUTABLE: | MUTABLE: | UNPROTECT",
        "IMMUTABLE: | MUTABLE_WITH_EXCLUSION:v* | UNPROTECT",
        "MUTABLE_WITH_EXCLUSION:v*,stable | MUTABLE_WITH_EXCLUSION:v* | UNPROTECT",
        "IMMUTABLE_WITH_EXCLUSION:dev-* | MUTABLE_WITH_EXCLUSION:v* | UNPROTECT",
      })
  void tags_keptMoreOrLess_isOneCall(String from, String to, Step.Phase phase) {
    List<Step> steps = EcrSteps.between(TAGS, tags(from), tags(to));

    assertThat(steps).extracting(Step::phase).containsExactly(phase);
    assertThat(steps.get(0).after()).isEqualTo(tags(to));
  }

  @Test
  void tags_otherOnesKept_areAllKeptBetween() {
    List<Step> steps =
        EcrSteps.between(
            TAGS, tags("MUTABLE_WITH_EXCLUSION:a*"), tags("MUTABLE_WITH_EXCLUSION:b*"));

    assertThat(steps)
        .extracting(Step::phase)
        .containsExactly(Step.Phase.PROTECT, Step.Phase.UNPROTECT);
    assertThat(steps.get(0).after()).isEqualTo(tags("MUTABLE_WITH_EXCLUSION:a*,b*"));
    assertThat(steps.get(1).before()).isEqualTo(steps.get(0).after());
  }

  @Test
  void tags_sixFiltersBetween_areImmutableMeanwhile() {
    List<Step> steps =
        EcrSteps.between(
            TAGS, tags("MUTABLE_WITH_EXCLUSION:a*,b*,c*"), tags("MUTABLE_WITH_EXCLUSION:d*,e*,f*"));

    assertThat(steps.get(0).after()).isEqualTo(tags("IMMUTABLE:"));
  }

  @Test
  void policy_thatGivesMore_isGrantedAndOneThatGivesLess_isRevoked() {
    String both = policy("'arn:aws:iam::1:user/a','arn:aws:iam::2:user/b'");
    String one = policy("'arn:aws:iam::1:user/a'");

    assertThat(EcrSteps.between(POLICY, Reading.present(one), Reading.present(both)))
        .extracting(Step::phase)
        .containsExactly(Step.Phase.GRANT);
    assertThat(EcrSteps.between(POLICY, Reading.present(both), Reading.present(one)))
        .extracting(Step::phase)
        .containsExactly(Step.Phase.REVOKE);
    assertThat(EcrSteps.between(POLICY, Reading.present(one), Reading.absent()))
        .extracting(Step::call)
        .containsExactly("DeleteRepositoryPolicy");
  }

  @Test
  void policy_thatKeepsTagsNoMore_saysSoAfterTheyAreReleased() {
    String keeping = policy("'arn:aws:iam::1:user/a'").replace("]}]}", "]}," + KEEPING + "]}");
    String other = policy("'arn:aws:iam::2:user/b'");

    List<Step> steps = EcrSteps.between(POLICY, canonical(keeping), canonical(other));

    assertThat(steps).extracting(Step::phase).containsExactly(Step.Phase.GRANT, Step.Phase.FORGET);
    assertThat(steps.get(0).after())
        .isEqualTo(canonical(other.replace("]}]}", "]}," + KEEPING + "]}")));
    assertThat(steps.get(1).after()).isEqualTo(canonical(other));
  }

  private static Reading canonical(String policy) {
    return Contents.policy("it", policy);
  }

  @Test
  void repository_thatIsThere_isNeverRemovedOrMadeAgain() {
    ObjectId id = EcrObjects.repository("acme/api");

    assertThat(EcrSteps.between(id, Reading.present("{}"), Reading.absent())).isEmpty();
    assertThat(EcrSteps.between(id, Reading.absent(), Reading.present("{}")))
        .extracting(Step::phase)
        .containsExactly(Step.Phase.CREATE);
  }

  @Test
  void anything_unknown_hasNoSteps() {
    Reading unknown = new Reading.Unknown("lost");

    assertThat(EcrSteps.between(TAGS, unknown, tags("IMMUTABLE:"))).isEmpty();
    assertThat(EcrSteps.between(TAGS, tags("IMMUTABLE:"), unknown)).isEmpty();
  }

  private static String policy(String principals) {
    String text =
        "{'Statement':[{'Effect':'Allow','Principal':{'AWS':["
            + principals.replace("::1:", "::111122223333:").replace("::2:", "::444455556666:")
            + "]},'Action':['ecr:BatchGetImage','ecr:GetDownloadUrlForLayer']}]}";
    return text.replace('\'', '"');
  }

  private static Reading tags(String text) {
    String[] parts = text.strip().split(":", 2);
    String filters = parts[1].isEmpty() ? "" : "\"" + parts[1].replace(",", "\",\"") + "\"";
    return Reading.present("{\"filters\":[" + filters + "],\"mode\":\"" + parts[0] + "\"}");
  }
}

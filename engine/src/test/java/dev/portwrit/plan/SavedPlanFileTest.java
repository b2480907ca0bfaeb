package dev.portwrit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.plan.SavedPlan.SavedStep;
import dev.portwrit.registry.ObjectId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavedPlanFileTest {
  private static final SavedPlan PLAN =
      new SavedPlan(
          "workspace",
          "live",
          "ecr",
          "a".repeat(40),
          Optional.of("b".repeat(40)),
          "additive",
          List.of(
              new SavedStep(
                  "GRANT",
                  new ObjectId("grants", "acme/api"),
                  "Grant",
                  "absent",
                  "0".repeat(64),
                  "commit")),
          List.of("bob push acme/api"),
          List.of());

  @Test
  void read_whatWasWritten_isTheSame() {
    assertThat(SavedPlanFile.read(SavedPlanFile.write(PLAN))).hasValue(PLAN);
  }

  @Test
  void read_anythingThatWasChanged_isNoPlan() {
    String text = SavedPlanFile.write(PLAN);
    assertThat(SavedPlanFile.read(text.replace("acme/api", "acme/web"))).isEmpty();
    assertThat(SavedPlanFile.read(text.replace("additive", "authoritative"))).isEmpty();
    assertThat(SavedPlanFile.read(text.replace("\"absent\"", "\"nothing\""))).isEmpty();
    assertThat(SavedPlanFile.read(text.replace("\"type\"", "\"kind\""))).isEmpty();
    assertThat(SavedPlanFile.read(text.replace("\"portwrit-plan\" : 1", "\"portwrit-plan\" : 2")))
        .isEmpty();
  }

  @Test
  void read_keysTwiceOrUnknownOrBehindTheEnd_isNoPlan() {
    String text = SavedPlanFile.write(PLAN);
    assertThat(SavedPlanFile.read(text.replaceFirst("\\{", "{\"more\" : 1,"))).isEmpty();
    assertThat(SavedPlanFile.read(text.replaceFirst("\\{", "{\"mode\" : \"observe\","))).isEmpty();
    assertThat(SavedPlanFile.read(text + "{}")).isEmpty();
    assertThat(SavedPlanFile.read("")).isEmpty();
    assertThat(SavedPlanFile.read("[]")).isEmpty();
    assertThat(SavedPlanFile.read("null")).isEmpty();
  }

  @Test
  void overrides_thatNameNoPlanOrNoKind_areNone() {
    assertThat(Overrides.parse(List.of("removals=" + "a".repeat(64)))).isPresent();
    assertThat(Overrides.parse(List.of("removals=" + "a".repeat(11)))).isEmpty();
    assertThat(Overrides.parse(List.of("removals=all"))).isEmpty();
    assertThat(Overrides.parse(List.of("lockout=" + "a".repeat(64)))).isEmpty();
    assertThat(Overrides.parse(List.of("public=" + "a".repeat(64), "public=" + "b".repeat(64))))
        .isEmpty();
  }
}

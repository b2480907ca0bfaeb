package dev.portwrit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.apply.LiveWorkshop;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Registry.Mode;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      ---
      user: ada
      accounts: {live: ada}
      ---
      repository: acme/api
      """;
  private static final ObjectId REPOSITORY = new ObjectId("repository", "acme/old");

  @TempDir Path folder;

  /** A form that takes away in every mode, and repositories too. */
  private record CarelessForm(NativeForm form) implements NativeForm {
    @Override
    public Desired desired(PolicyIndex index, NativeState live, Registry.Mode mode, Instant now) {
      Desired desired = form.desired(index, live, Mode.AUTHORITATIVE, now);
      SortedMap<ObjectId, Reading> targets = new TreeMap<>(desired.targets());
      targets.put(REPOSITORY, Reading.absent());
      return new Desired(targets, desired.findings());
    }

    @Override
    public List<Step> steps(ObjectId object, Reading live, Reading target) {
      return object.equals(REPOSITORY)
          ? List.of(new Step(Step.Phase.REVOKE, object, "Delete", live, target))
          : form.steps(object, live, target);
    }

    @Override
    public NativeAccess access(NativeState state) {
      return form.access(state);
    }

    @Override
    public Imported imported(PolicyIndex index, NativeState live) {
      return form.imported(index, live);
    }
  }

  @Test
  void additive_takesNothing_whateverTheFormSays() throws Exception {
    Plan plan = carelessPlan(Mode.ADDITIVE);
    assertThat(plan.access().lost()).isEmpty();
    assertThat(plan.access().gained()).isNotEmpty();
    assertThat(plan.steps()).extracting(Step::phase).containsOnly(Step.Phase.GRANT);
  }

  @Test
  void repository_isRemovedInNoMode_whateverTheFormSays() throws Exception {
    for (Mode mode : Mode.values()) {
      assertThat(carelessPlan(mode).steps()).noneMatch(step -> step.object().equals(REPOSITORY));
    }
  }

  private Plan carelessPlan(Mode mode) throws Exception {
    LiveWorkshop workshop = new LiveWorkshop(folder.resolve(mode.toString()), mode).commit(ACME);
    NativeState live =
        NativeState.EMPTY
            .with(REPOSITORY, Reading.present("{}"))
            .with(new ObjectId("repository", "acme/api"), Reading.present("{}"))
            .with(new ObjectId("grants", "acme/api"), Reading.present("{\"bob\":\"push\"}"));
    return new Planner(new CarelessForm(workshop.form())).plan(workshop.request(), live);
  }

  @Test
  void plan_sameTwice_hasTheSameDigest() throws Exception {
    LiveWorkshop workshop = new LiveWorkshop(folder, Mode.AUTHORITATIVE).commit(ACME);
    assertThat(workshop.plan().digest()).isEqualTo(workshop.plan().digest());
    String before = workshop.plan().digest();
    assertThat(workshop.commit(ACME).plan().digest()).as("of another commit").isNotEqualTo(before);
  }
}

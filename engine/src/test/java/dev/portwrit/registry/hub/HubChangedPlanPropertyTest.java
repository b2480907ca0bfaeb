package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.model.ChangedWorkspace;
import dev.portwrit.model.Scenarios;
import dev.portwrit.plan.ChangePlan;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Restraints;
import dev.portwrit.plan.Survey;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.twin.RecordedReader;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What a plan of a change alone says, against what a plan of everything does. */
class HubChangedPlanPropertyTest {
  private static final String SEED = "20261129";

  @Provide
  Arbitrary<Workspace> workspaces() {
    return Scenarios.workspaces();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  private record Change(FormWorld before, PlanRequest request) {
    HubForm form() {
      return new HubForm(request.registry(), Optional.of(FormWorld.ENGINE));
    }

    Survey survey(LiveReader reader) {
      return new Survey(form(), reader);
    }

    Predicate<String> touched() {
      return form().touched(before.index(), request.index(), request.now());
    }
  }

  private static Change change(Workspace plain, int salt) {
    Random random = new Random(salt);
    FormWorld before = new FormWorld(plain, random);
    Workspace after = ChangedWorkspace.of(before.workspace(), random);
    return new Change(
        before,
        new PlanRequest(
            "w",
            "2".repeat(40),
            after.registries().get(0),
            PolicyIndex.of(after),
            Optional.of(new PlanRequest.Applied("1".repeat(40), before.index())),
            Restraints.after(before.workspace(), after, "hub"),
            FormWorld.NOW));
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF, seed = SEED)
  void planOfChange_whereNothingDrifted_isThePlanOfEverything(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt)
      throws RegistryException {
    Change change = change(workspace, salt);
    NativeState live = change.before().settled(NativeState.EMPTY);
    RecordedReader reader = recorded(live);
    Plan whole = change.survey(reader).plan(change.request());
    reader.forget();
    ChangePlan part = change.survey(reader).planOfChange(change.request());

    assertThat(part.plan().objects()).isEqualTo(whole.objects());
    assertThat(part.plan().access().gained()).isEqualTo(whole.access().gained());
    assertThat(part.plan().access().lost()).isEqualTo(whole.access().lost());
    assertThat(part.plan().access().locked()).isEqualTo(whole.access().locked());
    assertThat(part.plan().access().released()).isEqualTo(whole.access().released());
    assertThat(part.plan().digest()).isEqualTo(whole.digest());
    assertThat(reader.repositories()).allMatch(change.touched());
  }

  private static RecordedReader recorded(NativeState live) {
    return new RecordedReader(live, HubChangedPlanPropertyTest::repository);
  }

  private static Optional<String> repository(ObjectId id) {
    return switch (id.kind()) {
      case HubObjects.REPOSITORY, HubObjects.IMMUTABLE_TAGS -> Optional.of(id.name());
      case HubObjects.TEAM_PERMISSION, HubObjects.WEBHOOK ->
          Optional.of(HubObjects.InRepository.of(id).repository());
      default -> Optional.empty();
    };
  }
}

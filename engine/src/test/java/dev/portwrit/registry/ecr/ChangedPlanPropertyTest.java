package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.model.ChangedWorkspace;
import dev.portwrit.model.Scenarios;
import dev.portwrit.plan.ChangePlan;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.PlannedObject;
import dev.portwrit.plan.Restraints;
import dev.portwrit.plan.Survey;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.twin.RecordedReader;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** A plan of a change, which reads what the change touches, beside the plan of everything. */
class ChangedPlanPropertyTest {
  private static final Set<String> OF_A_REPOSITORY =
      Set.of(
          EcrObjects.REPOSITORY,
          EcrObjects.TAG_MUTABILITY,
          EcrObjects.REPOSITORY_POLICY,
          EcrObjects.LIFECYCLE_POLICY);

  @Provide
  Arbitrary<Workspace> workspaces() {
    return Scenarios.workspaces();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  /** A world, and the request that leads from one of its policies to the other. */
  private record Change(EcrWorld before, PlanRequest request) {
    Survey survey(LiveReader reader) {
      return new Survey(new EcrForm(request.registry(), Optional.empty()), reader);
    }

    Predicate<String> touched() {
      return new EcrForm(request.registry(), Optional.empty())
          .touched(before.index(), request.index(), request.now());
    }

    NativeState applied(NativeState live) {
      return EcrWorld.applied(
          live,
          before.form().desired(before.index(), live, Registry.Mode.AUTHORITATIVE, EcrWorld.NOW));
    }
  }

  private static Change change(Workspace workspace, int salt) {
    Random random = new Random(salt);
    EcrWorld before = new EcrWorld(workspace, random);
    Workspace after = ChangedWorkspace.of(before.workspace(), random);
    PolicyIndex index = PolicyIndex.of(after);
    return new Change(
        before,
        new PlanRequest(
            "w",
            "2".repeat(40),
            after.registries().get(0),
            index,
            Optional.of(new PlanRequest.Applied("1".repeat(40), before.index())),
            Restraints.after(before.workspace(), after, "ecr"),
            EcrWorld.NOW));
  }

  /** What policy makes for teams, which no repository is part of: IAM is read in any scope. */
  private static final Set<String> ALWAYS =
      Set.of(EcrObjects.MANAGED_POLICY, EcrObjects.ATTACHMENT);

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void planOfChange_whereNothingDrifted_isThePlanOfEverything(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt)
      throws RegistryException {
    Change change = change(workspace, salt);
    NativeState live = change.applied(change.applied(known(change.before().foreign())));
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

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void planOfChange_whereOthersChangedThings_isThatPartOfThePlanOfEverything(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt)
      throws RegistryException {
    Change change = change(workspace, salt);
    NativeState live = change.before().foreign();
    Plan whole = change.survey(recorded(live)).plan(change.request());
    ChangePlan part = change.survey(recorded(live)).planOfChange(change.request());

    Predicate<String> touched = change.touched();
    List<PlannedObject> expected =
        whole.objects().stream()
            .filter(
                object -> ALWAYS.contains(object.id().kind()) || touched.test(object.id().name()))
            .toList();
    assertThat(part.plan().objects()).isEqualTo(expected);
  }

  private static RecordedReader recorded(NativeState live) {
    return new RecordedReader(
        live,
        id -> OF_A_REPOSITORY.contains(id.kind()) ? Optional.of(id.name()) : Optional.empty());
  }

  // What is unknown may be anything.
  private static NativeState known(NativeState state) {
    NativeState.Builder known = NativeState.EMPTY.toBuilder();
    state
        .objects()
        .forEach(
            (id, reading) -> {
              if (!reading.isUnknown()) {
                known.put(id, reading);
              }
            });
    return known.build();
  }
}

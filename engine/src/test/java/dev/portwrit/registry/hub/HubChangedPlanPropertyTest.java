package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.model.Scenarios;
import dev.portwrit.plan.ChangePlan;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Restraints;
import dev.portwrit.plan.Survey;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** Reads what is in a scope of a state, and remembers which repositories that was. */
  private static final class Recorded implements LiveReader {
    private final NativeState live;
    private final Set<String> read = new TreeSet<>();

    Recorded(NativeState live) {
      this.live = live;
    }

    @Override
    public NativeState read(Scope scope) throws RegistryException {
      NativeState.Builder state = NativeState.EMPTY.toBuilder();
      live.gaps().forEach(gap -> state.gap(gap.kind(), gap.reason()));
      live.objects()
          .forEach(
              (id, reading) -> {
                Optional<String> repository = repository(id);
                if (repository.isEmpty() || scope.includes(repository.get())) {
                  state.put(id, reading);
                  repository.ifPresent(read::add);
                }
              });
      return state.build();
    }

    private static Optional<String> repository(ObjectId id) {
      return switch (id.kind()) {
        case HubObjects.REPOSITORY, HubObjects.IMMUTABLE_TAGS -> Optional.of(id.name());
        case HubObjects.TEAM_PERMISSION, HubObjects.WEBHOOK ->
            Optional.of(HubObjects.InRepository.of(id).repository());
        default -> Optional.empty();
      };
    }

    @Override
    public Reading read(ObjectId object) {
      return live.at(object);
    }

    @Override
    public CallCount calls() {
      return new CallCount(new TreeMap<>());
    }

    @Override
    public void close() {}
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
    Workspace after = changed(before.workspace(), random);
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

  // One thing of a kind is gone, or what it gives.
  private static Workspace changed(Workspace was, Random random) {
    List<RepositoryRule> rules = new ArrayList<>(was.repositories());
    List<Team> teams = new ArrayList<>(was.teams());
    var protections = new ArrayList<>(was.protections());
    var users = new ArrayList<>(was.users());
    switch (random.nextInt(5)) {
      case 0 -> dropOne(rules, random);
      case 1 -> dropOne(protections, random);
      case 2 -> dropOne(users, random);
      case 3 ->
          teams.replaceAll(
              team ->
                  random.nextInt(3) > 0
                      ? team
                      : new Team(team.place(), team.subject(), "", List.of(), team.accounts()));
      default ->
          rules.replaceAll(
              rule ->
                  random.nextInt(3) > 0
                      ? rule
                      : new RepositoryRule(
                          rule.place(),
                          rule.pattern(),
                          rule.declared(),
                          "",
                          rule.publicPlace(),
                          List.of()));
    }
    return new Workspace(
        was.settings(),
        was.organizations(),
        teams,
        was.services(),
        users,
        rules,
        protections,
        List.of(),
        was.registries());
  }

  private static void dropOne(List<?> list, Random random) {
    if (!list.isEmpty()) {
      list.remove(random.nextInt(list.size()));
    }
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF, seed = SEED)
  void planOfChange_whereNothingDrifted_isThePlanOfEverything(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt)
      throws RegistryException {
    Change change = change(workspace, salt);
    NativeState live = change.before().settled(NativeState.EMPTY);
    Recorded reader = new Recorded(live);
    Plan whole = change.survey(reader).plan(change.request());
    reader.read.clear();
    ChangePlan part = change.survey(reader).planOfChange(change.request());

    assertThat(part.plan().objects()).isEqualTo(whole.objects());
    assertThat(part.plan().access().gained()).isEqualTo(whole.access().gained());
    assertThat(part.plan().access().lost()).isEqualTo(whole.access().lost());
    assertThat(part.plan().access().locked()).isEqualTo(whole.access().locked());
    assertThat(part.plan().access().released()).isEqualTo(whole.access().released());
    assertThat(part.plan().digest()).isEqualTo(whole.digest());
    assertThat(reader.read).allMatch(change.touched());
  }
}

package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.model.BareWorkspace;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The laws of the form of Docker Hub over generated workspaces and states; {@code
 * portwrit.laws.rounds} says how many worlds are made of each workspace.
 */
class HubLawsPropertyTest {
  private static final int ROUNDS = Integer.getInteger("portwrit.laws.rounds", 1);
  private static final List<String> TAGS =
      List.of("v1", "latest", "v1.4.2", "stable", "x-v1", "sha256-no");

  @Provide
  Arbitrary<Workspace> workspaces() {
    return Scenarios.workspaces();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void desired_onceAllAccepted_isNeverWiderThanPolicyAndKeepsItsTags(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          NativeState state = world.settled(NativeState.EMPTY);
          NativeAccess access = world.form().access(state);

          assertThat(access.unknown()).isEmpty();
          for (Edge edge : access.edges()) {
            assertThat(isMeant(world, edge)).as("%s", edge).isTrue();
          }
          assertProtected(world, access, world.desired(state));
        });
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void desired_onceAllAccepted_givesAllThatPolicyGives(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          NativeState state = world.settled(NativeState.EMPTY);
          boolean isSaidOfNames =
              world.desired(state).findings().stream()
                  .anyMatch(
                      one ->
                          one.code() == Code.NATIVE_ACCOUNT
                              || one.code() == Code.NATIVE_SHARED_ACCOUNT);
          if (isSaidOfNames || world.registry().hub().members() == HubSettings.Members.LEAVE) {
            return;
          }
          NativeAccess access = world.form().access(state);
          NativeNames names = new NativeNames(world.registry());
          Accounts accounts = Accounts.of(world.workspace(), "hub");
          ReferenceInterpreter policy = new ReferenceInterpreter(world.workspace());
          for (String repository : state.present(HubObjects.REPOSITORY)) {
            RepositoryName name = names.ours(repository).orElseThrow();
            for (Subject who : world.index().memberships().individuals()) {
              Optional<String> account = accounts.of(who);
              Action most = world.registry().gateway() ? Action.PULL : Action.OVERWRITE;
              for (Action action : List.of(Action.PULL, Action.PUSH, Action.OVERWRITE)) {
                Question question =
                    new Question(who, action, name, Optional.empty(), FormWorld.NOW);
                if (action.compareTo(most) <= 0 && policy.decide(question).isAllowed()) {
                  assertThat(
                          access.allows(account.orElseThrow(), action, repository, FormWorld.NOW))
                      .as("%s", question)
                      .isTrue();
                }
              }
            }
          }
        });
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void desired_ofAnOrganizationAsOthersLeftIt_isNeverWiderInSilence(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          NativeState live = world.foreign();
          Desired desired = world.desired(live);
          NativeAccess access = world.form().access(FormWorld.applied(live, desired));
          String said =
              desired.findings().stream().map(Object::toString).collect(Collectors.joining("\n"));

          for (Edge edge : access.edges()) {
            if (isGoverned(world, edge.repository())
                && !isKept(world, edge)
                && !isMeant(world, edge)) {
              String who = edge.account().equals("*") ? "whoever asks" : "`" + edge.account() + "`";
              assertThat(said)
                  .as("%s", edge)
                  .containsPattern(
                      "PW0811\\]: "
                          + java.util.regex.Pattern.quote(who)
                          + " may natively [^`]*"
                          + edge.action());
            }
          }
          assertProtected(world, access, desired);
        });
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void desired_ofWhatWasApplied_hasNoSteps(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          NativeState live = new Random(salt).nextBoolean() ? world.foreign() : NativeState.EMPTY;
          for (Registry.Mode mode : List.of(Registry.Mode.AUTHORITATIVE, Registry.Mode.ADDITIVE)) {
            Desired desired = world.form().desired(world.index(), live, mode, FormWorld.NOW);
            NativeState state = FormWorld.applied(live, desired);

            assertNoSteps(world, world.index(), state, mode);
          }
        });
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void desired_additive_takesNothingFromAnybody(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          NativeState live = world.foreign();
          NativeAccess before = world.form().access(live);
          Desired desired =
              world.form().desired(world.index(), live, Registry.Mode.ADDITIVE, FormWorld.NOW);
          NativeAccess after = world.form().access(FormWorld.applied(live, desired));

          assertThat(after.edges()).containsAll(before.edges());
          for (NativeAccess.TagLock lock : before.protections()) {
            for (String tag : TAGS) {
              if (before.keeps(lock.repository(), new Tag(tag), Action.DELETE)) {
                assertThat(after.keeps(lock.repository(), new Tag(tag), Action.DELETE)).isTrue();
              }
            }
          }
        });
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void desired_ofWhatIsUnknown_isUnknown(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          Random random = new Random(salt);
          NativeState known = world.foreign();
          List<ObjectId> ids = new ArrayList<>(known.objects().keySet());
          ObjectId lost = ids.get(random.nextInt(ids.size()));
          NativeState live = known.with(lost, new Reading.Unknown("lost"));

          Reading target = world.desired(live).targets().get(lost);
          assertThat(target == null || target.isUnknown()).as("%s", lost).isTrue();
          NativeState cut = known.toBuilder().gap(lost.kind(), "cut").build();
          world
              .desired(cut)
              .targets()
              .forEach(
                  (id, reading) -> {
                    if (id.kind().equals(lost.kind())
                        && !cut.objects().containsKey(id)
                        && !isOfANewRepository(cut, id)) {
                      assertThat(reading.isUnknown()).as("%s", id).isTrue();
                    }
                  });
        });
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void imported_ofWhatWasApplied_changesNothing(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          if (world.registry().gateway()) {
            return; // Its registry does not hold its grants.
          }
          NativeState state = world.settled(NativeState.EMPTY);
          assertImportChangesNothing(world, state);
        });
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void imported_ofWhatOthersLeft_changesNothingThatIsNotSaid(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          if (!world.registry().gateway()) {
            assertImportChangesNothing(world, world.foreign());
          }
        });
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void arranged_betweenTwoPolicies_isSafeAfterEachStep(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          NativeState state = world.settled(NativeState.EMPTY);
          FormWorld next = world.changed();
          SortedMap<ObjectId, List<Step>> all = new TreeMap<>();
          for (Map.Entry<ObjectId, Reading> target : next.desired(state).targets().entrySet()) {
            List<Step> some =
                next.form().steps(target.getKey(), state.at(target.getKey()), target.getValue());
            if (!some.isEmpty()) {
              all.put(target.getKey(), some);
            }
          }
          List<Step> steps =
              next.form().arranged(state, all).values().stream()
                  .flatMap(List::stream)
                  .sorted(Comparator.comparing(Step::phase))
                  .toList();
          List<Set<String>> rights = new ArrayList<>(List.of(rights(state)));
          for (Step step : steps) {
            state = FormWorld.with(state, step.object(), step.after());
            rights.add(rights(state));
          }
          Set<String> before = rights.get(0);
          Set<String> after = rights.get(rights.size() - 1);
          Set<String> either = new TreeSet<>(before);
          either.addAll(after);
          Set<String> both = new TreeSet<>(before);
          both.retainAll(after);
          for (Set<String> between : rights) {
            assertThat(either).as("%s", steps).containsAll(between);
            assertThat(between).as("%s", steps).containsAll(both);
          }
          assertThat(state.present(HubObjects.TEAM)).noneMatch(HubArrangement::isBridge);
        });
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void desired_withOneDocumentMore_givesNoLess(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          for (RepositoryRule rule : world.workspace().repositories()) {
            if (!rule.declared()) {
              Set<String> fewer = rights(world.without(rule).settled(NativeState.EMPTY));
              assertThat(rights(world.settled(NativeState.EMPTY)))
                  .as("%s", rule)
                  .containsAll(fewer);
              return;
            }
          }
        });
  }

  private static Set<String> rights(NativeState state) {
    Set<String> rights = new TreeSet<>();
    for (Edge edge : HubAccess.of(state).edges()) {
      rights.add(edge.account() + " " + edge.action() + " " + edge.repository());
    }
    // What everybody may, each may, and who holds a token need not use it.
    for (Edge edge : HubAccess.of(state).edges()) {
      if (edge.account().equals(NativeAccess.EVERYBODY)) {
        for (String user : state.present(HubObjects.MEMBER)) {
          rights.add(user + " " + edge.action() + " " + edge.repository());
        }
        for (String label : state.present(HubObjects.ACCESS_TOKEN)) {
          ObjectId token = new ObjectId(HubObjects.ACCESS_TOKEN, label);
          rights.add(token + " " + edge.action() + " " + edge.repository());
        }
      }
    }
    return rights;
  }

  private static void assertImportChangesNothing(FormWorld world, NativeState state) {
    Workspace bare = BareWorkspace.of(world.workspace());
    Imported imported = world.form().imported(PolicyIndex.of(bare), state);
    PolicyIndex index = PolicyIndex.of(BareWorkspace.compiled(bare, imported.files()));
    String said =
        imported.findings().stream().map(Object::toString).collect(Collectors.joining("\n"));
    Map<ObjectId, Reading> askedAnyway =
        world
            .form()
            .desired(PolicyIndex.of(bare), state, Registry.Mode.ADDITIVE, FormWorld.NOW)
            .targets();
    world
        .form()
        .desired(index, state, Registry.Mode.AUTHORITATIVE, FormWorld.NOW)
        .targets()
        .forEach(
            (id, target) -> {
              boolean isSaid =
                  (id.kind().equals(HubObjects.ACCESS_TOKEN)
                          && said.contains("whose access token a plan gives"))
                      || Stream.of(id.name().split("/", -1))
                          .anyMatch(part -> said.contains(part + "`"));
              boolean isAskedAnyway = target.equals(askedAnyway.get(id));
              if (!isSaid && !isAskedAnyway && !id.kind().equals(HubObjects.INVITATION)) {
                assertThat(world.form().steps(id, state.at(id), target))
                    .as("%s%n%s%n%s%n%s%n%s", id, state.at(id), target, said, imported.files())
                    .isEmpty();
              }
            });
  }

  private static boolean isOfANewRepository(NativeState state, ObjectId id) {
    String[] parts = id.name().split("/", 3);
    return parts.length >= 2
        && state.at(HubObjects.repository(parts[0] + "/" + parts[1])) instanceof Reading.Absent;
  }

  private static void worlds(Workspace workspace, int salt, Consumer<FormWorld> law) {
    for (int round = 0; round < ROUNDS; round++) {
      law.accept(new FormWorld(workspace, new Random(salt + 1_000_003L * round)));
    }
  }

  private static boolean isGoverned(FormWorld world, String repository) {
    return new NativeNames(world.registry()).ours(repository).isPresent();
  }

  private static boolean isKept(FormWorld world, Edge edge) {
    return edge.account().equals(FormWorld.ENGINE)
        || world.registry().hub().keepMembers().contains(edge.account())
        || world.registry().hub().keepTokens().stream()
            .anyMatch(label -> edge.account().equals("access-token " + label));
  }

  private static boolean isMeant(FormWorld world, Edge edge) {
    Optional<RepositoryName> name = new NativeNames(world.registry()).ours(edge.repository());
    List<Subject> holders =
        edge.account().equals(NativeAccess.EVERYBODY)
            ? List.of(new Subject.Anonymous())
            : Accounts.of(world.workspace(), "hub").subjectsOf(edge.account());
    ReferenceInterpreter policy = new ReferenceInterpreter(world.workspace());
    return name.isPresent()
        && !holders.isEmpty()
        && holders.stream()
            .allMatch(
                holder ->
                    policy
                        .decide(
                            new Question(
                                holder, edge.action(), name.get(), Optional.empty(), FormWorld.NOW))
                        .isAllowed());
  }

  /** Whatever tags policy keeps are kept. */
  private static void assertProtected(FormWorld world, NativeAccess access, Desired desired) {
    NativeNames names = new NativeNames(world.registry());
    for (ObjectId id : desired.targets().keySet()) {
      if (!id.kind().equals(HubObjects.IMMUTABLE_TAGS) || desired.targets().get(id).isUnknown()) {
        continue;
      }
      RepositoryName name = names.ours(id.name()).orElseThrow();
      for (Protection protection : Immutable.of(world.index(), name)) {
        for (String text : TAGS) {
          Tag tag = new Tag(text);
          if (protection.covers(name, tag)) {
            assertThat(access.keeps(id.name(), tag, Action.OVERWRITE))
                .as("%s:%s %s", id.name(), tag, desired.targets().get(id))
                .isTrue();
          }
        }
      }
    }
  }

  private static void assertNoSteps(
      FormWorld world, PolicyIndex index, NativeState state, Registry.Mode mode) {
    Desired again = world.form().desired(index, state, mode, FormWorld.NOW);
    again
        .targets()
        .forEach(
            (id, target) ->
                assertThat(world.form().steps(id, state.at(id), target))
                    .as("%s: %s%n%s%n%s", mode, id, state.at(id), target)
                    .isEmpty());
  }
}

package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.model.BareWorkspace;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenarios;
import dev.portwrit.model.WorkspaceText;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The laws of a registry's form over generated workspaces and states; {@code portwrit.laws.rounds}
 * says how many worlds are made of each workspace.
 */
class EcrLawsPropertyTest {
  private static final int ROUNDS = Integer.getInteger("portwrit.laws.rounds", 1);

  /** Around every expiry of generated grants, from now on. */
  private static final List<Instant> TIMES =
      List.of(
          EcrWorld.NOW,
          Instant.parse("2026-06-15T23:59:59Z"),
          Instant.parse("2026-06-16T00:00:00Z"),
          Instant.parse("2026-11-30T23:59:59Z"),
          Instant.parse("2030-01-01T23:59:59Z"),
          Instant.parse("2030-01-02T00:00:00Z"));

  private static final List<String> TAGS = List.of("v1", "latest", "v1.4.2", "stable", "x-v1");

  @Provide
  Arbitrary<Workspace> workspaces() {
    return Scenarios.workspaces();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void desired_ofANewRegistry_isNeverWiderThanPolicy(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          Desired desired = desired(world, NativeState.EMPTY);
          NativeState state = EcrWorld.applied(NativeState.EMPTY, desired);
          NativeAccess access = world.form().access(state);

          assertThat(access.unknown()).isEmpty();
          for (Edge edge : access.edges()) {
            boolean isSaid =
                desired.findings().stream()
                    .anyMatch(
                        found ->
                            found.code() == Code.NATIVE_SHARED_ACCOUNT
                                && found.message().contains("`" + edge.account() + "`"));
            if (edge.repository().equals(NativeAccess.LOGIN)) {
              assertThat(hasSomething(world, edge.account())).as("%s", edge).isTrue();
            } else {
              assertThat(isSaid || excess(world, edge).isEmpty()).as("%s", edge).isTrue();
            }
          }
          assertProtected(world, access, desired);
        });
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void login_ofARegistryAsOthersLeftIt_hasWhoeverHasSomething_andNobodyElse(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          if (!world.registry().ecr().managedPolicies()) {
            return;
          }
          NativeState live = world.foreign();
          NativeState state = settled(world, live);
          NativeAccess access = world.form().access(state);
          Set<String> canLogIn =
              access.edges().stream()
                  .filter(edge -> edge.repository().equals(NativeAccess.LOGIN))
                  .map(Edge::account)
                  .collect(Collectors.toSet());

          assertThat(canLogIn).allMatch(account -> hasSomething(world, account));
          for (Team team : world.workspace().teams()) {
            boolean isUnknown =
                state.at(LoginPolicy.id(LoginPolicy.name("ecr", team.subject()))).isUnknown();
            String account = team.accounts().getOrDefault("ecr", "");
            if (!isUnknown
                && Arn.isEntityOf(EcrWorld.OWNER, account)
                && Accounts.of(world.workspace(), "ecr").subjectsOf(account).size() == 1
                && somewhere(world)
                    .filter(name -> !mayPull(world, new Subject.Anonymous(), name))
                    .anyMatch(name -> mayPull(world, team.subject(), name))) {
              assertThat(canLogIn).contains(account);
            }
          }
        });
  }

  /** After the plans that it takes: what somebody wrote into a managed policy goes first. */
  private static NativeState settled(EcrWorld world, NativeState live) {
    NativeState once = EcrWorld.applied(live, desired(world, live));
    return LoginTargets.isWide(live) ? EcrWorld.applied(once, desired(world, once)) : once;
  }

  /** Whether one of those whose account it is may pull something that can live there. */
  private static boolean hasSomething(EcrWorld world, String account) {
    List<Subject> holders = Accounts.of(world.workspace(), "ecr").subjectsOf(account);
    boolean isGateway =
        world.registry().gateway()
            && world.registry().ecr().gatewayAccount().filter(account::equals).isPresent();
    return isGateway
        || holders.stream()
            .anyMatch(holder -> somewhere(world).anyMatch(name -> mayPull(world, holder, name)));
  }

  private static boolean mayPull(EcrWorld world, Subject subject, RepositoryName name) {
    return new ReferenceInterpreter(world.workspace())
        .decide(new Question(subject, Action.PULL, name, Optional.empty(), EcrWorld.NOW))
        .isAllowed();
  }

  /** A name for each pattern to which something is given. */
  private static Stream<RepositoryName> somewhere(EcrWorld world) {
    return world.index().entitlements().stream()
        .filter(one -> !(one.subject() instanceof Subject.Anonymous))
        .map(one -> one.repositories().value().replace("**", "x").replace("*", "x"))
        .flatMap(text -> RepositoryName.parse(text).stream())
        .distinct();
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void desired_ofARegistryAsOthersLeftIt_isNeverWiderInSilence(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          NativeState live = world.foreign();
          Desired desired = desired(world, live);
          NativeState state = EcrWorld.applied(live, desired);
          NativeAccess access = world.form().access(state);
          String said =
              desired.findings().stream().map(Object::toString).collect(Collectors.joining("\n"));

          for (Edge edge : access.edges()) {
            // Who applies policies can give itself everything, and is known to: docs/ecr.md.
            if (isGoverned(desired, edge.repository())
                && !edge.account().equals(EcrWorld.ENGINE)
                && !excess(world, edge).isEmpty()
                && !said.contains("PW0803]: `" + edge.account())
                && !said.contains("in it, `" + edge.account() + "`")) {
              String who = edge.account().equals("*") ? "whoever asks" : "`" + edge.account() + "`";
              assertThat(said)
                  .as("%s", edge)
                  .containsPattern(
                      "PW0811\\]: "
                          + java.util.regex.Pattern.quote(who)
                          + " may natively [^`]*"
                          + edge.action()
                          + "[^`]*`"
                          + java.util.regex.Pattern.quote(edge.repository())
                          + "`");
            }
          }
          assertProtected(world, access, desired);
        });
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void desired_ofWhatWasApplied_hasNoSteps(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          NativeState live = new Random(salt).nextBoolean() ? world.foreign() : NativeState.EMPTY;
          for (Registry.Mode mode : List.of(Registry.Mode.AUTHORITATIVE, Registry.Mode.ADDITIVE)) {
            Desired desired = world.form().desired(world.index(), live, mode, EcrWorld.NOW);
            NativeState state = EcrWorld.applied(live, desired);
            if (LoginTargets.isWide(live)) {
              // What somebody wrote into a managed policy goes first.
              Desired then = world.form().desired(world.index(), state, mode, EcrWorld.NOW);
              state = EcrWorld.applied(state, then);
            }

            assertNoSteps(world, world.index(), state, mode);
          }
        });
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void imported_ofWhatWasApplied_changesNothing(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          NativeState state =
              EcrWorld.applied(NativeState.EMPTY, desired(world, NativeState.EMPTY));
          Workspace bare = BareWorkspace.of(world.workspace());
          Imported imported = world.form().imported(PolicyIndex.of(bare), state);
          if (!imported.findings().isEmpty() || world.registry().gateway()) {
            return; // It is said what could not be; a gateway's registry does not hold its grants.
          }
          PolicyIndex index = PolicyIndex.of(BareWorkspace.compiled(bare, imported.files()));

          assertNoSteps(world, index, state, Registry.Mode.AUTHORITATIVE);
        });
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void imported_ofWhatOthersLeft_changesNothing(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          if (world.registry().gateway() || world.registry().ecr().exclusive()) {
            return; // Both take away what others gave.
          }
          NativeState live = world.foreign();
          Workspace bare = ownedByNobodyThere(BareWorkspace.of(world.workspace()));
          Imported imported = world.form().imported(PolicyIndex.of(bare), live);
          PolicyIndex index = PolicyIndex.of(BareWorkspace.compiled(bare, imported.files()));
          String said =
              imported.findings().stream()
                  .map(Object::toString)
                  .filter(
                      text ->
                          text.contains("is the account of")
                              || text.contains("takes it away")
                              || text.contains("a plan detaches it"))
                  .collect(Collectors.joining());

          assertNoSteps(
              world,
              index,
              live,
              Registry.Mode.AUTHORITATIVE,
              id ->
                  said.contains("`" + id.name() + "`")
                      || isAskedFor(id, live)
                      || isDetached(id, said));
        });
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
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
          Desired desired = desired(world, live);

          Reading target = desired.targets().get(lost);
          assertThat(target == null || target.isUnknown()).as("%s", lost).isTrue();
          assertThat(world.form().access(live).unknown()).isNotEmpty();
          NativeState.Builder gap = known.toBuilder().gap(lost.kind(), "cut");
          NativeState cut = gap.build();
          assertThat(world.form().access(cut).unknown()).isNotEmpty();
          desired(world, cut)
              .targets()
              .forEach(
                  (id, reading) -> {
                    boolean isNew =
                        !id.kind().equals(EcrObjects.ATTACHMENT)
                            && !id.kind().equals(EcrObjects.MANAGED_POLICY)
                            && cut.at(EcrObjects.repository(id.name())).equals(Reading.absent());
                    if (id.kind().equals(lost.kind()) && !cut.objects().containsKey(id) && !isNew) {
                      assertThat(reading.isUnknown()).as("%s", id).isTrue();
                    }
                  });
        });
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void desired_withOneDocumentMore_givesNoLessAndProtectsNoMoreWidely(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) {
    worlds(
        workspace,
        salt,
        world -> {
          Workspace all = world.workspace();
          if (all.repositories().isEmpty()) {
            return;
          }
          List<dev.portwrit.policy.RepositoryRule> fewer = new ArrayList<>(all.repositories());
          int index = salt % fewer.size();
          if (fewer.get(index).declared()) {
            return;
          }
          fewer.remove(index);
          Workspace less =
              new Workspace(
                  all.settings(),
                  all.organizations(),
                  all.teams(),
                  all.services(),
                  all.users(),
                  fewer,
                  all.protections(),
                  all.exceptions(),
                  all.registries());

          Set<String> narrow = edges(world, less);
          assertThat(edges(world, all)).containsAll(narrow);
        });
  }

  // What the registry itself asks for is not there yet, or was changed by somebody.
  private static boolean isAskedFor(ObjectId id, NativeState live) {
    return id.kind().equals(EcrObjects.MANAGED_POLICY)
        || (id.kind().equals(EcrObjects.ATTACHMENT) && live.at(id).equals(Reading.absent()));
  }

  private static boolean isDetached(ObjectId id, String said) {
    return id.kind().equals(EcrObjects.ATTACHMENT)
        && said.contains("is attached to `" + Attachment.of(id).to() + "`");
  }

  private static Set<String> edges(EcrWorld world, Workspace workspace) {
    Desired desired =
        world
            .form()
            .desired(
                PolicyIndex.of(workspace),
                NativeState.EMPTY,
                Registry.Mode.AUTHORITATIVE,
                EcrWorld.NOW);
    return world.form().access(EcrWorld.applied(NativeState.EMPTY, desired)).edges().stream()
        .map(edge -> edge.account() + " " + edge.action() + " " + edge.repository())
        .collect(Collectors.toSet());
  }

  private static void worlds(Workspace workspace, int salt, Consumer<EcrWorld> law) {
    for (int round = 0; round < ROUNDS; round++) {
      law.accept(new EcrWorld(workspace, new Random(salt + 1_000_003L * round)));
    }
  }

  private static Desired desired(EcrWorld world, NativeState live) {
    return world.form().desired(world.index(), live, Registry.Mode.AUTHORITATIVE, EcrWorld.NOW);
  }

  private static boolean isGoverned(Desired desired, String repository) {
    Reading target = desired.targets().get(EcrObjects.repositoryPolicy(repository));
    return target != null && !target.isUnknown();
  }

  /** The times at which an edge allows what policy does not. */
  private static List<Instant> excess(EcrWorld world, Edge edge) {
    if (isTheGateway(world, edge)) {
      return List.of();
    }
    Optional<RepositoryName> name = new NativeNames(world.registry()).ours(edge.repository());
    ReferenceInterpreter policy = new ReferenceInterpreter(world.workspace());
    Accounts accounts = Accounts.of(world.workspace(), "ecr");
    List<Subject> holders = new ArrayList<>(accounts.subjectsOf(edge.account()));
    Arn.accountOf(edge.account())
        .filter(account -> Arn.isAccount(edge.account()))
        .ifPresent(account -> holders.addAll(accounts.subjectsOf(account)));
    return TIMES.stream()
        .filter(time -> edge.until().map(time::isBefore).orElse(true))
        .filter(
            time ->
                holders.isEmpty()
                    || name.isEmpty()
                    || !holders.stream()
                        .allMatch(
                            holder ->
                                policy
                                    .decide(
                                        new Question(
                                            holder,
                                            edge.action(),
                                            name.get(),
                                            Optional.empty(),
                                            time))
                                    .isAllowed()))
        .toList();
  }

  private static boolean isTheGateway(EcrWorld world, Edge edge) {
    Optional<String> gateway =
        world.registry().ecr().gatewayAccount().or(() -> world.registry().ecr().engine());
    return world.registry().gateway()
        && gateway.filter(edge.account()::equals).isPresent()
        && edge.action() != Action.ADMINISTER;
  }

  /** Whatever tags policy keeps and the registry does not is said. */
  private static void assertProtected(EcrWorld world, NativeAccess access, Desired desired) {
    NativeNames names = new NativeNames(world.registry());
    for (ObjectId id : desired.targets().keySet()) {
      if (!id.kind().equals(EcrObjects.REPOSITORY_POLICY) || !isGoverned(desired, id.name())) {
        continue;
      }
      Reading mutability = desired.targets().get(EcrObjects.tagMutability(id.name()));
      if (mutability != null && mutability.isUnknown()) {
        continue;
      }
      RepositoryName name = names.ours(id.name()).orElseThrow();
      for (Protection protection : Immutable.of(world.index(), name)) {
        for (String text : TAGS) {
          Tag tag = new Tag(text);
          if (protection.covers(name, tag)) {
            boolean kept = access.keeps(id.name(), tag, Action.OVERWRITE);
            assertThat(kept || says(desired, Code.NATIVE_TAGS, protection))
                .as("%s:%s", id.name(), tag)
                .isTrue();
            assertThat(says(desired, Code.NATIVE_DELETION, protection)).isTrue();
          }
        }
      }
    }
  }

  private static boolean says(Desired desired, Code code, Protection protection) {
    return desired.findings().stream()
        .anyMatch(one -> one.code() == code && one.place().equals(Optional.of(protection.place())));
  }

  private static void assertNoSteps(
      EcrWorld world, PolicyIndex index, NativeState state, Registry.Mode mode) {
    assertNoSteps(world, index, state, mode, id -> false);
  }

  private static void assertNoSteps(
      EcrWorld world,
      PolicyIndex index,
      NativeState state,
      Registry.Mode mode,
      Predicate<ObjectId> except) {
    Desired again = world.form().desired(index, state, mode, EcrWorld.NOW);
    again
        .targets()
        .forEach(
            (id, target) ->
                assertThat(
                        except.test(id) ? List.of() : world.form().steps(id, state.at(id), target))
                    .as("%s: %s%n%s%n%s", mode, id, state.at(id), target)
                    .isEmpty());
  }

  /** The same with owners who have no account. */
  private static Workspace ownedByNobodyThere(Workspace all) {
    return WorkspaceText.placed(
        new Workspace(
            all.settings(),
            all.organizations().stream()
                .map(
                    one ->
                        new Organization(
                            one.place(),
                            one.name(),
                            "",
                            one.namespaces(),
                            List.of(new Member(new Subject.User("zoe"), one.place())),
                            Stream.concat(one.owners().stream(), one.members().stream()).toList(),
                            Role.NONE,
                            Optional.empty()))
                .toList(),
            all.teams(),
            all.services(),
            all.users(),
            List.of(),
            List.of(),
            List.of(),
            all.registries()));
  }
}

package dev.portwrit.apply;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.plan.Overrides;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Planner;
import dev.portwrit.plan.Refusal;
import dev.portwrit.plan.Restraints;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RemovalBudget;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.twin.Judgement;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.registry.twin.RegistryTwin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A registry to which one commit was applied, that somebody changed a little since, and another
 * commit that is applied now. The same number gives the same world.
 */
public final class LawWorld {
  private static final Clock CLOCK = Clock.fixed(LawWorkspaces.NOW, ZoneOffset.UTC);
  private static final String BEFORE = "a".repeat(40);
  private static final String AFTER = "b".repeat(40);

  /** What a kind of registry brings: its twins, and workspaces for them. */
  public interface Kind {
    /** How the registry is defined in a world. */
    Registry definition(Registry.Mode mode, long seed);

    /** An empty registry. */
    RegistryTwin twin(Registry definition);

    /** A workspace about it. */
    Workspace workspace(Registry definition, Random random);
  }

  final RegistryTwin twin;
  private final Registry definition;
  private final StateFolder state;
  private final PolicyIndex before;
  private final PolicyIndex after;
  private final long seed;

  private LawWorld(Kind kind, long seed, LawCommits commits, Path folder) throws IOException {
    this.seed = seed;
    this.definition = commits.definition();
    this.twin = kind.twin(definition);
    this.state = StateFolder.open(folder);
    this.before = commits.before();
    this.after = commits.after();
  }

  /** A world in which the first commit is applied, and a number of things changed since. */
  static LawWorld of(
      Kind kind, Registry.Mode mode, long seed, int drift, Path folder, Beginnings beginnings)
      throws IOException, RegistryException {
    Beginnings.Key key = new Beginnings.Key(mode, seed);
    LawWorld world = new LawWorld(kind, seed, beginnings.commits(kind, key), folder);
    world.begin(key, folder, beginnings);
    Random random = new Random(seed + 1);
    for (int count = 0; count < drift; count++) {
      world.twin.disturb(random);
    }
    world.twin.misbehave(Misbehaviour.NONE);
    return world;
  }

  private void begin(Beginnings.Key key, Path folder, Beginnings beginnings)
      throws IOException, RegistryException {
    Optional<Beginnings.Beginning> known = beginnings.of(key);
    if (known.isPresent()) {
      twin.become(known.get().moment());
      known.get().write(folder);
      return;
    }
    ApplyReport first = apply(before, BEFORE);
    if (first.verdict() != ApplyReport.Verdict.CONVERGED) {
      throw new IllegalStateException("world " + seed + " cannot be made: " + first);
    }
    beginnings.keep(key, twin.moment(), folder);
  }

  StateFolder state() {
    return state;
  }

  Judgement judgement() {
    return twin.judge(twin.truth());
  }

  /** What the second commit would do, judged by what is really there. */
  Plan plan() throws IOException {
    return new Planner(twin.registry().form()).plan(request(after, AFTER), twin.truth());
  }

  /** Applies the second commit. */
  ApplyReport apply() throws IOException, RegistryException {
    return apply(after, AFTER);
  }

  /** Applies the first commit once more. */
  ApplyReport applyFirst() throws IOException, RegistryException {
    return apply(before, BEFORE);
  }

  Registry definition() {
    return definition;
  }

  /** Holds what there is against the second commit. */
  PolicyLaw law() {
    return new PolicyLaw(after, definition);
  }

  /** The registry as it is read, by the program's own reader. */
  NativeState read() throws RegistryException {
    try (LiveReader reader = twin.registry().reader()) {
      return reader.read(Scope.ALL);
    }
  }

  /** What another policy would do with what was read, as if nothing was ever applied. */
  Plan plan(PolicyIndex index, NativeState live) {
    return new Planner(twin.registry().form())
        .plan(
            new PlanRequest(
                "workspace",
                AFTER,
                definition,
                index,
                Optional.empty(),
                restraints(),
                LawWorkspaces.NOW),
            live);
  }

  private Restraints restraints() {
    return new Restraints(
        definition.mode(), new RemovalBudget(100, true), List.of(), List.of(), false);
  }

  private PlanRequest request(PolicyIndex index, String commit) throws IOException {
    Optional<String> base = state.applied().map(AppliedCommit::id);
    return new PlanRequest(
        "workspace",
        commit,
        definition,
        index,
        base.map(id -> new PlanRequest.Applied(id, id.equals(BEFORE) ? before : after)),
        restraints(),
        LawWorkspaces.NOW);
  }

  private ApplyReport apply(PolicyIndex index, String commit)
      throws IOException, RegistryException {
    PlanRequest request = request(index, commit);
    ApplyReport report = run().run(order(request, Overrides.NONE), plan -> {});
    // Whether something may be opened to everybody is not what the laws are about.
    boolean opens = report.refusals().stream().anyMatch(one -> one.kind() == Refusal.Kind.PUBLIC);
    if (!opens) {
      return report;
    }
    String allowed = "public=" + report.plan().orElseThrow().digest();
    return run().run(order(request, Overrides.parse(List.of(allowed)).orElseThrow()), plan -> {});
  }

  private static ApplyOrder order(PlanRequest request, Overrides overrides) {
    return new ApplyOrder(
        request, Optional.empty(), overrides, List.of(), "ada", "test", List.of());
  }

  private ApplyRun run() {
    // A step of several calls, of which each may be lost once, takes more tries than ordinary ones.
    Patience patience =
        new Patience(
            6, 5, Duration.ofMillis(1), Duration.ofMillis(4), time -> {}, new Random(seed));
    return new ApplyRun(twin.registry(), state, CLOCK, patience);
  }

  @Override
  public String toString() {
    return "world " + seed;
  }
}

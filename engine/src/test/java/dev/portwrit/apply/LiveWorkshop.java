package dev.portwrit.apply;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.plan.Overrides;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Planner;
import dev.portwrit.plan.Refusal;
import dev.portwrit.plan.Restraints;
import dev.portwrit.plan.SavedPlan;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Policies as text, one registry in memory, and what is kept between runs. */
public final class LiveWorkshop {
  private static final Clock CLOCK = Clock.fixed(LawWorkspaces.NOW, ZoneOffset.UTC);

  final MemoryTwin twin;
  final StateFolder state;
  private final Map<String, PolicyIndex> commits = new HashMap<>();
  private final Registry registry;
  private String head = "";
  Overrides overrides = Overrides.NONE;
  List<Refusal> objections = List.of();

  /** With the registry {@code live} of this mode, which every commit defines. */
  public LiveWorkshop(Path folder, Registry.Mode mode) throws IOException {
    this.state = StateFolder.open(folder);
    this.registry = LawWorkspaces.registry(Registry.Type.DISTRIBUTION, mode);
    this.twin = new MemoryTwin(registry);
  }

  /** A commit with these documents besides the registry; the last one is what is applied. */
  public LiveWorkshop commit(String... documents) {
    return commit("version: 1\n", documents);
  }

  LiveWorkshop commit(String settings, String[] documents) {
    String text =
        String.join("---\n", documents)
            + "---\nregistry: live\ntype: distribution\nurl: http://127.0.0.1:1\n"
            + "repositories: [acme/**]\nmode: "
            + registry.mode()
            + "\n";
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", settings), PolicyFile.of("acme.yaml", text)));
    Workspace workspace =
        compilation
            .workspace()
            .orElseThrow(() -> new IllegalArgumentException(compilation.problems().toString()));
    head = String.valueOf((char) ('a' + commits.size())).repeat(40);
    commits.put(head, PolicyIndex.of(workspace));
    return this;
  }

  String head() {
    return head;
  }

  public PlanRequest request() throws IOException {
    Optional<PlanRequest.Applied> applied =
        state.applied().map(one -> new PlanRequest.Applied(one.id(), at(one.id())));
    PolicyIndex index = at(head);
    Registry defined = index.workspace().registries().get(0);
    return new PlanRequest(
        "workspace",
        head,
        defined,
        index,
        applied,
        applied
            .map(one -> Restraints.after(one.index().workspace(), index.workspace(), "live"))
            .orElseGet(() -> Restraints.atFirstContact(index.workspace(), "live")),
        LawWorkspaces.NOW);
  }

  private PolicyIndex at(String commit) {
    PolicyIndex index = commits.get(commit);
    if (index == null) {
      throw new IllegalStateException("no commit " + commit);
    }
    return index;
  }

  /** What the registry means. */
  public NativeForm form() {
    return twin.form();
  }

  public Plan plan() throws IOException {
    return new Planner(twin.form()).plan(request(), twin.truth());
  }

  ApplyReport apply() throws IOException, RegistryException {
    return apply(Optional.empty());
  }

  ApplyReport apply(SavedPlan saved) throws IOException, RegistryException {
    return apply(Optional.of(saved));
  }

  private ApplyReport apply(Optional<SavedPlan> saved) throws IOException, RegistryException {
    Patience patience =
        new Patience(3, 2, Duration.ofMillis(1), Duration.ofMillis(2), time -> {}, new Random(1));
    ApplyOrder order =
        new ApplyOrder(
            request(), saved, overrides, objections, "ada", "test", List.of("apply", "--quiet"));
    return new ApplyRun(twin, state, CLOCK, patience).run(order, plan -> {});
  }
}

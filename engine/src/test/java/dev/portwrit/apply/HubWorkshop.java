package dev.portwrit.apply;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.plan.Overrides;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Planner;
import dev.portwrit.plan.Restraints;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RemovalBudget;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.hub.HubLawTwin;
import dev.portwrit.registry.twin.LawWorkspaces;
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

/** Policies as text, the twin of Docker Hub, and what is kept between runs. */
final class HubWorkshop {
  private static final Clock CLOCK = Clock.fixed(LawWorkspaces.NOW, ZoneOffset.UTC);
  private static final String REGISTRY =
      """
      registry: hub
      type: docker-hub
      repositories: [acme/*]
      mode: authoritative
      keep-members: [engine]
      """;

  final HubLawTwin twin;
  private final StateFolder state;
  private final Map<String, PolicyIndex> commits = new HashMap<>();
  private Workspace workspace;
  private String head = "";

  HubWorkshop(Path folder) throws IOException {
    this.workspace = compiled("organization: acme\n");
    this.twin = new HubLawTwin(registry(), List.of(), folder.resolve("secrets"));
    this.state = StateFolder.open(folder.resolve("state"));
  }

  /** The policies that are applied from now on, besides the registry. */
  HubWorkshop commit(String... documents) {
    workspace = compiled(String.join("---\n", documents));
    head = String.valueOf((char) ('a' + commits.size())).repeat(40);
    commits.put(head, PolicyIndex.of(workspace));
    return this;
  }

  private static Workspace compiled(String text) {
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("acme.yaml", text + "---\n" + REGISTRY)));
    return compilation
        .workspace()
        .orElseThrow(() -> new IllegalArgumentException(compilation.problems().toString()));
  }

  private Registry registry() {
    return workspace.registries().get(0);
  }

  private PolicyIndex at(String commit) {
    PolicyIndex index = commits.get(commit);
    if (index == null) {
      throw new IllegalStateException("no commit " + commit);
    }
    return index;
  }

  private PlanRequest request() throws IOException {
    Optional<PlanRequest.Applied> applied =
        state.applied().map(one -> new PlanRequest.Applied(one.id(), at(one.id())));
    return new PlanRequest(
        "workspace",
        head,
        registry(),
        at(head),
        applied,
        new Restraints(
            Registry.Mode.AUTHORITATIVE, new RemovalBudget(100, true), List.of(), List.of(), false),
        LawWorkspaces.NOW);
  }

  Plan plan() throws IOException {
    return new Planner(twin.form()).plan(request(), twin.truth());
  }

  ApplyReport apply() throws IOException, RegistryException {
    Patience patience =
        new Patience(3, 2, Duration.ofMillis(1), Duration.ofMillis(2), time -> {}, new Random(1));
    ApplyOrder order =
        new ApplyOrder(
            request(), Optional.empty(), Overrides.NONE, List.of(), "ada", "test", List.of());
    return new ApplyRun(twin, state, CLOCK, patience).run(order, plan -> {});
  }
}

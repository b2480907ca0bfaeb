package dev.portwrit.cli;

import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Restraints;
import dev.portwrit.plan.Survey;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Authorship;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.commons.cli.Option;

/** {@code drift}: what is live and is not what the commit asks that was applied last. */
final class DriftVerb implements Verb {
  // How far back who changed something is looked for where nothing was ever applied.
  private static final Duration UNLESS_APPLIED = Duration.ofDays(30);

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "compare a live registry with the commit that was applied last";
  }

  @Override
  public List<Option> options() {
    return List.of(LiveOptions.registry(), LiveOptions.state(), LiveOptions.statePassword());
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    LiveWork work = LiveWork.open(invocation, name());
    Environment environment = invocation.environment();
    PlanRequest request = request(work, invocation.has(CommonOptions.AT));
    try (Survey survey =
        environment
            .registries()
            .survey(request.registry(), request.index().workspace(), environment)) {
      Plan plan = survey.plan(request);
      SortedMap<ObjectId, Authorship> origins = origins(survey, plan, work, environment);
      Console console = invocation.console();
      if (invocation.format().equals("json")) {
        console.print(Json.pretty(json -> PlanJson.writeDrift(json, plan, origins)));
      } else {
        console.print(DriftText.of(plan, origins));
      }
      invocation.console().say(survey.calls().toString());
      ExitCode exit = PlanVerb.exitCode(plan);
      return exit == ExitCode.YES && DriftText.isDrift(plan) ? ExitCode.NO : exit;
    } catch (RegistryException e) {
      throw LiveRegistries.failure(e);
    }
  }

  // Nobody is asked where nothing differs.
  private static SortedMap<ObjectId, Authorship> origins(
      Survey survey, Plan plan, LiveWork work, Environment environment) {
    Instant now = environment.clock().instant();
    return plan.isEmpty()
        ? Collections.emptySortedMap()
        : survey.origins(plan, work.appliedAt().orElse(now.minus(UNLESS_APPLIED)), now);
  }

  // Held against one commit alone: whatever differs is drift, and whatever the mode it is shown.
  private static PlanRequest request(LiveWork work, boolean isNamed) {
    PlanRequest request = work.request();
    Optional<PlanRequest.Applied> applied = isNamed ? Optional.empty() : request.applied();
    Restraints all =
        new Restraints(
            Registry.Mode.AUTHORITATIVE,
            Restraints.DEFAULT_BUDGET,
            List.of(),
            List.of(),
            applied.isEmpty());
    return new PlanRequest(
        request.workspace(),
        applied.map(PlanRequest.Applied::commit).orElse(request.commit()),
        applied.map(one -> inside(one, request.registry())).orElse(request.registry()),
        applied.map(PlanRequest.Applied::index).orElse(request.index()),
        Optional.empty(),
        all,
        request.now());
  }

  private static Registry inside(PlanRequest.Applied applied, Registry otherwise) {
    return applied.index().workspace().registries().stream()
        .filter(registry -> registry.name().equals(otherwise.name()))
        .findFirst()
        .orElse(otherwise);
  }
}

package dev.portwrit.cli;

import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.plan.ChangePlan;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Refusal;
import dev.portwrit.plan.SavedPlanFile;
import dev.portwrit.plan.Survey;
import dev.portwrit.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code plan}: what an apply would do to a live registry. It holds nothing that can write. */
final class PlanVerb implements Verb {
  private static final String OUT = "out";
  private static final String CHANGED = "changed";

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "show what an apply would do, and who gains or loses access";
  }

  @Override
  public List<Option> options() {
    return List.of(
        LiveOptions.registry(),
        LiveOptions.state(),
        LiveOptions.statePassword(),
        CommonOptions.flag(null, CHANGED, "read only what the commits since the last apply touch"),
        CommonOptions.value(null, OUT, "FILE", "keep the plan, for `apply FILE`"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    LiveWork work = LiveWork.open(invocation, name());
    Environment environment = invocation.environment();
    Optional<Path> out = invocation.value(OUT).map(environment.directory()::resolve);
    if (out.isPresent() && wouldBePolicy(out.get(), work.origin())) {
      throw Failure.wrong(
          "`" + out.get() + "` would be read as policy",
          "name a file without `.json` or `.yaml`, such as `live.plan`, or one elsewhere");
    }
    try (Survey survey =
        environment
            .registries()
            .survey(work.request().registry(), work.request().index().workspace(), environment)) {
      ChangePlan planned = planned(invocation, survey, work.request());
      Plan plan = planned.plan();
      List<Refusal> refusals = new ArrayList<>(work.objections());
      refusals.addAll(planned.refusals(survey.form().engineAccount()));
      print(invocation, planned, refusals);
      invocation.console().say(survey.calls().toString());
      if (out.isPresent()) {
        write(out.get(), SavedPlanFile.write(plan.saved()));
      }
      return exitCode(planned);
    } catch (RegistryException e) {
      throw LiveRegistries.failure(e);
    }
  }

  static boolean wouldBePolicy(Path file, String origin) {
    Path normal = file.toAbsolutePath().normalize();
    return normal.toString().matches(".*\\.(json|yaml|yml)") && normal.startsWith(Path.of(origin));
  }

  private static ChangePlan planned(Invocation invocation, Survey survey, PlanRequest request)
      throws RegistryException {
    return invocation.has(CHANGED)
        ? survey.planOfChange(request)
        : ChangePlan.ofAll(survey.plan(request));
  }

  private static void print(Invocation invocation, ChangePlan planned, List<Refusal> refusals) {
    Console console = invocation.console();
    if (invocation.format().equals("json")) {
      console.print(Json.pretty(json -> PlanJson.write(json, planned, refusals)));
      return;
    }
    console.print(PlanText.of(planned));
    for (Refusal refusal : refusals) {
      console.warning("an apply would be refused: " + refusal.message());
      console.help(refusal.help());
    }
  }

  private static ExitCode exitCode(ChangePlan planned) {
    return planned.isBudgetUnknown() ? ExitCode.UNDETERMINED : exitCode(planned.plan());
  }

  static ExitCode exitCode(Plan plan) {
    if (!plan.isComplete()) {
      return ExitCode.UNDETERMINED;
    }
    return plan.isEmpty() ? ExitCode.YES : ExitCode.NO;
  }

  private static void write(Path file, String text) throws Failure {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw Failure.undetermined(
          "the plan could not be written to `" + file + "`: " + IoReason.of(e),
          "name another file");
    }
  }
}

package dev.portwrit.cli;

import dev.portwrit.apply.ApplyOrder;
import dev.portwrit.apply.ApplyReport;
import dev.portwrit.apply.ApplyRun;
import dev.portwrit.apply.Patience;
import dev.portwrit.apply.RunState;
import dev.portwrit.apply.StateFolder;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.plan.Overrides;
import dev.portwrit.plan.SavedPlan;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.source.ShownAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** One apply, from the commit to the report. */
final class Applying {
  private Applying() {}

  /** Applies once and prints what came of it. */
  static ExitCode once(
      Invocation invocation, String verb, Optional<SavedPlan> saved, Overrides overrides)
      throws Failure {
    if (invocation.has(CommonOptions.NOW)) {
      throw Failure.wrong(
          "`" + verb + "` judges expiry at the present instant",
          "leave out `--now`; `portwrit plan` takes it");
    }
    LiveWork work = LiveWork.open(invocation, verb);
    Environment environment = invocation.environment();
    try (RunState state = work.state().open();
        StoppedBySignal stopped = StoppedBySignal.listen(environment.err())) {
      LiveRegistry registry =
          environment
              .registries()
              .of(
                  work.request().registry(),
                  work.request().index().workspace(),
                  environment,
                  Optional.of(kept(work, environment)));
      ApplyOrder order =
          new ApplyOrder(
              work.request(),
              saved,
              overrides,
              work.objections(),
              who(environment),
              Version.text(),
              invocation.words().stream().map(ShownAddress::of).toList());
      Patience patience =
          Patience.ordinary(time -> Thread.sleep(time.toMillis()), new SecureRandom());
      boolean text = invocation.format().equals("text");
      ApplyReport report =
          new ApplyRun(registry, state, environment.clock(), patience, stopped.gate())
              .run(
                  order,
                  plan -> {
                    if (text) {
                      invocation.console().print(PlanText.of(plan));
                      invocation.console().flush();
                    }
                  });
      ApplyText.print(invocation, report);
      return exitCode(report.verdict());
    } catch (RegistryException e) {
      throw LiveRegistries.failure(e);
    } catch (CancellationException e) {
      throw Failure.undetermined("it was stopped", "run again, which goes on from there");
    } catch (IOException e) {
      throw Failure.undetermined(
          "the state in `" + work.state() + "` cannot be kept: " + IoReason.of(e),
          "nothing more was done; mend it and run again, which goes on from there");
    }
  }

  /** Where this machine keeps what is no state of the registry, such as secrets that come once. */
  private static Path kept(LiveWork work, Environment environment) {
    return work.state() instanceof StatePlace.Folder folder
        ? folder.path()
        : StateFolder.standard(
            environment.variables(), work.request().workspace(), work.request().registry().name());
  }

  private static ExitCode exitCode(ApplyReport.Verdict verdict) {
    return switch (verdict) {
      case CONVERGED -> ExitCode.YES;
      case SOME_FAILED -> ExitCode.NO;
      case REFUSED -> ExitCode.WRONG;
      case UNKNOWN -> ExitCode.UNDETERMINED;
    };
  }

  private static String who(Environment environment) {
    return environment.person() + ", process " + ProcessHandle.current().pid();
  }

  /** Waits between two looks of {@code sync}; false if somebody ends the wait. */
  static boolean pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

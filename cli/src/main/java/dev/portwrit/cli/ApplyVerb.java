package dev.portwrit.cli;

import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.plan.SavedPlan;
import dev.portwrit.plan.SavedPlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code apply}: make a live registry what policy asks. */
final class ApplyVerb implements Verb {
  private static final long LARGEST_PLAN = 256L << 20;

  @Override
  public String name() {
    return "apply";
  }

  @Override
  public String operands() {
    return "[PLAN]";
  }

  @Override
  public String summary() {
    return "make a live registry what policy asks, within restraints";
  }

  @Override
  public List<Option> options() {
    return List.of(
        LiveOptions.registry(),
        LiveOptions.state(),
        LiveOptions.statePassword(),
        LiveOptions.override());
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    List<String> operands = invocation.operands();
    if (operands.size() > 1) {
      invocation.operands(1);
    }
    Optional<SavedPlan> saved =
        operands.isEmpty() ? Optional.empty() : Optional.of(read(invocation, operands.get(0)));
    return Applying.once(invocation, name(), saved, LiveOptions.overrides(invocation));
  }

  private static SavedPlan read(Invocation invocation, String name) throws Failure {
    Path file = invocation.environment().directory().resolve(name);
    String text;
    try {
      if (Files.size(file) > LARGEST_PLAN) {
        throw notAPlan(file);
      }
      text = Files.readString(file);
    } catch (IOException e) {
      throw Failure.wrong(
          "the plan `" + file + "` cannot be read: " + IoReason.of(e),
          "`portwrit plan --out FILE` writes one");
    }
    return SavedPlanFile.read(text).orElseThrow(() -> notAPlan(file));
  }

  private static Failure notAPlan(Path file) {
    return Failure.wrong(
        "`" + file + "` is no plan of `portwrit plan --out`, or was changed since",
        "make another plan");
  }
}

package dev.portwrit.cli;

import dev.portwrit.plan.Overrides;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/**
 * {@code sync}: fetch, plan and apply within restraints, once or again and again. It also keeps
 * expiry where a registry cannot, since what has expired is not asked for any more.
 */
final class SyncVerb implements Verb {
  private static final String ONCE = "once";
  private static final String INTERVAL = "interval";
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "fetch and apply within restraints, once or again and again";
  }

  @Override
  public List<Option> options() {
    return List.of(
        LiveOptions.registry(),
        LiveOptions.state(),
        LiveOptions.statePassword(),
        CommonOptions.flag(null, ONCE, "one round"),
        CommonOptions.value(null, INTERVAL, "DURATION", "a round as often as this, such as PT5M"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    Optional<Duration> interval = interval(invocation);
    if (interval.isPresent() == invocation.has(ONCE)) {
      throw Failure.wrong(
          "`sync` runs once or at an interval", "give `--once`, or `--interval` such as `PT5M`");
    }
    if (interval.isEmpty()) {
      return round(invocation);
    }
    if (invocation.has(CommonOptions.AT)) {
      throw Failure.wrong(
          "`sync --interval` follows a branch", "leave out `--at`, or say `--once`");
    }
    ExitCode last = ExitCode.YES;
    do {
      last = kept(invocation);
      invocation.console().flush();
    } while (Applying.pause(interval.get()));
    return last;
  }

  private ExitCode round(Invocation invocation) throws Failure {
    return Applying.once(invocation, name(), Optional.empty(), Overrides.NONE);
  }

  // What fails in one round may succeed in the next.
  private ExitCode kept(Invocation invocation) {
    try {
      return round(invocation);
    } catch (Failure failure) {
      invocation.console().error(failure.message());
      failure.help().ifPresent(invocation.console()::help);
      return failure.exitCode();
    }
  }

  private static Optional<Duration> interval(Invocation invocation) throws Failure {
    Optional<String> text = invocation.value(INTERVAL);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration interval = Duration.parse(text.get());
      if (interval.compareTo(SHORTEST) >= 0) {
        return Optional.of(interval);
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw Failure.wrong(
        "`--interval`: `" + text.get() + "` is not a duration of ten seconds or more",
        "write it as ISO 8601 has it, such as `PT5M`");
  }
}

package dev.portwrit.cli;

import dev.portwrit.decision.Question;
import dev.portwrit.plan.Survey;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.LiveAnswer;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.RegistryException;

/** Asks a live registry what policies were asked. */
final class LiveQuestion {
  private LiveQuestion() {}

  /**
   * Reads what the registry has of the repository, and of who has accounts there.
   *
   * @return the answer; unknown, with the error said, of a registry that could not be read
   * @throws Failure if the question or the settings of the registry are wrong
   */
  static LiveAnswer ask(Invocation invocation, Policy policy, String name, Question question)
      throws Failure {
    Registry registry = AuditVerb.requireRegistry(name, policy);
    if (!registry.holds(question.repository())) {
      throw Failure.wrong(
          "`" + question.repository() + "` does not live in `" + name + "`",
          "see `repositories` of `registry: " + name + "`");
    }
    Environment environment = invocation.environment();
    try (Survey survey =
        environment.registries().survey(registry, policy.index().workspace(), environment)) {
      String repository = new NativeNames(registry).nativeName(question.repository());
      NativeAccess access = survey.form().access(survey.readFor(repository));
      invocation.console().say(survey.calls().toString());
      Question now =
          new Question(
              question.subject(),
              question.action(),
              question.repository(),
              question.tag(),
              environment.clock().instant());
      return LiveAnswer.of(registry, policy.index(), access, now);
    } catch (RegistryException e) {
      Failure failure = LiveRegistries.failure(e);
      if (failure.exitCode() != ExitCode.UNDETERMINED) {
        throw failure;
      }
      invocation.console().error(failure.message());
      failure.help().ifPresent(invocation.console()::help);
      return new LiveAnswer(LiveAnswer.Verdict.UNKNOWN, failure.message());
    }
  }
}

package dev.portwrit.gateway.gate;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Question;
import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.RefusalText;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.identity.ChallengeError;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides whether an operation may go on: what the caller's token reaches, and what the policy in
 * force gives, and nothing else.
 */
public final class Gate {
  private static final int RETRY_SECONDS = 5;

  /** What the gate says. */
  public sealed interface Passage {
    /**
     * The operation may go on.
     *
     * @param rule the grant that gives it
     * @param policyVersion the version of the policy that was asked
     */
    record Open(Rule rule, String policyVersion) implements Passage {}

    /**
     * It may not: the token does not reach.
     *
     * @param error what is wrong with the credentials
     */
    record Challenged(ChallengeError error) implements Passage {}

    /**
     * It may not: the policy, or the registry's list of repositories, does not have it.
     *
     * @param rule what refuses, empty where the repository is not this registry's
     * @param policyVersion the version of the policy that was asked
     * @param error for the client
     */
    record Denied(Optional<Rule> rule, String policyVersion, ErrorAnswer error)
        implements Passage {}

    /**
     * It cannot be decided.
     *
     * @param cause what is missing
     * @param policyVersion the version of the policy that was asked
     * @param error for the client
     */
    record Undecided(String cause, String policyVersion, ErrorAnswer error) implements Passage {}
  }

  private final String registry;
  private final Supplier<PolicyView> policy;
  private final Clock clock;

  /** The gate of one registry, which asks for the policy at each passage. */
  public Gate(String registry, Supplier<PolicyView> policy, Clock clock) {
    this.registry = registry;
    this.policy = policy;
    this.clock = clock;
  }

  /** Decides one need of one caller. */
  public Passage pass(Authenticated caller, Need need) {
    if (caller.access().isPresent() && !need.isReachedBy(caller.access().get())) {
      return new Passage.Challenged(ChallengeError.INSUFFICIENT_SCOPE);
    }
    PolicyView view = policy.get();
    if (!view.holds(need.repository())) {
      return new Passage.Denied(Optional.empty(), view.version(), outside(need.repository()));
    }
    Optional<String> refused = view.writesRefused();
    if (refused.isPresent() && need.action() != Action.PULL) {
      return undecided(refused.get(), view);
    }
    Decision decision = view.index().decide(question(caller, need));
    if (decision instanceof Decision.Allowed allowed) {
      return new Passage.Open(allowed.rule(), view.version());
    }
    if (decision instanceof Decision.Denied denied) {
      return new Passage.Denied(
          Optional.of(denied.rule()), view.version(), denied(caller, need, denied.rule()));
    }
    String cause = decision instanceof Decision.Indeterminate open ? open.cause() : "no answer";
    return undecided(cause, view);
  }

  /** Whether a repository may be read, for lists; no answer is a no. */
  public boolean mayPull(Authenticated caller, PolicyView view, RepositoryName repository) {
    Need need = new Need(repository, Action.PULL);
    return view.holds(repository) && view.index().decide(question(caller, need)).isAllowed();
  }

  /** The policy in force now, for what is decided by one of them from beginning to end. */
  public PolicyView policy() {
    return policy.get();
  }

  private Question question(Authenticated caller, Need need) {
    return new Question(
        caller.subject(), need.action(), need.repository(), Optional.empty(), clock.instant());
  }

  private ErrorAnswer outside(RepositoryName repository) {
    return ErrorAnswer.of(
        403,
        ErrorCode.DENIED,
        "`" + repository + "` is not one of the repositories of `" + registry + "`");
  }

  private static ErrorAnswer denied(Authenticated caller, Need need, Rule rule) {
    var refusal = RefusalText.ofRole(caller.subject(), need.action(), need.repository(), rule);
    return ErrorAnswer.of(403, ErrorCode.DENIED, refusal.message())
        .withDetail(RefusalText.json(refusal));
  }

  private static Passage undecided(String cause, PolicyView view) {
    return new Passage.Undecided(
        cause, view.version(), ErrorAnswer.unavailable(cause, RETRY_SECONDS));
  }
}

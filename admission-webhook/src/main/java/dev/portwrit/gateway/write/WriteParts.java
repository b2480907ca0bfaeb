package dev.portwrit.gateway.write;

import dev.portwrit.gateway.ledger.Ledger;
import dev.portwrit.gateway.ledger.RepositoryLocks;
import dev.portwrit.gateway.upstream.Upstream;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What writes are made of. Nothing here is closed by who uses it.
 *
 * @param policy the policy in force now
 * @param ledger the memory of protected tags
 * @param locks what keeps the writers of one tag apart; of all gateways before the registry
 * @param upstream the registry
 * @param log where decisions are written down
 * @param guardrail what else may refuse a push
 * @param settings how long things may take
 * @param clock the time by which exceptions expire and requests land
 * @param pushed is told of tags that were pushed, with their locks held; returns at once and never
 *     throws
 */
public record WriteParts(
    Supplier<WritePolicy> policy,
    Ledger ledger,
    RepositoryLocks locks,
    Upstream upstream,
    DecisionSink log,
    PushGuardrail guardrail,
    WriteSettings settings,
    Clock clock,
    Consumer<Pushed> pushed) {
  /**
   * Writes of which nobody is told.
   *
   * @param policy the policy in force now
   * @param ledger the memory of protected tags
   * @param locks what keeps the writers of one tag apart
   * @param upstream the registry
   * @param log where decisions are written down
   * @param guardrail what else may refuse a push
   * @param settings how long things may take
   * @param clock the time by which exceptions expire and requests land
   */
  public WriteParts(
      Supplier<WritePolicy> policy,
      Ledger ledger,
      RepositoryLocks locks,
      Upstream upstream,
      DecisionSink log,
      PushGuardrail guardrail,
      WriteSettings settings,
      Clock clock) {
    this(policy, ledger, locks, upstream, log, guardrail, settings, clock, pushed -> {});
  }

  /** Whether a request whose intent was written down then may still take effect. */
  boolean mayLand(Instant since) {
    return clock.instant().isBefore(since.plus(settings.landing()));
  }

  /**
   * INVARIANT: a request is sent only soon after its intent was written down, so that it takes
   * effect within the time in which others count on that. A gateway that stood still in between has
   * perhaps lost its locks, and others have gone on.
   */
  void requireInTime(Instant since) throws UndecidedException {
    if (!clock.instant().isBefore(since.plus(settings.landing().dividedBy(4)))) {
      throw new UndecidedException("the gateway was held up, and sent nothing");
    }
  }
}

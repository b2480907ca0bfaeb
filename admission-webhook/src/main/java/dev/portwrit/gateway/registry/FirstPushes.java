package dev.portwrit.gateway.registry;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.Step;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.reference.RepositoryName;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What comes before a step that may be the first in its repository: making that. It waits for AWS
 * on the threads of writes, so that however many wait, reads go on.
 */
public final class FirstPushes {
  private static final int RETRY_SECONDS = 2;

  private final Optional<RepositoryMaking> making;
  private final Executor threads;

  /** Before a registry that makes repositories by itself where {@code making} is empty. */
  public FirstPushes(Optional<RepositoryMaking> making, Executor threads) {
    this.making = making;
    this.threads = threads;
  }

  Step before(RepositoryName repository, Step step) {
    return making.isEmpty()
        ? step
        : (exchange, caller) -> {
          if (making.get().isKnown(repository)) {
            step.run(exchange, caller);
          } else {
            later(exchange, () -> run(exchange, caller, repository, step));
          }
        };
  }

  private void run(Exchange exchange, Authenticated caller, RepositoryName repository, Step step) {
    Optional<ErrorAnswer> refused = making.orElseThrow().require(caller.subject(), repository);
    if (refused.isPresent()) {
      exchange.answer(refused.get());
    } else {
      step.run(exchange, caller);
    }
  }

  private void later(Exchange exchange, Runnable stage) {
    try {
      threads.execute(() -> exchange.guard(stage));
    } catch (RejectedExecutionException e) {
      exchange.answer(
          ErrorAnswer.unavailable("too many writes wait for each other", RETRY_SECONDS));
    }
  }
}

package dev.portwrit.gateway.ledger;

import dev.portwrit.gateway.ledger.RepositoryLocks.Hold;
import dev.portwrit.reference.RepositoryName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** A ledger of which each write in a repository takes it first, as a delete does. */
final class LockedLedger {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LockedLedger() {}

  @SuppressWarnings("try") // the lock is held by being there
  static Ledger of(Ledger ledger, RepositoryLocks locks) {
    Object locked =
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {Ledger.class},
            (proxy, method, arguments) -> {
              boolean isWrite =
                  method.getReturnType().equals(void.class)
                      && arguments != null
                      && arguments[0] instanceof RepositoryName;
              try {
                if (!isWrite) {
                  return method.invoke(ledger, arguments);
                }
                try (Hold hold =
                    locks.exclusive((RepositoryName) arguments[0], PATIENCE).orElseThrow()) {
                  return method.invoke(ledger, arguments);
                }
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return (Ledger) locked;
  }
}

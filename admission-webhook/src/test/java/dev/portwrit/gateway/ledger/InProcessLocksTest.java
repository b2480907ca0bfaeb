package dev.portwrit.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

class InProcessLocksTest extends LocksContract {
  private final InProcessLocks locks = new InProcessLocks();

  @Override
  RepositoryLocks locks() {
    return locks;
  }

  @Override
  RepositoryLocks others() {
    return locks;
  }

  @Override
  void requireNoneInUse() {
    assertThat(locks.inUse()).isZero();
  }
}

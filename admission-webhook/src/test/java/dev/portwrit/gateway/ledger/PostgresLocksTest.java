package dev.portwrit.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two gateways with one database. */
class PostgresLocksTest extends LocksContract {
  private PostgresFixture database;
  private PostgresLedger ledger;
  private PostgresLedger otherLedger;

  @BeforeEach
  void open() throws Exception {
    database = PostgresFixture.shared();
    ledger = database.open();
    otherLedger = database.open();
  }

  @AfterEach
  void close() {
    ledger.close();
    otherLedger.close();
  }

  @Override
  RepositoryLocks locks() {
    return ledger.locks();
  }

  @Override
  RepositoryLocks others() {
    return otherLedger.locks();
  }

  @Override
  void requireNoneInUse() throws Exception {
    assertThat(database.locks()).isZero();
  }
}

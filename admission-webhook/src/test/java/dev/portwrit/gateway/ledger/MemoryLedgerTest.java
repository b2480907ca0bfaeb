package dev.portwrit.gateway.ledger;

import org.junit.jupiter.api.AfterEach;

/** The ledger of other tests does what real ones do. */
class MemoryLedgerTest extends LedgerContract {
  private MemoryLedger kept = new MemoryLedger();

  @Override
  Ledger open() {
    return kept;
  }

  /** It lasts as long as the test. */
  @Override
  void reopen() {}

  @AfterEach
  void forget() {
    kept = new MemoryLedger();
  }
}

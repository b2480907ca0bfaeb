package dev.portwrit.gateway.server;

import dev.portwrit.gateway.ledger.InProcessLocks;
import dev.portwrit.gateway.ledger.Ledger;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.PostgresLedger;
import dev.portwrit.gateway.ledger.RepositoryLocks;
import dev.portwrit.gateway.ledger.SqliteLedger;
import java.time.Clock;

/**
 * The ledger of a gateway and the locks that go with it: of a file and this process, or of a
 * database and all gateways that use it.
 */
record LedgerStore(Ledger ledger, RepositoryLocks locks) {
  static LedgerStore open(StateFiles files, Clock clock) throws LedgerException {
    if (files.database().isPresent()) {
      PostgresLedger ledger = PostgresLedger.open(files.database().get(), clock);
      return new LedgerStore(ledger, ledger.locks());
    }
    return new LedgerStore(SqliteLedger.open(files.ledger()), new InProcessLocks());
  }
}

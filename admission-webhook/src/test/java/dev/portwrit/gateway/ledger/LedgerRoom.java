package dev.portwrit.gateway.ledger;

/** Takes the room away that a ledger's file may grow into, and gives it back. */
public final class LedgerRoom {
  private LedgerRoom() {}

  /** From now on the file does not grow, as on a full disk. */
  public static void takeAway(SqliteLedger ledger) throws LedgerException {
    ledger.pragma("max_page_count = 1");
  }

  /** From now on the file cannot be written at all. */
  public static void makeReadOnly(SqliteLedger ledger) throws LedgerException {
    ledger.pragma("query_only = ON");
  }

  /** It grows and is written again. */
  public static void giveBack(SqliteLedger ledger) throws LedgerException {
    ledger.pragma("max_page_count = 1000000");
    ledger.pragma("query_only = OFF");
  }
}

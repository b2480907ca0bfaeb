package dev.portwrit.audit;

/** Whether policy, applied, makes a registry itself allow an access, wherever it reaches there. */
enum Asked {
  /** In every repository of it that is there or declared, of which there is one at least. */
  YES,
  /** In none. */
  NO,
  /** In some, or there is none, or not all that is there could be read. */
  UNKNOWN
}

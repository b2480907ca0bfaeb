package dev.portwrit.audit;

import java.util.List;
import java.util.Optional;

/**
 * What a report holds policy against that is not in the policies: kept beside the report, so that
 * it can be made once more.
 *
 * @param live what a registry allows, empty if none was looked at
 * @param records what those who enforce policies say of themselves, of each in the order in which
 *     it came
 * @param uses what was done by way of a gateway, empty if its log was not looked at
 */
public record Evidence(
    Optional<LiveEvidence> live, List<ForceRecord> records, Optional<UseLog> uses) {
  /** Nothing besides the policies. */
  public static final Evidence NONE = new Evidence(Optional.empty(), List.of(), Optional.empty());

  /** What is put behind the name of a report for that of its evidence. */
  public static final String SUFFIX = ".evidence";

  /** Copies the list. */
  public Evidence {
    records = List.copyOf(records);
  }

  /**
   * Whether there is nothing.
   *
   * @return true if a report is of policies alone
   */
  public boolean isEmpty() {
    return live.isEmpty() && records.isEmpty() && uses.isEmpty();
  }

  /**
   * The evidence as a file has it.
   *
   * @return JSON, ending with a line end; the same evidence has the same text
   */
  public String text() {
    return EvidenceText.write(this);
  }

  /**
   * Reads a file.
   *
   * @param text what {@link #text} made
   * @return the evidence; empty if the text is anything else
   */
  public static Optional<Evidence> read(String text) {
    return EvidenceText.read(text);
  }
}

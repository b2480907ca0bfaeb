package dev.portwrit.source;

import java.time.Instant;

/** Which state of a workspace is meant. */
public sealed interface Revision {
  /** The state that is there: the working tree, or {@code HEAD} of what has none. */
  record Current() implements Revision {}

  /**
   * A branch, a tag or a commit, in any form that Git takes.
   *
   * @param name such as {@code main}, {@code v1.2}, {@code 3f2a91c}, {@code HEAD~2}
   */
  record Named(String name) implements Revision {}

  /**
   * The last commit on the first-parent line whose committer time is at or before an instant.
   *
   * @param written the date or instant as it was typed
   * @param last the instant; for a date its last one, in UTC
   */
  record AsOf(String written, Instant last) implements Revision {}

  /** The state that is there. */
  Revision CURRENT = new Current();

  /**
   * Reads what follows {@code --at}: a date such as {@code 2026-03-31}, an RFC 3339 instant such as
   * {@code 2026-03-31T12:00:00Z}, or a name. A branch whose name looks like a date is named by its
   * full name, {@code refs/heads/2026-03-31}.
   *
   * @param text what was typed
   * @return the revision
   */
  static Revision parse(String text) {
    return RevisionText.parse(text);
  }
}

package dev.portwrit.registry;

import java.time.Instant;
import java.util.List;

/** What is known of who changed an object. */
public sealed interface Authorship {
  /**
   * One change, as the registry tells of it.
   *
   * @param at when, by the registry's clock
   * @param by whose account it was
   * @param action what was done, by the registry's own word
   * @param isOurs whether the account is the one by which Portwrit works there
   */
  record Change(Instant at, String by, String action, boolean isOurs) {}

  /**
   * The registry names the object and who changed it.
   *
   * @param changes at least one, the newest first
   */
  record Told(List<Change> changes) implements Authorship {
    /**
     * Copies the changes.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Told {
      changes = List.copyOf(changes);
      if (changes.isEmpty()) {
        throw new IllegalArgumentException("nobody changed it");
      }
    }
  }

  /**
   * It is not known: the registry tells nothing, or does not name the object exactly.
   *
   * @param reason why, one line without secrets
   */
  record Untold(String reason) implements Authorship {}
}

package dev.portwrit.ownership;

import java.util.List;

/**
 * Who reviews a file.
 *
 * @param accounts teams and people as the code host calls them, without {@code @}, sorted
 * @param areAdmins whether they are the admins of the workspace
 * @param notes why somebody who should is not among them, one line each
 */
public record FileOwners(List<String> accounts, boolean areAdmins, List<String> notes) {
  /** Copies the lists. */
  public FileOwners {
    accounts = List.copyOf(accounts);
    notes = List.copyOf(notes);
  }
}

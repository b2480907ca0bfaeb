package dev.portwrit.registry.twin;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.Tag;
import java.util.Comparator;

/**
 * What a stand-in lets somebody do, in the words of policies.
 *
 * @param account who; whom no policy knows counts as whoever asks
 * @param action what
 * @param repository where, as the registry calls it
 * @param tag with which tag
 */
public record Right(String account, Action action, String repository, Tag tag)
    implements Comparable<Right> {
  private static final Comparator<Right> ORDER = Comparator.comparing(Right::toString);

  @Override
  public int compareTo(Right other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return account + " " + action + " " + repository + ":" + tag;
  }
}

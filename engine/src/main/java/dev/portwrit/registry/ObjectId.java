package dev.portwrit.registry;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Names one native object: the unit that is read, compared, changed and written into the journal.
 *
 * @param kind the kind by the registry's own word, such as {@code repository-policy}; letters,
 *     digits and hyphens
 * @param name the name among its kind, as the registry has it
 */
public record ObjectId(String kind, String name) implements Comparable<ObjectId> {
  private static final Pattern KIND = Pattern.compile("[a-z0-9-]+");
  private static final Comparator<ObjectId> ORDER =
      Comparator.comparing(ObjectId::kind).thenComparing(ObjectId::name);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the kind is no word or the name is empty
   */
  public ObjectId {
    if (!KIND.matcher(kind).matches() || name.isEmpty()) {
      throw new IllegalArgumentException("no name of an object: `" + kind + " " + name + "`");
    }
  }

  @Override
  public int compareTo(ObjectId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}

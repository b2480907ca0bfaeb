package dev.portwrit.source;

import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.revwalk.FooterKey;
import org.eclipse.jgit.revwalk.FooterLine;

/**
 * What a commit says about itself. All text is as it was committed: whoever prints it to a terminal
 * has to clean it.
 *
 * @param id the 40 hexadecimal digits
 * @param parents the identifiers of its parents, the first parent first
 * @param author who wrote the change, and when
 * @param committer who put it where it is, and when
 * @param message the whole message
 */
public record CommitInfo(
    String id, List<String> parents, Person author, Person committer, String message) {
  /**
   * Somebody's name on a commit, which Git takes on trust.
   *
   * @param name as committed
   * @param email as committed
   * @param time when, to the second
   */
  public record Person(String name, String email, Instant time) {
    /**
     * The name as Git writes it.
     *
     * @return such as {@code Ada Lovelace <ada@example.org>}
     */
    @Override
    public String toString() {
      return name + " <" + email + ">";
    }
  }

  /** Copies the list. */
  public CommitInfo {
    parents = List.copyOf(parents);
  }

  /**
   * The instant at which the policies of this commit came to be, as far as Git knows.
   *
   * @return the committer's time
   */
  public Instant time() {
    return committer.time();
  }

  /**
   * The identifier as people write it.
   *
   * @return the first twelve digits
   */
  public String shortId() {
    return id.substring(0, Math.min(12, id.length()));
  }

  /**
   * What the message begins with.
   *
   * @return its first line
   */
  public String subject() {
    return message.lines().findFirst().orElse("");
  }

  /**
   * What trailers of the message say.
   *
   * @param key such as {@code Reviewed-by}, in any case
   * @return their values, in order
   */
  public List<String> trailers(String key) {
    return FooterLine.fromMessage(message).stream()
        .filter(line -> line.matches(new FooterKey(key)))
        .map(FooterLine::getValue)
        .filter(value -> !value.isBlank())
        .toList();
  }
}

package dev.portwrit.review;

import dev.portwrit.source.CommitInfo;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody as a commit, a trailer or the comment of a key names them. Git takes it on trust.
 *
 * @param name what stands before the address, or the whole text where there is none
 * @param email the address, or the whole text where there is none
 */
public record Contributor(String name, String email) {
  /** What GitHub commits by, besides an author, whatever somebody does on its pages. */
  private static final String HOST = "noreply@github.com";

  /**
   * Reads a name.
   *
   * @param text such as {@code Ada Lovelace <ada@example.org>}
   * @return who it is
   */
  public static Contributor of(String text) {
    int address = text.lastIndexOf('<');
    String email = text.substring(address + 1).replace(">", "").strip();
    return new Contributor(address < 0 ? email : text.substring(0, address).strip(), email);
  }

  private static Contributor of(CommitInfo.Person person) {
    return new Contributor(person.name(), person.email());
  }

  /**
   * Who wrote a commit.
   *
   * @param commit any
   * @return its author, and who is said to have helped
   */
  public static List<Contributor> authorsOf(CommitInfo commit) {
    return Stream.concat(
            Stream.of(of(commit.author())),
            commit.trailers("Co-authored-by").stream().map(Contributor::of))
        .toList();
  }

  /**
   * Who put a commit where it is.
   *
   * @param commit any
   * @return its committer; where a code host did it for somebody, its author
   */
  public static Contributor makerOf(CommitInfo commit) {
    Contributor committer = of(commit.committer());
    return committer.isHost() ? of(commit.author()) : committer;
  }

  /**
   * Whether it is a code host itself, and so nobody.
   *
   * @return false for all people
   */
  public boolean isHost() {
    return HOST.equalsIgnoreCase(email);
  }

  /**
   * Whether somebody calls themselves the same, by address or by name, in whatever case.
   *
   * @param other somebody
   * @return true if it may be one person
   */
  public boolean isNamedAs(Contributor other) {
    return isSame(email, other.email) || isSame(name, other.name);
  }

  private static boolean isSame(String one, String other) {
    return !one.isBlank() && one.equalsIgnoreCase(other);
  }

  /** The name as Git writes it. */
  @Override
  public String toString() {
    return name.equals(email) ? email : name + " <" + email + ">";
  }
}

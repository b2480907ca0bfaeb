package dev.portwrit.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the policies themselves lie and are reviewed. {@code accounts} may say what a person or a
 * team is called there, as for a registry, by the name of the host.
 *
 * <p>Sources: GitHub, "About code owners"; GitLab, "Syntax of CODEOWNERS file".
 */
public enum CodeHost {
  /** GitHub: a user, or a team as {@code ORGANIZATION/TEAM}. */
  GITHUB(
      "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?",
      "[A-Za-z0-9-]+/[A-Za-z0-9_.-]+",
      List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
      ".github/CODEOWNERS",
      3_000_000,
      ".github/workflows/"),
  /** GitLab: a user, or a group as {@code GROUP} or {@code GROUP/SUBGROUP}. */
  GITLAB(
      "[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?",
      "[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*",
      List.of("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
      ".gitlab/CODEOWNERS",
      Integer.MAX_VALUE,
      ".gitlab-ci.yml");

  /** The key of {@code accounts} for the addresses by which somebody commits, commas between. */
  public static final String EMAIL = "email";

  private final Pattern person;
  private final Pattern team;

  // The list is never written to; its type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> files;

  private final String usualFile;
  private final int unloadedBytes;
  private final String pipelines;

  CodeHost(
      String person,
      String team,
      List<String> files,
      String usualFile,
      int unloadedBytes,
      String pipelines) {
    this.person = Pattern.compile(person);
    this.team = Pattern.compile(team);
    this.files = files;
    this.usualFile = usualFile;
    this.unloadedBytes = unloadedBytes;
    this.pipelines = pipelines;
  }

  /**
   * The host of a name.
   *
   * @param name such as {@code github}
   * @return empty if there is none of that name
   */
  public static Optional<CodeHost> of(String name) {
    return Arrays.stream(values()).filter(host -> host.toString().equals(name)).findFirst();
  }

  /**
   * Whether {@code accounts} may have a key though no registry is called so.
   *
   * @param key a key of {@code accounts}
   * @return true for a host and for {@link #EMAIL}
   */
  public static boolean isKey(String key) {
    return key.equals(EMAIL) || of(key).isPresent();
  }

  /**
   * Whether a person can have such a name there.
   *
   * @param account what policies say
   * @return false for whatever could be read as something else in a file of owners
   */
  public boolean isPerson(String account) {
    return person.matcher(account).matches();
  }

  /**
   * Whether a team can have such a name there.
   *
   * @param account what policies say
   * @return false for whatever could be read as something else in a file of owners
   */
  public boolean isTeam(String account) {
    return team.matcher(account).matches();
  }

  /**
   * Where the host looks for its file of owners.
   *
   * @return paths from the root of the repository; the first that is there counts
   */
  public List<String> files() {
    return files;
  }

  /**
   * Where a file of owners is made if there is none.
   *
   * @return one of {@link #files()}
   */
  public String usualFile() {
    return usualFile;
  }

  /**
   * The size at which the host does not load a file of owners any more. GitHub: "CODEOWNERS files
   * must be under 3 MB in size".
   *
   * @return bytes; the greatest number if the host names no size
   */
  public int unloadedBytes() {
    return unloadedBytes;
  }

  /**
   * Where the host looks for what it runs on a change.
   *
   * @return a file, or a folder with a final slash, from the root of the repository
   */
  public String pipelines() {
    return pipelines;
  }

  /** The name as policies write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

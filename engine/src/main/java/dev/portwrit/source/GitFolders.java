package dev.portwrit.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Finds repositories by looking at folders, without loading Git, which most questions never need.
 */
final class GitFolders {
  private static final String POINTER = "gitdir: ";

  private GitFolders() {}

  /** Whether the folder itself looks like a repository: bare, or the inside of a {@code .git}. */
  static boolean isBare(Path folder) {
    return Files.isRegularFile(folder.resolve("HEAD"))
        && Files.isDirectory(folder.resolve("objects"))
        && Files.isDirectory(folder.resolve("refs"));
  }

  /**
   * Whether a folder lies where Git checks files out. What looks like a repository there can be a
   * part of what was committed, with any history that somebody wrote.
   *
   * @param folder without links
   */
  static boolean isCheckedOut(Path folder) {
    for (Path here = folder; here != null; here = here.getParent()) {
      Path git = here.resolve(".git");
      if (Files.exists(git, LinkOption.NOFOLLOW_LINKS)) {
        return !folder.startsWith(git);
      }
    }
    return false;
  }

  /** The history of the repository in whose working tree the workspace lies. */
  static Optional<GitHistory> historyOf(Path root, SourceEnvironment environment) {
    for (Path here = root; here != null; here = here.getParent()) {
      Optional<Path> gitDirectory = gitDirectory(here);
      if (gitDirectory.isPresent()) {
        String part = here.relativize(root).toString().replace('\\', '/');
        return Optional.of(
            new GitHistory(
                new LocalRepository(gitDirectory.get()),
                Optional.empty(),
                PathText.line(root.toString()),
                part,
                environment.limits()));
      }
    }
    return Optional.empty();
  }

  /** What {@code .git} is or, in a linked working tree or a submodule, points to. */
  private static Optional<Path> gitDirectory(Path folder) {
    Path git = folder.resolve(".git");
    if (Files.isDirectory(git)) {
      return Files.isRegularFile(git.resolve("HEAD")) ? Optional.of(git) : Optional.empty();
    }
    if (!Files.isRegularFile(git, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(git, StandardCharsets.UTF_8).strip();
      return text.startsWith(POINTER)
          ? Optional.of(folder.resolve(text.substring(POINTER.length())).normalize())
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Whether {@code HEAD} has the workspace. */
  static boolean isKnown(GitHistory history) throws SourceException {
    return committed(history).isPresent();
  }

  /** Whether a folder differs from {@code HEAD}. */
  static boolean differs(PolicySource source, GitHistory history) throws SourceException {
    Optional<Snapshot> head = committed(history);
    if (head.isEmpty()) {
      return true;
    }
    Snapshot tree = source.read(Revision.CURRENT);
    return !areSame(tree.files(), head.get().files())
        || !areSame(tree.guardrails(), head.get().guardrails())
        || !areSame(tree.tests(), head.get().tests())
        || !tree.diagnostics().equals(head.get().diagnostics());
  }

  /** What {@code HEAD} has; empty if there is no commit, or no workspace in it. */
  private static Optional<Snapshot> committed(GitHistory history) throws SourceException {
    try {
      return Optional.of(history.read(Revision.CURRENT));
    } catch (SourceException problem) {
      switch (problem.code()) {
        case NO_WORKSPACE, REVISION_UNKNOWN -> {
          return Optional.empty();
        }
        default -> throw problem;
      }
    }
  }

  private static boolean areSame(List<PolicyFile> left, List<PolicyFile> right) {
    if (left.size() != right.size()) {
      return false;
    }
    Iterator<PolicyFile> others = right.iterator();
    return left.stream().allMatch(file -> isSame(file, others.next()));
  }

  private static boolean isSame(PolicyFile left, PolicyFile right) {
    return left.equals(right)
        || (left.path().equals(right.path()) && unixText(left).equals(unixText(right)));
  }

  /** One character a byte: the comparison is exact but for line ends. */
  private static String unixText(PolicyFile file) {
    return new String(file.content(), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
  }
}

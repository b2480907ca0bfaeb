package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A workspace, wherever it lies: in a plain folder, in a working tree of Git, in a bare repository,
 * or behind a {@code file:}, {@code https:} or {@code ssh:} URL.
 *
 * <p>Opening looks at the file system only; remotes are asked when something is read. A folder is
 * read without any part of Git. May be used by several threads.
 */
public final class PolicySource implements AutoCloseable {
  private final String origin;
  private final @Nullable Path folder;
  private final SourceEnvironment environment;

  // Looked for only when it is needed: what reads a folder alone starts without any part of Git.
  private Optional<GitHistory> history;
  private boolean isLookedFor;

  private PolicySource(
      String origin,
      @Nullable Path folder,
      Optional<GitHistory> history,
      SourceEnvironment environment) {
    this.origin = origin;
    this.folder = folder;
    this.history = history;
    this.isLookedFor = folder == null;
    this.environment = environment;
  }

  /**
   * Finds the workspace of a folder: the nearest one upwards that has a {@code portwrit.yaml}.
   *
   * @param start where to begin
   * @param environment what machine and user bring
   * @return the source
   * @throws SourceException if there is none up to the root of the file system
   */
  public static PolicySource find(Path start, SourceEnvironment environment)
      throws SourceException {
    for (Path here = absolute(start); here != null; here = here.getParent()) {
      if (hasRootFile(here)) {
        return ofFolder(here, environment);
      }
    }
    throw new SourceException(
        Code.NO_WORKSPACE,
        "there is no `portwrit.yaml` in `" + shown(start) + "` or above",
        "`portwrit init` makes a first workspace; `-C` names another place");
  }

  /**
   * Opens the workspace that was named.
   *
   * @param typed a folder that has a {@code portwrit.yaml}, a bare repository, or a URL; behind the
   *     last two perhaps {@code #branch}, {@code #branch:folder} or {@code #:folder}
   * @param base what a relative path is relative to
   * @param environment what machine and user bring
   * @return the source
   * @throws SourceException if there is no such thing
   */
  public static PolicySource open(String typed, Path base, SourceEnvironment environment)
      throws SourceException {
    return SourceOpening.open(typed, base, environment);
  }

  static PolicySource ofFolder(Path root, SourceEnvironment environment) {
    return new PolicySource(root.toString(), root, Optional.empty(), environment);
  }

  static PolicySource ofHistory(String origin, GitHistory history, SourceEnvironment environment) {
    return new PolicySource(origin, null, Optional.of(history), environment);
  }

  /**
   * Where the workspace lies, for people.
   *
   * @return a folder, or a URL without credentials
   */
  public String origin() {
    return origin;
  }

  /**
   * Reads the workspace.
   *
   * @param revision which state; {@link Revision#CURRENT} is the folder as it lies there, or {@code
   *     HEAD} of a bare repository or URL
   * @return the files
   * @throws SourceException if there is no such state, or it could not be read
   */
  public Snapshot read(Revision revision) throws SourceException {
    if (folder != null && revision instanceof Revision.Current) {
      return FolderListing.of(folder, environment.limits()).read();
    }
    return requireHistory().read(revision);
  }

  /**
   * Finds the commit that {@link #read(Revision)} would read, without reading it.
   *
   * @param revision which state
   * @return empty where it is the files of a folder, or the commit has no such folder
   * @throws SourceException if there is no such state
   */
  public Optional<CommittedState> find(Revision revision) throws SourceException {
    return folder != null && revision instanceof Revision.Current
        ? Optional.empty()
        : requireHistory().find(revision);
  }

  /**
   * Reads a state that was found before.
   *
   * @param state one of this workspace
   * @return the files
   * @throws SourceException if the commit is gone, or has no workspace
   */
  public Snapshot read(CommittedState state) throws SourceException {
    return requireHistory().read(state);
  }

  /**
   * Whether the workspace is followed by commit: it lies in a repository that knows its {@code
   * portwrit.yaml}. A folder of which Git knows nothing is a plain folder, even within a working
   * tree.
   *
   * @return true if {@link #history()} is the way to follow it
   * @throws SourceException if the repository could not be read
   */
  public boolean isFollowedByCommit() throws SourceException {
    if (folder == null) {
      return true;
    }
    Optional<GitHistory> commits = history();
    return commits.isPresent() && GitFolders.isKnown(commits.get());
  }

  /**
   * The commits of the workspace.
   *
   * @return empty where there is no repository
   */
  public synchronized Optional<GitHistory> history() {
    if (!isLookedFor && folder != null) {
      history = GitFolders.historyOf(folder, environment);
      isLookedFor = true;
    }
    return history;
  }

  /**
   * Where in its repository the workspace lies.
   *
   * @return its path from the root of the repository, with forward slashes; empty where it is the
   *     root, or there is no repository
   */
  public String folderInRepository() {
    return folder == null
        ? history().map(GitHistory::folder).orElse("")
        : WorkspacePlace.of(folder).folder();
  }

  /**
   * A way to follow a plain folder.
   *
   * @return a watch that has not told anything yet
   * @throws IllegalStateException if the source is not a folder
   */
  public FolderWatch watch() {
    if (folder == null) {
      throw new IllegalStateException("not a folder: " + origin);
    }
    return new FolderWatch(folder, environment.limits(), environment.clock());
  }

  /**
   * Whether the folder says anything else than {@code HEAD}: a policy, test or guardrail that is
   * changed, new or gone. Line ends do not count, which Git may write in two ways. A plain folder
   * is not committed at all.
   *
   * @return false for a bare repository and a URL
   * @throws SourceException if either could not be read
   */
  public boolean hasUncommittedPolicy() throws SourceException {
    if (folder == null) {
      return false;
    }
    Optional<GitHistory> commits = history();
    return commits.isEmpty() || GitFolders.differs(this, commits.get());
  }

  @Override
  public synchronized void close() {
    history.ifPresent(GitHistory::close);
  }

  private GitHistory requireHistory() throws SourceException {
    return history()
        .orElseThrow(
            () ->
                new SourceException(
                    Code.REVISION_UNKNOWN,
                    "`"
                        + PathText.line(origin)
                        + "` is not in a Git repository: it has no earlier state",
                    "leave out `--at`, or name a repository"));
  }

  /** Whether it is there; where that cannot be seen, it is not taken to be absent. */
  static boolean hasRootFile(Path folder) throws SourceException {
    Path file = folder.resolve(PolicyPaths.ROOT_FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    throw new SourceException(
        Code.SOURCE_UNREADABLE,
        "cannot look for `" + PolicyPaths.ROOT_FILE + "` in `" + shown(folder) + "`",
        "see who may read the folder");
  }

  /** The folder as the file system knows it: links above a workspace are of no concern. */
  static Path absolute(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException absent) {
      return path.toAbsolutePath().normalize();
    }
  }

  static String shown(Path path) {
    return PathText.line(path.toString());
  }
}

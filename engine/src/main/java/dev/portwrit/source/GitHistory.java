package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The commits of the repository in which a workspace lies, read from its object database: no
 * checkout, no filter, no hook, and nothing written to a repository that is not our own copy. May
 * be used by several threads.
 */
public final class GitHistory implements AutoCloseable {
  private final Repositories repositories;
  private final Optional<String> branch;
  private final String origin;
  private final CommitReader reader;

  GitHistory(
      Repositories repositories,
      Optional<String> branch,
      String origin,
      String folder,
      SourceLimits limits) {
    this.repositories = repositories;
    this.branch = branch;
    this.origin = origin;
    this.reader = new CommitReader(origin, folder, limits);
  }

  /**
   * Asks the remote for what is new. Where there is no remote this does nothing: a repository of
   * this machine is read as it is at each call. A remote is also asked by the first question, so
   * that nobody reads an old copy without knowing.
   *
   * @throws SourceException if the remote does not answer or does not let us in; what was fetched
   *     before can still be read
   */
  public void fetch() throws SourceException {
    repositories.fetch();
  }

  /**
   * Finds the commit of a revision.
   *
   * @param revision which; {@link Revision.Current} is {@code HEAD}, or the branch that the address
   *     names
   * @return the commit
   * @throws SourceException if there is none, or this clone is too shallow to know
   */
  public CommitInfo resolve(Revision revision) throws SourceException {
    return asking((repository, walk) -> Commits.info(commit(repository, walk, revision)));
  }

  /**
   * Reads the workspace at a revision.
   *
   * @param revision which
   * @return its files
   * @throws SourceException if there is no such commit, or no workspace in it
   */
  public Snapshot read(Revision revision) throws SourceException {
    return asking(
        (repository, walk) -> {
          RevCommit commit = commit(repository, walk, revision);
          CommitInfo info = Commits.info(commit);
          Instant asOf = null;
          if (revision instanceof Revision.AsOf date) {
            asOf = date.last();
          } else if (revision instanceof Revision.Named) {
            asOf = info.time();
          }
          return reader.read(walk.getObjectReader(), commit, info, asOf);
        });
  }

  /**
   * Reads the workspace at a commit that was found before.
   *
   * @param commit which
   * @return its files, as of the time of the commit
   * @throws SourceException if the commit is gone, or has no workspace
   */
  public Snapshot read(CommitInfo commit) throws SourceException {
    return read(new Revision.Named(commit.id()));
  }

  /**
   * Whether one commit comes after another, by whatever parents.
   *
   * @param commit the identifier of the later one
   * @param ancestor the identifier of the earlier one; a commit comes after itself
   * @return true if the ancestor is in the history of the commit
   * @throws SourceException if either is not here, or this clone is too shallow to know
   */
  public boolean isDescendant(String commit, String ancestor) throws SourceException {
    return asking(
        (repository, walk) -> {
          RevCommit wanted = named(repository, walk, ancestor);
          Set<RevCommit> seen = new HashSet<>();
          Deque<RevCommit> next = new ArrayDeque<>(List.of(named(repository, walk, commit)));
          boolean cut = false;
          while (!next.isEmpty()) {
            RevCommit here = next.remove();
            if (here.equals(wanted)) {
              return true;
            }
            walk.parseHeaders(here);
            cut |= isCut(repository, here);
            for (RevCommit parent : here.getParents()) {
              if (seen.add(parent)) {
                next.add(parent);
              }
            }
          }
          if (cut) {
            throw shallow("this clone ends before `" + ancestor + "` could be found");
          }
          return false;
        });
  }

  /**
   * The first-parent line of a revision: what its branch was, commit by commit.
   *
   * @param from where it begins
   * @return newest first, back to the first commit
   * @throws SourceException if there is no such commit, or this clone is shallow
   */
  public List<CommitInfo> firstParentLine(Revision from) throws SourceException {
    return asking(
        (repository, walk) -> {
          List<CommitInfo> line = new ArrayList<>();
          RevCommit here = commit(repository, walk, from);
          while (here != null) {
            line.add(Commits.info(here));
            if (isCut(repository, here)) {
              throw shallow("this clone ends at commit " + here.name());
            }
            here = parent(walk, here);
          }
          return line;
        });
  }

  @Override
  public void close() {
    repositories.close();
  }

  private RevCommit commit(Repository repository, RevWalk walk, Revision revision)
      throws IOException, SourceException {
    if (revision instanceof Revision.Named named) {
      return named(repository, walk, named.name());
    }
    RevCommit tip = tip(repository, walk);
    return revision instanceof Revision.AsOf date ? atOrBefore(repository, walk, tip, date) : tip;
  }

  private RevCommit tip(Repository repository, RevWalk walk) throws IOException, SourceException {
    if (branch.isPresent()) {
      return named(repository, walk, branch.get());
    }
    ObjectId head = repository.resolve("HEAD");
    if (head == null) {
      throw unknown("`" + origin + "` has no commit yet", "commit a workspace, or name a branch");
    }
    return walk.parseCommit(head);
  }

  private RevCommit named(Repository repository, RevWalk walk, String name)
      throws IOException, SourceException {
    try {
      ObjectId id = repository.resolve(name);
      if (id != null) {
        return walk.parseCommit(id);
      }
    } catch (MissingObjectException
        | IncorrectObjectTypeException
        | AmbiguousObjectException
        | IllegalArgumentException no) {
      // a hash that is not here, something else than a commit, or no name at all: said below
    }
    boolean isShallow = !repository.getObjectDatabase().getShallowCommits().isEmpty();
    throw unknown(
        "`" + PathText.line(name) + "` is no branch, tag or commit of `" + origin + "`",
        isShallow
            ? "this clone is shallow: `git fetch --unshallow` brings the rest"
            : "a date is written `2026-03-31`, an instant `2026-03-31T12:00:00Z`");
  }

  private RevCommit atOrBefore(
      Repository repository, RevWalk walk, RevCommit tip, Revision.AsOf date)
      throws IOException, SourceException {
    RevCommit here = tip;
    while (Commits.info(here).time().isAfter(date.last())) {
      if (isCut(repository, here)) {
        throw shallow("this clone does not reach back to " + PathText.line(date.written()));
      }
      RevCommit before = parent(walk, here);
      if (before == null) {
        throw unknown(
            "there is no commit at or before " + PathText.line(date.written()),
            "the first one is of " + Commits.info(here).time());
      }
      here = before;
    }
    return here;
  }

  private static @Nullable RevCommit parent(RevWalk walk, RevCommit commit) throws IOException {
    return commit.getParentCount() == 0 ? null : walk.parseCommit(commit.getParent(0));
  }

  private static boolean isCut(Repository repository, RevCommit commit) throws IOException {
    return repository.getObjectDatabase().getShallowCommits().contains(commit);
  }

  private static SourceException shallow(String message) {
    return new SourceException(
        Code.HISTORY_SHALLOW, message, "`git fetch --unshallow` brings the rest");
  }

  private static SourceException unknown(String message, String help) {
    return new SourceException(Code.REVISION_UNKNOWN, message, help);
  }

  private interface Question<T> {
    T ask(Repository repository, RevWalk walk) throws IOException, SourceException;
  }

  private <T> T asking(Question<T> question) throws SourceException {
    try (RevWalk walk = new RevWalk(repositories.open())) {
      return question.ask(repositories.open(), walk);
    } catch (IOException | RuntimeException unreadable) {
      // JGit answers some broken objects with exceptions that are not checked.
      throw new SourceException(
          Code.SOURCE_UNREADABLE,
          "cannot read from the repository `"
              + origin
              + "`: "
              + PathText.line(String.valueOf(unreadable.getMessage())),
          "`git fsck` says more about a repository that is broken",
          unreadable);
    }
  }
}

package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
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
  private final String folder;
  private final CommitReader reader;
  private final CommitGraph graph = new CommitGraph();

  GitHistory(
      Repositories repositories,
      Optional<String> branch,
      String origin,
      String folder,
      SourceLimits limits) {
    this.repositories = repositories;
    this.branch = branch;
    this.origin = origin;
    this.folder = folder;
    this.reader = new CommitReader(origin, folder, limits);
  }

  /** The way from the root of the repository to the workspace; empty if it is the root. */
  String folder() {
    return folder;
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
    return asking((search, walk) -> Commits.info(search.commit(revision)));
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
        (search, walk) -> {
          RevCommit commit = search.commit(revision);
          CommitInfo info = Commits.info(commit);
          return reader.read(walk.getObjectReader(), commit, info, asOf(revision, info));
        });
  }

  private static @Nullable Instant asOf(Revision revision, CommitInfo commit) {
    if (revision instanceof Revision.AsOf date) {
      return date.last();
    }
    return revision instanceof Revision.Named ? commit.time() : null;
  }

  /**
   * Finds the state of a revision without reading it.
   *
   * @param revision which
   * @return the commit with the tree of the workspace; empty if there is no such folder in it
   * @throws SourceException if there is no such commit
   */
  public Optional<CommittedState> find(Revision revision) throws SourceException {
    return asking(
        (search, walk) -> {
          RevCommit commit = search.commit(revision);
          CommitInfo info = Commits.info(commit);
          Optional<Instant> asOf = Optional.ofNullable(asOf(revision, info));
          return reader
              .root(walk.getObjectReader(), commit)
              .map(tree -> new CommittedState(origin, info, asOf, tree.name()));
        });
  }

  /**
   * Reads a state that was found before.
   *
   * @param state one of this repository
   * @return its files
   * @throws SourceException if the commit is gone, or has no workspace
   */
  public Snapshot read(CommittedState state) throws SourceException {
    return asking(
        (search, walk) -> {
          RevCommit commit = search.named(state.commit().id());
          return reader.read(
              walk.getObjectReader(), commit, state.commit(), state.asOf().orElse(null));
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
   * Reads the workspace at a commit that is here already, without asking a remote.
   *
   * @param commitId the 40 digits
   * @return its files, as of the time of the commit; empty if the commit is not here
   * @throws SourceException if it could not be read, or has no workspace
   */
  public Optional<Snapshot> readHeld(String commitId) throws SourceException {
    try {
      Optional<Repository> held = repositories.held();
      if (held.isEmpty() || !ObjectId.isId(commitId)) {
        return Optional.empty();
      }
      try (RevWalk walk = new RevWalk(held.get())) {
        RevCommit commit = walk.parseCommit(ObjectId.fromString(commitId));
        CommitInfo info = Commits.info(commit);
        return Optional.of(reader.read(walk.getObjectReader(), commit, info, info.time()));
      } catch (MissingObjectException | IncorrectObjectTypeException absent) {
        return Optional.empty();
      }
    } catch (IOException | RuntimeException unreadable) {
      throw unreadable(unreadable);
    }
  }

  /**
   * Sees to it that a commit stays here, with all before it, even if the remote rewrites its
   * history. A repository of this machine is not written to: there nothing is done.
   *
   * @param commitId the 40 digits of a commit that is here
   * @throws SourceException if that cannot be noted
   */
  public void keep(String commitId) throws SourceException {
    try {
      repositories.keep(commitId);
    } catch (IOException | RuntimeException unwritable) {
      throw unreadable(unwritable);
    }
  }

  /**
   * Whether a commit is signed by a key that was asked for.
   *
   * @param commitId the 40 digits of a commit that is here
   * @param keys who may sign
   * @param now when keys must not have expired
   * @return who signed, or why that does not count
   * @throws SourceException if the commit could not be read
   */
  public SignatureVerdict signature(String commitId, SigningKeys keys, Instant now)
      throws SourceException {
    return asking((search, walk) -> search.signature(commitId, keys, now));
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
        (search, walk) -> {
          RevCommit wanted = search.named(ancestor);
          Set<RevCommit> seen = new HashSet<>();
          Deque<RevCommit> next = new ArrayDeque<>(List.of(search.named(commit)));
          boolean cut = false;
          while (!next.isEmpty()) {
            RevCommit here = next.remove();
            if (here.equals(wanted)) {
              return true;
            }
            walk.parseHeaders(here);
            cut |= search.isCut(here);
            for (RevCommit parent : here.getParents()) {
              if (seen.add(parent)) {
                next.add(parent);
              }
            }
          }
          if (cut) {
            throw CommitSearch.shallow("this clone ends before `" + ancestor + "` could be found");
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
        (search, walk) -> {
          List<CommitInfo> line = new ArrayList<>();
          RevCommit here = search.commit(from);
          while (here != null) {
            line.add(Commits.info(here));
            if (search.isCut(here)) {
              throw CommitSearch.shallow("this clone ends at commit " + here.name());
            }
            here = search.parent(here);
          }
          return line;
        });
  }

  /**
   * The first-parent line of a revision as far as this clone has it.
   *
   * @param from where it begins
   * @return the line, and whether a shallow clone cuts it off
   * @throws SourceException if there is no such commit
   */
  public BranchLine branchLine(Revision from) throws SourceException {
    return asking(
        (search, walk) -> {
          List<CommitInfo> line = new ArrayList<>();
          RevCommit here = search.commit(from);
          while (here != null) {
            line.add(Commits.info(here));
            if (search.isCut(here)) {
              return new BranchLine(line, true);
            }
            here = search.parent(here);
          }
          return new BranchLine(line, false);
        });
  }

  /**
   * What a merge brought: the commits before its other parents that are not before its first.
   *
   * @param commitId the identifier of a commit
   * @return nothing if it is no merge
   * @throws SourceException if they could not be read
   */
  public Brought mergedBy(String commitId) throws SourceException {
    return asking(
        (search, walk) -> {
          RevCommit merge = search.named(commitId);
          if (merge.getParentCount() < 2) {
            return Brought.NOTHING;
          }
          List<ObjectId> others =
              List.<ObjectId>of(merge.getParents()).subList(1, merge.getParentCount());
          List<CommitInfo> brought = new ArrayList<>();
          walk.setRetainBody(false);
          for (ObjectId id : graph.between(walk, search.cutCommits(), merge.getParent(0), others)) {
            RevCommit commit = walk.parseCommit(id);
            walk.parseBody(commit);
            brought.add(Commits.info(commit));
          }
          return search.cutCommits().isEmpty()
              ? new Brought(brought, false)
              : Brought.ofShallow(Commits.info(merge), brought, parents(walk, merge), ends(search));
        });
  }

  private static Map<String, List<String>> parents(RevWalk walk, RevCommit merge)
      throws IOException {
    walk.reset();
    walk.markStart(walk.parseCommit(merge));
    Map<String, List<String>> parents = new HashMap<>();
    for (RevCommit commit : walk) {
      parents.put(commit.name(), Arrays.stream(commit.getParents()).map(ObjectId::name).toList());
    }
    return parents;
  }

  private static Set<String> ends(CommitSearch search) throws IOException {
    return search.cutCommits().stream().map(ObjectId::name).collect(Collectors.toSet());
  }

  /**
   * What one commit has that another has not.
   *
   * @param base the identifier of a commit, such as the tip of the branch that takes changes
   * @param head the identifier of the commit with the change
   * @return its commits, and whether it has all that the base has
   * @throws SourceException if this clone is too shallow to know
   */
  public BranchChange changeSince(String base, String head) throws SourceException {
    return asking(
        (search, walk) -> {
          RevCommit there = search.named(base);
          RevCommit here = search.named(head);
          walk.sort(RevSort.TOPO);
          walk.markStart(here);
          walk.markUninteresting(there);
          List<CommitInfo> commits = new ArrayList<>();
          for (RevCommit commit : walk) {
            commits.add(Commits.info(commit));
            if (search.isCut(commit)) {
              throw CommitSearch.shallow("this clone ends at commit " + commit.name());
            }
          }
          walk.reset();
          boolean isUpToDate = walk.isMergedInto(walk.parseCommit(there), walk.parseCommit(here));
          return new BranchChange(isUpToDate, commits);
        });
  }

  /**
   * Where a path leads elsewhere by a change: a folder with a workspace in it became a link or a
   * submodule, or a link leads to another folder. Who follows such a path reads both states where
   * it leads now.
   *
   * @param base the identifier of a commit without the change
   * @param head the identifier of one with it
   * @return their paths from the root of the repository, in order
   * @throws SourceException if either could not be read
   */
  public List<String> movedFolders(String base, String head) throws SourceException {
    return asking(
        (search, walk) ->
            MovedFolders.between(
                walk.getObjectReader(),
                search.named(base).getTree(),
                search.named(head).getTree()));
  }

  /**
   * The parents of a commit.
   *
   * @param commitId the identifier of a commit
   * @return the first parent first; empty if it has none, or a shallow clone ends with it
   * @throws SourceException if they could not be read
   */
  public List<CommitInfo> parents(String commitId) throws SourceException {
    return asking(
        (search, walk) -> {
          RevCommit commit = search.named(commitId);
          List<CommitInfo> parents = new ArrayList<>();
          if (!search.isCut(commit)) {
            for (RevCommit parent : commit.getParents()) {
              parents.add(Commits.info(walk.parseCommit(parent)));
            }
          }
          return parents;
        });
  }

  /**
   * Whether a shallow clone ends with a commit, though history goes on.
   *
   * @param commitId the identifier of a commit
   * @throws SourceException if it could not be read
   */
  public boolean isEnd(String commitId) throws SourceException {
    return asking((search, walk) -> search.isCut(search.named(commitId)));
  }

  /**
   * All besides a commit on which it depends what is found behind it: which repository and folder,
   * and where a shallow clone ends.
   *
   * @return some lines
   * @throws SourceException if the repository could not be read
   */
  public String standpoint() throws SourceException {
    return asking(
        (search, walk) -> {
          List<String> lines = new ArrayList<>();
          search.cutCommits().stream().map(ObjectId::name).sorted().forEach(lines::add);
          lines.add(0, folder);
          lines.add(0, origin);
          return String.join("\n", lines);
        });
  }

  /**
   * Which workspace it is, wherever its repository lies: by the first commit of the first-parent
   * line and the folder in it.
   *
   * @param commitId the identifier of a commit of it
   * @return one word; clones of one repository have the same
   * @throws SourceException if there is no such commit, or this clone is shallow
   */
  public String identity(String commitId) throws SourceException {
    return asking(
        (search, walk) -> {
          RevCommit first = search.named(commitId);
          for (RevCommit here = first; here != null; here = search.parent(here)) {
            walk.parseHeaders(here);
            if (search.isCut(here)) {
              throw CommitSearch.shallow("this clone ends at commit " + here.name());
            }
            first = here;
          }
          return first.name() + ":" + folder;
        });
  }

  @Override
  public void close() {
    repositories.close();
  }

  private interface Question<T> {
    T ask(CommitSearch search, RevWalk walk) throws IOException, SourceException;
  }

  private <T> T asking(Question<T> question) throws SourceException {
    try {
      Repository repository = repositories.open();
      try (RevWalk walk = new RevWalk(repository)) {
        return question.ask(new CommitSearch(repository, walk, branch, origin), walk);
      }
    } catch (IOException | RuntimeException unreadable) {
      throw unreadable(unreadable);
    }
  }

  /** JGit answers some broken objects with exceptions that are not checked. */
  private SourceException unreadable(Exception cause) {
    return new SourceException(
        Code.SOURCE_UNREADABLE,
        "cannot read from the repository `"
            + origin
            + "`: "
            + PathText.line(String.valueOf(cause.getMessage())),
        "`git fsck` says more about a repository that is broken",
        cause);
  }
}

package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Finds the commits that people name, by name or by date. */
final class CommitSearch {
  private static final Pattern HEAD = Pattern.compile("^(?:HEAD|@)(?=$|[~^@])");

  private final Repository repository;
  private final RevWalk walk;
  private final Optional<String> branch;
  private final String origin;

  /**
   * A search.
   *
   * @param branch what stands for {@code HEAD}, empty for {@code HEAD} itself
   * @param origin the repository, for messages
   */
  CommitSearch(Repository repository, RevWalk walk, Optional<String> branch, String origin) {
    this.repository = repository;
    this.walk = walk;
    this.branch = branch;
    this.origin = origin;
  }

  /** The commit of a revision. */
  RevCommit commit(Revision revision) throws IOException, SourceException {
    if (revision instanceof Revision.Named named) {
      return named(ofBranch(named.name()));
    }
    RevCommit tip = tip();
    return revision instanceof Revision.AsOf date ? atOrBefore(tip, date) : tip;
  }

  // Where a branch stands for HEAD, so does what is said from there, such as HEAD~1.
  private String ofBranch(String name) {
    return branch
        .map(one -> HEAD.matcher(name).replaceFirst(Matcher.quoteReplacement(one)))
        .orElse(name);
  }

  private RevCommit tip() throws IOException, SourceException {
    if (branch.isPresent()) {
      return named(branch.get());
    }
    ObjectId head = repository.resolve("HEAD");
    if (head == null) {
      throw unknown("`" + origin + "` has no commit yet", "commit a workspace, or name a branch");
    }
    return walk.parseCommit(head);
  }

  /** The commit of a branch, tag or identifier. */
  RevCommit named(String name) throws IOException, SourceException {
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

  /** Whether a commit is signed by one of the keys. */
  SignatureVerdict signature(String id, SigningKeys keys, Instant now)
      throws IOException, SourceException {
    RevCommit commit = named(id);
    walk.parseBody(commit);
    return keys.judge(repository, commit, now);
  }

  private RevCommit atOrBefore(RevCommit tip, Revision.AsOf date)
      throws IOException, SourceException {
    RevCommit here = tip;
    while (Commits.info(here).time().isAfter(date.last())) {
      if (isCut(here)) {
        throw shallow("this clone does not reach back to " + PathText.line(date.written()));
      }
      RevCommit before = parent(here);
      if (before == null) {
        throw unknown(
            "there is no commit at or before " + PathText.line(date.written()),
            "the first one is of " + Commits.info(here).time());
      }
      here = before;
    }
    return here;
  }

  /** The commit before it on the first-parent line; null before the first. */
  @Nullable RevCommit parent(RevCommit commit) throws IOException {
    return commit.getParentCount() == 0 ? null : walk.parseCommit(commit.getParent(0));
  }

  /** Where a shallow clone ends. */
  Set<ObjectId> cutCommits() throws IOException {
    return repository.getObjectDatabase().getShallowCommits();
  }

  /** Whether a shallow clone ends here, though history goes on. */
  boolean isCut(RevCommit commit) throws IOException {
    return repository.getObjectDatabase().getShallowCommits().contains(commit);
  }

  static SourceException shallow(String message) {
    return new SourceException(
        Code.HISTORY_SHALLOW, message, "`git fetch --unshallow` brings the rest");
  }

  private static SourceException unknown(String message, String help) {
    return new SourceException(Code.REVISION_UNKNOWN, message, help);
  }
}

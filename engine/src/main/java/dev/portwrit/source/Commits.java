package dev.portwrit.source;

import java.io.IOException;
import java.util.Arrays;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Turns commits into what the engine knows of them. */
final class Commits {
  private Commits() {}

  static CommitInfo info(RevCommit commit) throws IOException {
    return new CommitInfo(
        commit.name(),
        Arrays.stream(commit.getParents()).map(AnyObjectId::name).toList(),
        person(commit, commit.getAuthorIdent()),
        person(commit, commit.getCommitterIdent()),
        commit.getFullMessage());
  }

  private static CommitInfo.Person person(RevCommit commit, @Nullable PersonIdent ident)
      throws IOException {
    if (ident == null) {
      throw new CorruptObjectException(commit, "no author or no committer");
    }
    return new CommitInfo.Person(
        ident.getName(), ident.getEmailAddress(), ident.getWhenAsInstant());
  }
}

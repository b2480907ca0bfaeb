package dev.portwrit.source;

import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * References of our own in a copy, so that a commit in force is not swept away after the remote
 * rewrote its history. One that a later one reaches anyway is dropped, whoever set it.
 */
final class KeptCommits {
  private static final String PREFIX = "refs/portwrit/kept/";

  private KeptCommits() {}

  static void add(Repository copy, ObjectId commit) throws IOException {
    set(copy, commit);
    try (RevWalk walk = new RevWalk(copy)) {
      RevCommit kept = walk.parseCommit(commit);
      for (Ref ref : copy.getRefDatabase().getRefsByPrefix(PREFIX)) {
        RevCommit other = walk.parseCommit(ref.getObjectId());
        if (!other.equals(kept) && walk.isMergedInto(other, kept)) {
          RefUpdate update = copy.updateRef(ref.getName());
          update.setForceUpdate(true);
          update.delete();
        }
      }
    }
  }

  private static void set(Repository copy, ObjectId commit) throws IOException {
    RefUpdate update = copy.updateRef(PREFIX + commit.name());
    update.setNewObjectId(commit);
    RefUpdate.Result result = update.forceUpdate();
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw new IOException("the commit could not be kept: " + result);
    }
  }
}

package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Reads the files of a commit from the object database. */
final class CommitReader {
  private final String origin;
  private final String folder;
  private final SourceLimits limits;

  /** The files read last, so that a commit that changes one file costs the reading of one. */
  private volatile Map<String, Held> held = Map.of();

  private record Held(ObjectId blob, PolicyFile file) {}

  /**
   * A reader.
   *
   * @param folder the root of the workspace within the repository, empty for the whole
   */
  CommitReader(String origin, String folder, SourceLimits limits) {
    this.origin = origin;
    this.folder = folder;
    this.limits = limits;
  }

  Snapshot read(ObjectReader reader, RevCommit commit, CommitInfo info, @Nullable Instant asOf)
      throws IOException, SourceException {
    Optional<ObjectId> root = root(reader, commit);
    Harvest harvest = new Harvest(limits);
    Map<String, Held> read = new HashMap<>();
    if (root.isPresent()) {
      try (TreeWalk walk = new TreeWalk(reader)) {
        walk.addTree(root.get());
        collect(walk, harvest, read);
      }
    }
    if (!harvest.hasRootFile()) {
      throw noWorkspace(reader, commit);
    }
    held = read;
    return harvest.finish(origin, info, asOf);
  }

  /** The tree of the workspace's root; empty if the commit has no such folder. */
  Optional<ObjectId> root(ObjectReader reader, RevCommit commit) throws IOException {
    if (folder.isEmpty()) {
      return Optional.of(commit.getTree());
    }
    try (TreeWalk walk = TreeWalk.forPath(reader, folder, commit.getTree())) {
      return walk != null && walk.isSubtree() ? Optional.of(walk.getObjectId(0)) : Optional.empty();
    }
  }

  private void collect(TreeWalk walk, Harvest harvest, Map<String, Held> read) throws IOException {
    while (walk.next()) {
      byte[] rawPath = walk.getRawPath();
      Optional<String> text = PathText.of(rawPath);
      String path = text.orElseGet(() -> PathText.escaped(rawPath));
      if (!harvest.isNextEntryTaken(path)) {
        return;
      }
      if (PolicyPaths.isHidden(path)) {
        continue;
      }
      if (text.isEmpty()) {
        harvest.refuseName(path);
      } else if (walk.isSubtree()) {
        if (harvest.isEntered(path)) {
          walk.enterSubtree();
        }
      } else if (walk.getFileMode(0) == FileMode.GITLINK) {
        if (PolicyPaths.isEntered(path)) {
          harvest.refuseSubmodule(path);
        }
      } else if (walk.getFileMode(0) == FileMode.SYMLINK) {
        if (PolicyPaths.isEntered(path)) {
          harvest.refuseSymbolicLink(path);
        }
      } else if (PolicyPaths.of(path) != PolicyPaths.Area.NONE) {
        file(walk.getObjectReader(), path, walk.getObjectId(0), harvest, read);
      }
    }
  }

  private void file(
      ObjectReader reader, String path, ObjectId blob, Harvest harvest, Map<String, Held> read)
      throws IOException {
    Held before = held.get(path);
    if (before == null || !before.blob().equals(blob)) {
      // The size stands in the header of an object: a huge one is refused before it is inflated.
      if (!harvest.isRead(path, reader.getObjectSize(blob, Constants.OBJ_BLOB))) {
        return;
      }
      byte[] content = reader.open(blob, Constants.OBJ_BLOB).getCachedBytes(limits.fileBytes());
      before = new Held(blob, new PolicyFile(path, content));
    } else if (!harvest.isRead(path, before.file().content().length)) {
      return;
    }
    harvest.add(before.file());
    read.put(path, before);
  }

  private SourceException noWorkspace(ObjectReader reader, RevCommit commit) throws IOException {
    String place = folder.isEmpty() ? "" : folder + "/";
    return new SourceException(
        Code.NO_WORKSPACE,
        "there is no `"
            + PathText.line(place + PolicyPaths.ROOT_FILE)
            + "` in commit "
            + commit.name().substring(0, 12)
            + " of `"
            + origin
            + "`",
        nearestWorkspace(reader, commit)
            .map(CommitReader::elsewhere)
            .orElse("`portwrit init` makes a first workspace"));
  }

  private static String elsewhere(String folder) {
    return folder.isEmpty()
        ? "there is one at its root: leave the folder out of the address"
        : "there is one in `" + folder + "`: add `#:" + folder + "` to the address";
  }

  /** Another folder of the commit that is a workspace, if one is found without a long search. */
  private static Optional<String> nearestWorkspace(ObjectReader reader, RevCommit commit)
      throws IOException {
    int patience = 10_000;
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(commit.getTree());
      while (patience-- > 0 && walk.next()) {
        if (walk.isSubtree() && walk.getDepth() < 8) {
          walk.enterSubtree();
        } else if (walk.getNameString().equals(PolicyPaths.ROOT_FILE)) {
          String path = walk.getPathString();
          return PathText.of(walk.getRawPath())
              .map(text -> text.substring(0, Math.max(0, path.lastIndexOf('/'))));
        }
      }
    }
    return Optional.empty();
  }
}

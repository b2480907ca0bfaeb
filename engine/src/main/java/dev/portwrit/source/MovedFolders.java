package dev.portwrit.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.NameConflictTreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Where a path leads elsewhere by a change: a folder with a workspace is a link or a submodule now,
 * or a link leads to another folder. Who follows such a path reads both states at its new end.
 */
final class MovedFolders {
  private MovedFolders() {}

  /** Their paths from the root of the repository, in order. */
  static List<String> between(ObjectReader reader, RevTree before, RevTree after)
      throws IOException {
    List<String> moved = new ArrayList<>();
    // One that takes a folder and a file of the same name together.
    try (NameConflictTreeWalk walk = new NameConflictTreeWalk(reader)) {
      walk.addTree(before);
      walk.addTree(after);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        FileMode old = walk.getFileMode(0);
        FileMode young = walk.getFileMode(1);
        boolean isLink = young == FileMode.SYMLINK || young == FileMode.GITLINK;
        if (old == FileMode.TREE && young == FileMode.TREE) {
          walk.enterSubtree();
        } else if (old == FileMode.TREE && isLink && hasWorkspace(reader, walk.getObjectId(0))) {
          moved.add(walk.getPathString());
        } else if (old == FileMode.SYMLINK
            && isLink
            && !leadsToFile(reader, after, walk.getPathString(), walk.getObjectId(1), young)) {
          moved.add(walk.getPathString());
        }
      }
    }
    return moved;
  }

  private static boolean hasWorkspace(ObjectReader reader, ObjectId tree) throws IOException {
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(tree);
      walk.setRecursive(true);
      while (walk.next()) {
        if (walk.getNameString().equals(PolicyPaths.ROOT_FILE)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it is certain; a link to a link is not followed. */
  private static boolean leadsToFile(
      ObjectReader reader, RevTree root, String path, ObjectId link, FileMode mode)
      throws IOException {
    if (mode != FileMode.SYMLINK) {
      return false;
    }
    byte[] content = reader.open(link, Constants.OBJ_BLOB).getCachedBytes();
    String target = PathText.of(content).orElse("/");
    Deque<String> names = new ArrayDeque<>(Arrays.asList(path.split("/")));
    names.removeLast();
    for (String name : target.split("/", -1)) {
      if (name.isEmpty() || (name.equals("..") && names.pollLast() == null)) {
        return false;
      }
      if (!name.equals(".") && !name.equals("..")) {
        names.addLast(name);
      }
    }
    if (names.isEmpty()) {
      return false;
    }
    try (TreeWalk walk = TreeWalk.forPath(reader, String.join("/", names), root)) {
      return walk != null
          && (walk.getFileMode(0) == FileMode.REGULAR_FILE
              || walk.getFileMode(0) == FileMode.EXECUTABLE_FILE);
    }
  }
}

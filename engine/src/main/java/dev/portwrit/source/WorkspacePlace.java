package dev.portwrit.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a workspace lies in the working tree of a repository. A code host names files from the root
 * of the repository, policies name them from the root of the workspace.
 *
 * @param root the nearest folder upwards that has a {@code .git}; the workspace where there is none
 * @param folder the way from there to the workspace, with forward slashes; empty if it is the root
 */
public record WorkspacePlace(Path root, String folder) {
  /**
   * Looks at folders alone, without any part of Git.
   *
   * @param workspace the folder of a workspace
   * @return its place
   */
  public static WorkspacePlace of(Path workspace) {
    Path root = root(workspace);
    List<String> names = new ArrayList<>();
    root.relativize(workspace).forEach(one -> names.add(one.toString()));
    return new WorkspacePlace(root, String.join("/", names));
  }

  private static Path root(Path workspace) {
    for (Path here = workspace; here != null; here = here.getParent()) {
      if (Files.exists(here.resolve(".git"))) {
        return here;
      }
    }
    return workspace;
  }
}

package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells folders, bare repositories and URLs apart. */
final class SourceOpening {
  private SourceOpening() {}

  static PolicySource open(String typed, Path base, SourceEnvironment environment)
      throws SourceException {
    Optional<Path> path = path(typed, base);
    if (path.isPresent() && Files.isDirectory(path.get())) {
      return folder(path.get(), Optional.empty(), "", environment);
    }
    Optional<RemoteAddress> address = RemoteAddress.parse(typed);
    if (address.isPresent()) {
      RemoteAddress remote = address.get();
      GitHistory history =
          new GitHistory(
              new RemoteCopy(remote, environment),
              remote.branch(),
              remote.masked(),
              remote.folder(),
              environment.limits());
      return PolicySource.ofHistory(remote.masked(), history, environment);
    }
    int hash = typed.indexOf('#');
    Optional<Path> before = hash < 0 ? Optional.empty() : path(typed.substring(0, hash), base);
    if (before.isPresent() && Files.isDirectory(before.get())) {
      RemoteAddress.Part part = RemoteAddress.Part.parse(typed.substring(hash + 1));
      return folder(before.get(), part.branch(), part.folder(), environment);
    }
    throw new SourceException(
        Code.SOURCE_UNKNOWN,
        "there is no folder `" + PathText.line(typed) + "`",
        "say a folder, a bare repository, or a `file:`, `https:` or `ssh:` URL");
  }

  private static PolicySource folder(
      Path typed, Optional<String> branch, String part, SourceEnvironment environment)
      throws SourceException {
    Path root = PolicySource.absolute(typed);
    if (GitFolders.isBare(root)) {
      if (GitFolders.isCheckedOut(root) || PolicySource.hasRootFile(root)) {
        throw new SourceException(
            Code.SOURCE_UNKNOWN,
            "`" + PolicySource.shown(root) + "` looks like a repository among files of another",
            "take `HEAD`, `objects` and `refs` out of it; a repository that is meant is named by its"
                + " `file:` URL");
      }
      String origin = PathText.line(root.toString());
      GitHistory history =
          new GitHistory(new LocalRepository(root), branch, origin, part, environment.limits());
      return PolicySource.ofHistory(origin, history, environment);
    }
    if (PolicySource.hasRootFile(root)) {
      return PolicySource.ofFolder(root, environment);
    }
    throw new SourceException(
        Code.NO_WORKSPACE,
        "there is no `portwrit.yaml` in `" + PolicySource.shown(root) + "`",
        "`portwrit init` makes a first workspace; without `-C` it is looked for upwards");
  }

  private static Optional<Path> path(String typed, Path base) {
    try {
      return Optional.of(base.resolve(typed));
    } catch (InvalidPathException odd) {
      return Optional.empty();
    }
  }
}

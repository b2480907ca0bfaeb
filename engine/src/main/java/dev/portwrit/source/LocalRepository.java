package dev.portwrit.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** A repository of this machine, read in place. Nothing is written to it. */
final class LocalRepository implements Repositories {
  private final Path gitDirectory;
  private @Nullable Repository repository;

  LocalRepository(Path gitDirectory) {
    this.gitDirectory = gitDirectory;
  }

  @Override
  public synchronized Repository open() throws IOException {
    Repository opened = repository;
    if (opened == null) {
      opened = GitProcess.open(gitDirectory);
      repository = opened;
    }
    return opened;
  }

  @Override
  public Optional<Repository> held() throws IOException {
    return Optional.of(open());
  }

  /** Nothing: the repository is not ours to write to. */
  @Override
  public void keep(String commitId) {}

  @Override
  public void fetch() {}

  @Override
  public synchronized void close() {
    if (repository != null) {
      repository.close();
      repository = null;
    }
  }
}

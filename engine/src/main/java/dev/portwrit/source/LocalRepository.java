package dev.portwrit.source;

import java.io.IOException;
import java.nio.file.Path;
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
  public void fetch() {}

  @Override
  public synchronized void close() {
    if (repository != null) {
      repository.close();
      repository = null;
    }
  }
}

package dev.portwrit.source;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/** Gives the repository that a workspace is read from. */
interface Repositories extends AutoCloseable {
  /** The repository, opened once; a copy that was deleted meanwhile is made anew. */
  Repository open() throws IOException, SourceException;

  /** The repository as it is here, without asking a remote; empty if there is no copy. */
  Optional<Repository> held() throws IOException;

  /** Keeps a commit here, and all before it, even if the remote forgets it. */
  void keep(String commitId) throws IOException;

  /** Brings what the remote has now; where there is no remote, nothing. */
  void fetch() throws SourceException;

  @Override
  void close();
}

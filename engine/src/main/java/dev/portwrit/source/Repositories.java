package dev.portwrit.source;

import java.io.IOException;
import org.eclipse.jgit.lib.Repository;

/** Gives the repository that a workspace is read from. */
interface Repositories extends AutoCloseable {
  /** The repository, opened once; a copy that was deleted meanwhile is made anew. */
  Repository open() throws IOException, SourceException;

  /** Brings what the remote has now; where there is no remote, nothing. */
  void fetch() throws SourceException;

  @Override
  void close();
}

package dev.portwrit.gateway.inforce;

import java.io.IOException;
import java.util.Optional;

/** A store that remembers as long as the test lives, and can fail. */
final class MemoryStore implements AcceptedCommitStore {
  Optional<AcceptedCommit> stored = Optional.empty();
  boolean full;
  boolean unreadable;

  @Override
  public Optional<AcceptedCommit> read() throws IOException {
    if (unreadable) {
      throw new IOException("input/output error");
    }
    return stored;
  }

  @Override
  public void write(AcceptedCommit commit) throws IOException {
    if (full) {
      throw new IOException("no space left on device");
    }
    stored = Optional.of(commit);
  }
}

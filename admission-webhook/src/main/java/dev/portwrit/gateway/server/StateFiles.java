package dev.portwrit.gateway.server;

import dev.portwrit.gateway.identity.TokenKeySource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a gateway keeps what it must not forget, and who its users are.
 *
 * @param users an htpasswd file with bcrypt hashes
 * @param ledger the ledger's file. The accepted commit, the decision log and, where nothing else is
 *     said, the key of the tokens lie beside it, so that they are backed up and lost together
 * @param keys where the key of the tokens comes from, if not from beside the ledger
 */
public record StateFiles(Path users, Path ledger, Optional<TokenKeySource> keys) {
  /**
   * Everything beside the ledger.
   *
   * @param users an htpasswd file with bcrypt hashes
   * @param ledger the ledger's file
   * @return the files
   */
  public static StateFiles of(Path users, Path ledger) {
    return new StateFiles(users, ledger, Optional.empty());
  }

  /** The folder that all of it lies in. */
  Path folder() {
    Path parent = ledger.toAbsolutePath().getParent();
    return parent == null ? ledger.toAbsolutePath() : parent;
  }

  Path acceptedCommit() {
    return beside("accepted");
  }

  Path decisions() {
    return beside("decisions");
  }

  TokenKeySource keySource() {
    return keys.orElseGet(() -> new TokenKeySource.File(beside("key")));
  }

  private Path beside(String ending) {
    return ledger.toAbsolutePath().resolveSibling(ledger.getFileName() + "." + ending);
  }
}

package dev.portwrit.gateway.server;

import dev.portwrit.gateway.identity.TokenKeySource;
import dev.portwrit.gateway.ledger.PostgresSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a gateway keeps what it must not forget, and who its users are.
 *
 * @param users an htpasswd file with bcrypt hashes
 * @param ledger the ledger's file. The accepted commit, the decision log, webhooks that wait and,
 *     where nothing else is said, the key of the tokens lie beside it, so that they are backed up
 *     and lost together
 * @param keys where the key of the tokens comes from, if not from beside the ledger. Several
 *     gateways share it
 * @param database where the ledger is instead, if several gateways share it; what lies beside the
 *     ledger then lies beside a file that is not made
 */
public record StateFiles(
    Path users, Path ledger, Optional<TokenKeySource> keys, Optional<PostgresSettings> database) {
  /**
   * Everything beside the ledger.
   *
   * @param users an htpasswd file with bcrypt hashes
   * @param ledger the ledger's file
   * @return the files
   */
  public static StateFiles of(Path users, Path ledger) {
    return new StateFiles(users, ledger, Optional.empty(), Optional.empty());
  }

  /**
   * The same with another key and a ledger that several gateways share.
   *
   * @param shared where the key of the tokens comes from
   * @param place where the ledger is
   * @return the files
   */
  public StateFiles with(Optional<TokenKeySource> shared, Optional<PostgresSettings> place) {
    return new StateFiles(users, ledger, shared, place);
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

  Path webhooks() {
    return beside("webhooks");
  }

  TokenKeySource keySource() {
    return keys.orElseGet(() -> new TokenKeySource.File(beside("key")));
  }

  private Path beside(String ending) {
    return ledger.toAbsolutePath().resolveSibling(ledger.getFileName() + "." + ending);
  }
}

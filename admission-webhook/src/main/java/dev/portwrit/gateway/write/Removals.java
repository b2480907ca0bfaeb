package dev.portwrit.gateway.write;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.ledger.Closure;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.Removal;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.util.List;
import java.util.Set;

/**
 * The deletes of manifests and blobs in one repository that may still take effect. Who uses it
 * holds the repository: exclusively to begin and end one.
 */
final class Removals {
  private final WriteParts parts;
  private final RepositoryName repository;

  Removals(WriteParts parts, RepositoryName repository) {
    this.parts = parts;
    this.repository = repository;
  }

  /**
   * Writes a removal down, durably.
   *
   * @return whether an earlier one of the same may still take effect
   */
  boolean begin(Set<Digest> names, Subject by) throws LedgerException {
    boolean isAgain = underWay().stream().anyMatch(removal -> names.contains(removal.digest()));
    parts.ledger().intendRemoval(repository, names, by, parts.clock().instant());
    return isAgain;
  }

  /** Takes a removal away that was done or refused. */
  void end(Set<Digest> names) throws LedgerException {
    parts.ledger().endRemoval(repository, names);
  }

  /** A protected tag takes nothing that a delete may still take away. */
  void requireNone(ManifestBytes manifest) throws LedgerException, UndecidedException {
    List<Removal> underWay = underWay();
    if (underWay.isEmpty()) {
      return;
    }
    Closure closure = ClosureReader.ofBytes(repository, manifest);
    for (Removal removal : underWay) {
      Digest digest = removal.digest();
      if (!closure.isComplete()
          || digest.equals(manifest.digest())
          || closure.members().contains(digest)) {
        throw new UndecidedException("an earlier delete of `" + digest + "` is not resolved yet");
      }
    }
  }

  private List<Removal> underWay() throws LedgerException {
    return parts.ledger().removals().stream()
        .filter(removal -> removal.repository().equals(repository))
        .filter(removal -> parts.mayLand(removal.since()))
        .toList();
  }
}

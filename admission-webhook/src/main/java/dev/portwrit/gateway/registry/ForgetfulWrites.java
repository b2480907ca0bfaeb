package dev.portwrit.gateway.registry;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.forward.ManifestMemory;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;

/** Writes after whose deletes nothing that was deleted is given from memory. */
public final class ForgetfulWrites implements Writes {
  private final Writes writes;
  private final ManifestMemory memory;

  /** Does what others do, and lets the memory forget. */
  public ForgetfulWrites(Writes writes, ManifestMemory memory) {
    this.writes = writes;
    this.memory = memory;
  }

  @Override
  public Told put(
      Subject caller,
      RepositoryName repository,
      Reference reference,
      List<Tag> tags,
      ManifestBytes manifest) {
    return writes.put(caller, repository, reference, tags, manifest);
  }

  @Override
  public Told deleteManifest(Subject caller, RepositoryName repository, Reference reference) {
    memory.forget(repository);
    try {
      return writes.deleteManifest(caller, repository, reference);
    } finally {
      memory.forget(repository);
    }
  }

  @Override
  public Told deleteBlob(Subject caller, RepositoryName repository, Digest digest) {
    memory.forget(repository);
    try {
      return writes.deleteBlob(caller, repository, digest);
    } finally {
      memory.forget(repository);
    }
  }
}

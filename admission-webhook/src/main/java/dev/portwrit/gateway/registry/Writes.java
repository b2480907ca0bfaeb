package dev.portwrit.gateway.registry;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.upstream.Body;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/**
 * Where manifests are written and everything is deleted: each is decided with its tags, carried out
 * and logged there. May block.
 */
public interface Writes {
  /** What a client is told of a write or delete. */
  sealed interface Told {
    /** It was done, or the registry answered for itself. */
    record Answer(int status, HttpFields headers, Body body) implements Told {}

    /** It was refused, or could not be done or decided. */
    record Refusal(ErrorAnswer error) implements Told {}
  }

  /**
   * Writes a manifest.
   *
   * @param tags further tags for it
   */
  Told put(
      Subject caller,
      RepositoryName repository,
      Reference reference,
      List<Tag> tags,
      ManifestBytes manifest);

  /** Deletes a tag or a manifest. */
  Told deleteManifest(Subject caller, RepositoryName repository, Reference reference);

  /** Deletes a blob. */
  Told deleteBlob(Subject caller, RepositoryName repository, Digest digest);
}

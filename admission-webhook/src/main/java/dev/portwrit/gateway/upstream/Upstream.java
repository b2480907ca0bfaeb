package dev.portwrit.gateway.upstream;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.RegistryReader;
import dev.portwrit.admission.TagState;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;

/**
 * The registry behind the gateway. Every method blocks for a bounded time and throws nothing for
 * what a registry or a network does; all may be called from any thread.
 */
public interface Upstream extends RegistryReader {
  /**
   * Reads a manifest by tag or by digest. A manifest that is named by digest is checked against it.
   *
   * @param repository where
   * @param reference which
   * @return what is there now
   */
  TagState read(RepositoryName repository, Reference reference);

  @Override
  default TagState read(RepositoryName repository, Tag tag) {
    return read(repository, new Reference.ByTag(tag));
  }

  /**
   * Writes a manifest, once.
   *
   * @param repository where
   * @param reference under which name
   * @param tags further tags for it, sent as {@code ?tag=}; empty where the reference is a tag
   * @param manifest what to write
   * @return what came back
   */
  UpstreamAnswer putManifest(
      RepositoryName repository, Reference reference, List<Tag> tags, ManifestBytes manifest);

  /**
   * Deletes a manifest by digest or a tag, once.
   *
   * @param repository where
   * @param reference which
   * @return what came back
   */
  UpstreamAnswer deleteManifest(RepositoryName repository, Reference reference);

  /**
   * Deletes a blob, once.
   *
   * @param repository where
   * @param digest which
   * @return what came back
   */
  UpstreamAnswer deleteBlob(RepositoryName repository, Digest digest);

  /**
   * Lists the tags of a repository to the end.
   *
   * @param repository where
   * @return all of them, or that it cannot be told; a repository that is not there has none
   */
  Listing<Tag> tags(RepositoryName repository);

  /**
   * Lists the repositories of the registry to the end.
   *
   * @return all of them, or that it cannot be told
   */
  Listing<RepositoryName> repositories();

  /**
   * Whether a blob is there. Its bytes are not read, unless the registry contradicts itself: a
   * registry that remembers what it had may call a blob there that is lost.
   *
   * @param repository where
   * @param digest the name of the blob
   * @return whether it is there, or that it cannot be told
   */
  Presence presence(RepositoryName repository, Digest digest);

  /**
   * The SHA-256 of a blob that is named by another algorithm, from its bytes.
   *
   * @param repository where
   * @param digest the name of the blob
   * @return its SHA-256, that it is not there, or that it cannot be told
   */
  BlobState blob(RepositoryName repository, Digest digest);
}

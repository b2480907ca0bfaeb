package dev.portwrit.gateway.upstream;

import dev.portwrit.admission.TagState;
import dev.portwrit.guardrail.ContentSource;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.util.Optional;

/**
 * The content of one repository of the registry, for guardrails that look at what a pushed manifest
 * refers to.
 *
 * @param upstream the registry
 * @param blobs the blobs of the same registry
 * @param repository where the manifest is pushed to
 */
public record UpstreamContent(Upstream upstream, BlobReader blobs, RepositoryName repository)
    implements ContentSource {
  @Override
  public Optional<byte[]> manifest(Digest digest) throws IOException {
    TagState state = upstream.read(repository, new Reference.ByDigest(digest));
    if (state instanceof TagState.Unknown unknown) {
      throw new IOException(unknown.cause());
    }
    return state instanceof TagState.At at ? Optional.of(at.manifest().bytes()) : Optional.empty();
  }

  @Override
  public Optional<byte[]> blob(Digest digest) throws IOException {
    BlobReader.Content content = blobs.read(repository, digest, MAX_BYTES);
    if (content instanceof BlobReader.Content.Unknown unknown) {
      throw new IOException(unknown.cause());
    }
    return content instanceof BlobReader.Content.Present present
        ? Optional.of(present.body().bytes())
        : Optional.empty();
  }
}

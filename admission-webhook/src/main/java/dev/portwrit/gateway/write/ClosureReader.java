package dev.portwrit.gateway.write;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.ledger.Closure;
import dev.portwrit.gateway.upstream.BlobState;
import dev.portwrit.gateway.upstream.Descriptor;
import dev.portwrit.gateway.upstream.ManifestContent;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a manifest is made of. What cannot be read leaves the closure incomplete. */
final class ClosureReader {
  private static final int MAX_MEMBERS = 20_000;
  private static final int MAX_DEPTH = 8;
  private static final String SHA256 = "sha256";

  /**
   * A child that is said to be one of these is a manifest, or missing. One of another type may be a
   * blob that an index lists, as a build cache does, or a manifest all the same: clients find a
   * child by its platform and take it for what the registry then answers.
   */
  private static final Set<String> MANIFEST_TYPES =
      Set.of(
          "",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.artifact.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.docker.distribution.manifest.list.v2+json");

  private final @Nullable Upstream upstream;
  private final RepositoryName repository;
  private final Set<Digest> members = new HashSet<>();
  private final Set<Digest> children = new HashSet<>();
  private @Nullable String missing;

  private ClosureReader(@Nullable Upstream upstream, RepositoryName repository) {
    this.upstream = upstream;
    this.repository = repository;
  }

  /** What the manifest alone tells: everything, unless it has children. */
  static Closure ofBytes(RepositoryName repository, ManifestBytes manifest) {
    return new ClosureReader(null, repository).read(manifest);
  }

  /** Everything, with the manifests of children read from the registry. */
  static Closure of(Upstream upstream, RepositoryName repository, ManifestBytes manifest) {
    return new ClosureReader(upstream, repository).read(manifest);
  }

  private Closure read(ManifestBytes manifest) {
    add(manifest, MAX_DEPTH);
    return new Closure(members, Optional.ofNullable(missing));
  }

  private void add(ManifestBytes manifest, int depth) {
    ManifestContent.Reading reading = ManifestContent.read(manifest.bytes());
    if (reading instanceof ManifestContent.Unreadable unreadable) {
      miss(unreadable.cause());
      return;
    }
    ManifestContent content = ((ManifestContent.Read) reading).content();
    content.config().ifPresent(this::addBlob);
    content.layers().forEach(this::addBlob);
    content.children().forEach(child -> addChild(child, depth - 1));
  }

  private void addChild(Descriptor descriptor, int depth) {
    Digest child = descriptor.digest();
    // Not whether it is a member: what is a layer of one child may be another child itself.
    if (!children.add(child)) {
      return;
    }
    if (upstream == null) {
      members.add(child);
      miss("its children were not read yet");
    } else if (depth == 0 || members.size() > MAX_MEMBERS) {
      members.add(child);
      miss("it is made of too much");
    } else {
      addChild(descriptor, upstream.read(repository, new Reference.ByDigest(child)), depth);
    }
  }

  private void addChild(Descriptor descriptor, TagState state, int depth) {
    if (state instanceof TagState.Absent && !MANIFEST_TYPES.contains(descriptor.mediaType())) {
      addBlob(descriptor);
      return;
    }
    members.add(descriptor.digest());
    if (state instanceof TagState.At at) {
      members.add(at.manifest().digest());
      add(at.manifest(), depth);
    } else {
      miss(
          "its child `"
              + descriptor.digest()
              + "` cannot be read: "
              + (state instanceof TagState.Unknown unknown ? unknown.cause() : "it is not there"));
    }
  }

  private void addBlob(Descriptor blob) {
    Digest digest = blob.digest();
    if (!members.add(digest) || digest.algorithm().equals(SHA256)) {
      return;
    }
    if (upstream != null
        && upstream.blob(repository, digest) instanceof BlobState.Present present) {
      members.add(present.sha256());
    } else {
      miss("its blob `" + digest + "` was not hashed with SHA-256");
    }
  }

  private void miss(String cause) {
    if (missing == null) {
      missing = cause;
    }
  }
}

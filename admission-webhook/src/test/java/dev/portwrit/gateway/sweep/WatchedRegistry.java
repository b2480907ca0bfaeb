package dev.portwrit.gateway.sweep;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.upstream.BlobState;
import dev.portwrit.gateway.upstream.Listing;
import dev.portwrit.gateway.upstream.Presence;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One repository in memory that is only read, by a sweep, and changed by a test. */
final class WatchedRegistry implements Upstream {
  private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final Map<Tag, Digest> tags = new HashMap<>();
  private final Map<Digest, ManifestBytes> manifests = new HashMap<>();
  private final Set<Digest> blobs = new HashSet<>();
  private final Set<Digest> unreadable = new HashSet<>();
  private final List<String> asked = new ArrayList<>();
  private boolean isReadable = true;
  private Runnable afterRead = () -> {};

  /** An image with all that it is made of; no tag points at it. */
  synchronized ManifestBytes image(String layer) {
    return image(layer, "application/vnd.oci.image.layer.v1.tar");
  }

  synchronized ManifestBytes image(String layer, String layerType) {
    Digest config = blob("{}");
    return manifest(
        IMAGE,
        """
        {"schemaVersion":2,"mediaType":"%s",
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},
        "layers":[{"mediaType":"%s","digest":"%s","size":%d}]}
        """
            .formatted(IMAGE, config, layerType, blob(layer), layer.length()));
  }

  /** An index of manifests, which may be there or not. */
  synchronized ManifestBytes index(ManifestBytes... children) {
    String list =
        Stream.of(children)
            .map(
                child ->
                    "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1}"
                        .formatted(IMAGE, child.digest()))
            .collect(Collectors.joining(","));
    return manifest(
        INDEX,
        "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + list + "]}");
  }

  private ManifestBytes manifest(String type, String text) {
    ManifestBytes manifest = new ManifestBytes(text.getBytes(StandardCharsets.UTF_8), type);
    manifests.put(manifest.digest(), manifest);
    return manifest;
  }

  private Digest blob(String text) {
    Digest digest = digest(text);
    blobs.add(digest);
    return digest;
  }

  static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A manifest or blob is lost. */
  synchronized void lose(Digest content) {
    manifests.remove(content);
    blobs.remove(content);
  }

  synchronized void restore(ManifestBytes manifest) {
    manifests.put(manifest.digest(), manifest);
  }

  synchronized void restoreBlob(String text) {
    blob(text);
  }

  synchronized void point(String tag, ManifestBytes manifest) {
    tags.put(new Tag(tag), manifest.digest());
  }

  synchronized void remove(String tag) {
    tags.remove(new Tag(tag));
  }

  synchronized void readable(boolean is) {
    isReadable = is;
  }

  synchronized void unreadable(Digest content) {
    unreadable.add(content);
  }

  /** Something that happens between the next read of a tag and what is done with it, once. */
  synchronized void afterNextRead(Runnable act) {
    afterRead = act;
  }

  /** What was asked since the last call. */
  synchronized List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  @Override
  public synchronized TagState read(RepositoryName repository, Reference reference) {
    asked.add(repository + " " + reference);
    TagState state = state(reference);
    Runnable act = afterRead;
    afterRead = () -> {};
    act.run();
    return state;
  }

  private TagState state(Reference reference) {
    Digest digest =
        reference instanceof Reference.ByTag byTag
            ? tags.get(byTag.tag())
            : ((Reference.ByDigest) reference).digest();
    if (!isReadable || unreadable.contains(digest)) {
      return new TagState.Unknown("the registry answered 500");
    }
    ManifestBytes found = digest == null ? null : manifests.get(digest);
    return found == null ? new TagState.Absent() : new TagState.At(found);
  }

  @Override
  public synchronized Presence presence(RepositoryName repository, Digest digest) {
    asked.add(repository + " blob " + digest);
    if (!isReadable || unreadable.contains(digest)) {
      return new Presence.Unknown("the registry answered 500");
    }
    return blobs.contains(digest) ? new Presence.There() : new Presence.Absent();
  }

  @Override
  public UpstreamAnswer putManifest(
      RepositoryName repository, Reference reference, List<Tag> more, ManifestBytes manifest) {
    throw new AssertionError("a sweep changes nothing");
  }

  @Override
  public UpstreamAnswer deleteManifest(RepositoryName repository, Reference reference) {
    throw new AssertionError("a sweep changes nothing");
  }

  @Override
  public UpstreamAnswer deleteBlob(RepositoryName repository, Digest digest) {
    throw new AssertionError("a sweep changes nothing");
  }

  @Override
  public Listing<Tag> tags(RepositoryName repository) {
    throw new AssertionError("a sweep goes by the ledger");
  }

  @Override
  public Listing<RepositoryName> repositories() {
    throw new AssertionError("a sweep goes by the ledger");
  }

  @Override
  public BlobState blob(RepositoryName repository, Digest digest) {
    throw new AssertionError("a sweep reads no blobs");
  }
}

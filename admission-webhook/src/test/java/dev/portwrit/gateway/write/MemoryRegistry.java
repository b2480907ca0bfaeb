package dev.portwrit.gateway.write;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.upstream.BlobState;
import dev.portwrit.gateway.upstream.Body;
import dev.portwrit.gateway.upstream.Header;
import dev.portwrit.gateway.upstream.Listing;
import dev.portwrit.gateway.upstream.Presence;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * One repository in memory. What it is asked to change it does at once, or, as a test says, without
 * an answer, later, or never. A watcher sees every change and whose request made it.
 */
final class MemoryRegistry implements Upstream {
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final NoAnswer NOTHING = new NoAnswer("the registry did not answer", true);
  private static final ThreadLocal<Subject> CALLER = new ThreadLocal<>();

  /** What becomes of a request that changes something. */
  enum Fate {
    ANSWERED,
    /** It is done, and nobody is told. */
    UNANSWERED,
    /** It is on its way, until {@link #land}. */
    LATE,
    LOST
  }

  /** Who asked for a change, and the moment, as the watcher counts them. */
  record Request(Subject by, int issued) {}

  /** Sees what requests change. */
  interface Watcher {
    int now();

    void moved(Request request, Tag tag, Optional<Digest> from, Optional<Digest> to);

    void removed(Request request, Digest content);
  }

  private final Watcher watcher;
  private final RepositoryName repository;
  private final Map<Tag, Digest> tags = new TreeMap<>();
  private final Map<Digest, ManifestBytes> manifests = new HashMap<>();
  private final Map<Digest, Set<Digest>> needs = new HashMap<>();
  private final Set<Digest> blobs = new HashSet<>();
  private final Deque<Runnable> underWay = new ArrayDeque<>();
  private volatile Supplier<Fate> fate = () -> Fate.ANSWERED;
  private volatile boolean isReadable = true;
  private volatile boolean takesTagQuery = true;
  private volatile int writes;

  MemoryRegistry(RepositoryName repository, Watcher watcher) {
    this.repository = repository;
    this.watcher = watcher;
  }

  /** Makes the manifest of an image and puts its blobs here; it itself is not pushed. */
  synchronized ManifestBytes image(String name) {
    Digest config = Digest.sha256("{}".getBytes(StandardCharsets.UTF_8));
    Digest layer = layer(name);
    String text =
        """
        {"schemaVersion":2,"mediaType":"%s",
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},
        "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}
        """
            .formatted(TYPE, config, layer, name.length());
    ManifestBytes image = new ManifestBytes(text.getBytes(StandardCharsets.UTF_8), TYPE);
    blobs.addAll(List.of(config, layer));
    needs.put(image.digest(), Set.of(config, layer));
    return image;
  }

  /** The same without its layer, so that it is refused. */
  synchronized ManifestBytes imageWithoutLayer(String name) {
    ManifestBytes image = image(name);
    blobs.remove(layer(name));
    return image;
  }

  /** The layer of the image of that name. */
  static Digest layer(String name) {
    return Digest.sha256(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Who the next requests of this thread come from, in the end. */
  void onBehalfOf(Subject subject) {
    CALLER.set(subject);
  }

  void fate(Supplier<Fate> next) {
    fate = next;
  }

  void readable(boolean is) {
    isReadable = is;
  }

  void takesTagQuery(boolean does) {
    takesTagQuery = does;
  }

  /** How many requests to change something came, whatever became of them. */
  int writes() {
    return writes;
  }

  synchronized Optional<Digest> tag(String tag) {
    return Optional.ofNullable(tags.get(new Tag(tag)));
  }

  synchronized Map<Tag, Digest> tags() {
    return new TreeMap<>(tags);
  }

  /** Whether a manifest and all that it needs are here. */
  synchronized boolean isWhole(Digest manifest) {
    return manifests.containsKey(manifest)
        && blobs.containsAll(needs.getOrDefault(manifest, Set.of()));
  }

  boolean needs(Digest manifest, Digest content) {
    return manifest.equals(content) || needs.getOrDefault(manifest, Set.of()).contains(content);
  }

  /** Somebody points a tag somewhere, or removes it, past the gateway. */
  synchronized void outside(String tag, Optional<ManifestBytes> manifest) {
    manifest.ifPresent(there -> manifests.put(there.digest(), there));
    manifest.ifPresentOrElse(
        there -> tags.put(new Tag(tag), there.digest()), () -> tags.remove(new Tag(tag)));
  }

  /** Somebody puts a manifest here past the gateway, without a tag. */
  synchronized void outside(ManifestBytes manifest) {
    manifests.put(manifest.digest(), manifest);
  }

  /** What is on its way takes effect. */
  synchronized void land() {
    while (!underWay.isEmpty()) {
      underWay.poll().run();
    }
  }

  /** All that it holds, in words that are the same for the same. */
  synchronized String fingerprint() {
    return tags
        + " "
        + new TreeSet<>(manifests.keySet())
        + " "
        + new TreeSet<>(blobs)
        + " "
        + underWay.size();
  }

  synchronized boolean isUnderWay() {
    return !underWay.isEmpty();
  }

  @Override
  public synchronized TagState read(RepositoryName name, Reference reference) {
    if (!isReadable) {
      return new TagState.Unknown("the registry answered 500");
    }
    Digest digest =
        reference instanceof Reference.ByTag byTag
            ? tags.get(byTag.tag())
            : ((Reference.ByDigest) reference).digest();
    ManifestBytes found = digest == null ? null : manifests.get(digest);
    return found == null ? new TagState.Absent() : new TagState.At(found);
  }

  @Override
  public synchronized Presence presence(RepositoryName name, Digest digest) {
    if (!isReadable) {
      return new Presence.Unknown("the registry answered 500");
    }
    return blobs.contains(digest) ? new Presence.There() : new Presence.Absent();
  }

  @Override
  public synchronized Listing<Tag> tags(RepositoryName name) {
    return isReadable
        ? new Listing.Complete<>(List.copyOf(tags.keySet()))
        : new Listing.Incomplete<>("the registry answered 500");
  }

  @Override
  public Listing<RepositoryName> repositories() {
    return new Listing.Complete<>(List.of(repository));
  }

  @Override
  public synchronized BlobState blob(RepositoryName name, Digest digest) {
    return blobs.contains(digest) ? new BlobState.Present(digest) : new BlobState.Absent();
  }

  @Override
  public UpstreamAnswer putManifest(
      RepositoryName name, Reference reference, List<Tag> query, ManifestBytes manifest) {
    return change(request -> put(request, reference, query, manifest));
  }

  @Override
  public UpstreamAnswer deleteManifest(RepositoryName name, Reference reference) {
    return change(
        request ->
            reference instanceof Reference.ByTag byTag
                ? untag(request, byTag.tag())
                : remove(request, ((Reference.ByDigest) reference).digest()));
  }

  @Override
  public UpstreamAnswer deleteBlob(RepositoryName name, Digest digest) {
    return change(
        request -> {
          if (!blobs.remove(digest)) {
            return answer(404);
          }
          watcher.removed(request, digest);
          return answer(202);
        });
  }

  private interface Change {
    Answered by(Request request);
  }

  private synchronized UpstreamAnswer change(Change change) {
    writes++;
    Request request = new Request(CALLER.get(), watcher.now());
    return switch (fate.get()) {
      case ANSWERED -> change.by(request);
      case UNANSWERED -> {
        change.by(request);
        yield NOTHING;
      }
      case LATE -> {
        underWay.add(() -> change.by(request));
        yield NOTHING;
      }
      case LOST -> NOTHING;
    };
  }

  private Answered put(
      Request request, Reference reference, List<Tag> query, ManifestBytes manifest) {
    if (!blobs.containsAll(needs.getOrDefault(manifest.digest(), Set.of()))) {
      return answer(400);
    }
    manifests.put(manifest.digest(), manifest);
    if (reference instanceof Reference.ByTag byTag) {
      point(request, byTag.tag(), manifest.digest());
      return answer(201);
    }
    List<Tag> taken = takesTagQuery ? query : List.of();
    taken.forEach(tag -> point(request, tag, manifest.digest()));
    List<Header> headers = taken.stream().map(tag -> new Header("OCI-Tag", tag.value())).toList();
    return new Answered(201, headers, Body.EMPTY);
  }

  private void point(Request request, Tag tag, Digest digest) {
    Optional<Digest> from = Optional.ofNullable(tags.put(tag, digest));
    watcher.moved(request, tag, from, Optional.of(digest));
  }

  private Answered untag(Request request, Tag tag) {
    Digest from = tags.remove(tag);
    if (from == null) {
      return answer(404);
    }
    watcher.moved(request, tag, Optional.of(from), Optional.empty());
    return answer(202);
  }

  private Answered remove(Request request, Digest digest) {
    if (manifests.remove(digest) == null) {
      return answer(404);
    }
    for (Map.Entry<Tag, Digest> tag : tags().entrySet()) {
      if (tag.getValue().equals(digest)) {
        untag(request, tag.getKey());
      }
    }
    watcher.removed(request, digest);
    return answer(202);
  }

  private static Answered answer(int status) {
    return new Answered(status, List.of(), Body.EMPTY);
  }
}

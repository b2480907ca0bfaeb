package dev.portwrit.gateway.sweep;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.upstream.Descriptor;
import dev.portwrit.gateway.upstream.ManifestContent;
import dev.portwrit.gateway.upstream.Presence;
import dev.portwrit.gateway.write.Backfill;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the registry has what held manifests of one repository are made of. What was seen to be
 * there is not asked for again, so one is made for each time that a repository is gone through.
 */
final class PartsCheck {
  private static final int MAX_DEPTH = 8;

  private final WriteParts parts;
  private final RequestPace pace;
  private final RepositoryName repository;
  private final Set<Digest> there = new HashSet<>();
  private @Nullable Set<Digest> notReadYet;

  PartsCheck(WriteParts parts, RequestPace pace, RepositoryName repository) {
    this.parts = parts;
    this.pace = pace;
    this.repository = repository;
  }

  /** What is known of the parts of a manifest. */
  sealed interface Outcome {
    /** All are there. */
    record Whole() implements Outcome {}

    /** This one is not. */
    record Lacks(Digest part, boolean isManifest) implements Outcome {}

    /** It cannot be told. */
    record NotTold(String cause) implements Outcome {}

    /** Of two together: what is surely missing counts before what is not known. */
    default Outcome and(Outcome other) {
      if (this instanceof Lacks || other instanceof Whole) {
        return this;
      }
      return other instanceof Lacks || this instanceof Whole ? other : this;
    }
  }

  /** Looks at everything that a held manifest is made of, until something is missing. */
  Outcome of(ManifestBytes root) throws LedgerException {
    Outcome outcome = content(root, root, MAX_DEPTH);
    if (outcome instanceof Outcome.Whole && notReadYet().remove(root.digest())) {
      // From now on what is missing was there, so that it can be told from what never came.
      new Backfill(parts).completeClosure(repository, root.digest());
    }
    return outcome;
  }

  /** Asks again for what was missing, and for nothing else. */
  Outcome again(Outcome.Lacks lacks) {
    if (!lacks.isManifest()) {
      return blob(lacks.part());
    }
    TagState state = parts.upstream().read(repository, new Reference.ByDigest(lacks.part()));
    if (state instanceof TagState.Unknown unknown) {
      return unreadable(lacks.part(), unknown.cause());
    }
    return state instanceof TagState.At ? new Outcome.Whole() : lacks;
  }

  private Outcome content(ManifestBytes root, ManifestBytes manifest, int depth)
      throws LedgerException {
    ManifestContent.Reading reading = ManifestContent.read(manifest.bytes());
    if (reading instanceof ManifestContent.Unreadable unreadable) {
      return new Outcome.NotTold(unreadable.cause());
    }
    ManifestContent content = ((ManifestContent.Read) reading).content();
    Outcome outcome = new Outcome.Whole();
    for (Descriptor blob :
        Stream.concat(content.config().stream(), content.layers().stream()).toList()) {
      if (outcome instanceof Outcome.Lacks) {
        return outcome;
      }
      outcome = outcome.and(blob(blob));
    }
    for (Descriptor child : content.children()) {
      if (outcome instanceof Outcome.Lacks) {
        return outcome;
      }
      outcome = outcome.and(child(root, child, depth - 1));
    }
    return outcome;
  }

  private Outcome blob(Descriptor blob) {
    // Their bytes are elsewhere, and registries take manifests without them.
    String type = blob.mediaType().toLowerCase(Locale.ROOT);
    return type.contains(".foreign.") || type.contains(".nondistributable.")
        ? new Outcome.Whole()
        : blob(blob.digest());
  }

  private Outcome blob(Digest digest) {
    if (there.contains(digest)) {
      return new Outcome.Whole();
    }
    pace.await();
    Presence presence = parts.upstream().presence(repository, digest);
    if (presence instanceof Presence.There) {
      there.add(digest);
      return new Outcome.Whole();
    }
    return presence instanceof Presence.Unknown unknown
        ? unreadable(digest, unknown.cause())
        : new Outcome.Lacks(digest, false);
  }

  private static Outcome unreadable(Digest part, String cause) {
    return new Outcome.NotTold("its part `" + part + "` cannot be read: " + cause);
  }

  private Outcome child(ManifestBytes root, Descriptor descriptor, int depth)
      throws LedgerException {
    Digest child = descriptor.digest();
    if (there.contains(child)) {
      return new Outcome.Whole();
    }
    if (depth == 0) {
      return new Outcome.NotTold("it is made of too much");
    }
    pace.await();
    TagState state = parts.upstream().read(repository, new Reference.ByDigest(child));
    if (state instanceof TagState.Unknown unknown) {
      return unreadable(child, unknown.cause());
    }
    if (state instanceof TagState.At at) {
      Outcome outcome = content(root, at.manifest(), depth);
      if (outcome instanceof Outcome.Whole) {
        there.add(child);
      }
      return outcome;
    }
    // An index may list what is a blob, as a build cache does, and what was never pushed.
    Outcome outcome =
        isManifest(descriptor.mediaType()) ? new Outcome.Lacks(child, true) : blob(child);
    return outcome instanceof Outcome.Lacks && notReadYet().contains(root.digest())
        ? new Outcome.NotTold("its child `" + child + "` is not there, and perhaps never was")
        : outcome;
  }

  private static boolean isManifest(String type) {
    return type.isEmpty() || type.contains(".manifest.") || type.contains(".index.");
  }

  /** The held manifests of which nobody has seen all that they are made of. */
  private Set<Digest> notReadYet() throws LedgerException {
    if (notReadYet == null) {
      List<LedgerEntry> entries = parts.ledger().withoutClosure(repository);
      notReadYet =
          entries.stream()
              .map(LedgerEntry::state)
              .filter(Held.class::isInstance)
              .map(state -> ((Held) state).digest())
              .collect(Collectors.toCollection(HashSet::new));
    }
    return notReadYet;
  }
}

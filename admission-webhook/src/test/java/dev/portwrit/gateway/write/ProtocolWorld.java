package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.RealWorld.API;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.ledger.InProcessLocks;
import dev.portwrit.gateway.ledger.Ledger;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.SqliteLedger;
import dev.portwrit.gateway.upstream.Header;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The protocol over a registry in memory and a ledger on the disk; it can be killed. */
final class ProtocolWorld implements AutoCloseable {
  private static final WriteSettings SETTINGS =
      new WriteSettings(
          Duration.ofSeconds(5),
          Duration.ofMinutes(2),
          Duration.ofSeconds(2),
          WriteSettings.TagQuery.LEARNED,
          false);

  final SteppingClock clock = new SteppingClock();
  final Promises promises =
      new Promises((subject, tag) -> subject.equals(RealWorld.CY) && tag.value().equals("v1"));
  final MemoryRegistry registry = new MemoryRegistry(API, promises);
  final ManifestBytes d = registry.image("D");
  final ManifestBytes x = registry.image("X");
  final ManifestBytes y = registry.image("Y");
  final ManifestBytes withoutItsLayer = registry.imageWithoutLayer("W");
  final List<Pushed> pushed = new ArrayList<>();
  private final Path folder;
  private int starts;
  private SqliteLedger ledger;
  private volatile WritePolicy policy;
  private WriteParts parts;
  private ManifestWrites writes;

  ProtocolWorld(Path folder, WritePolicy policy) throws LedgerException {
    this.folder = folder;
    this.policy = policy;
    promises.watch(registry);
    ledger = SqliteLedger.open(file());
    start(KillPoints.never());
  }

  private Path file() {
    return folder.resolve("ledger-" + starts + ".db");
  }

  /** A new protocol over the ledger that is open, killed where it is said. */
  void start(KillPoints kill) {
    parts =
        new WriteParts(
            () -> policy,
            kill.around(Ledger.class, ledger),
            new InProcessLocks(),
            kill.around(Upstream.class, registry),
            kill.around(DecisionSink.class, decision -> {}),
            PushGuardrail.none(),
            SETTINGS,
            clock,
            pushed::add);
    writes = new ManifestWrites(parts);
  }

  /** Goes on with what the disk holds at this moment, as after {@code kill -9}. */
  void restart() throws IOException, LedgerException {
    Path left = file();
    starts++;
    // Without closing the ledger first, so that nothing is there that was not committed.
    for (String suffix : List.of("", "-wal")) {
      Path from = Path.of(left + suffix);
      if (Files.exists(from)) {
        Files.copy(from, Path.of(file() + suffix));
      }
    }
    ledger.close();
    ledger = SqliteLedger.open(file());
    start(KillPoints.never());
  }

  void policy(WritePolicy inForce) {
    policy = inForce;
  }

  WriteOutcome push(Subject who, String tag, ManifestBytes manifest) {
    registry.onBehalfOf(who);
    WriteOutcome outcome =
        writes.put(who, API, new Reference.ByTag(new Tag(tag)), List.of(), manifest);
    if (outcome instanceof Done) {
      promises.made(new Tag(tag), Optional.of(manifest.digest()));
    }
    return outcome;
  }

  WriteOutcome pushByDigest(Subject who, ManifestBytes manifest, String... tags) {
    registry.onBehalfOf(who);
    WriteOutcome outcome =
        writes.put(
            who,
            API,
            new Reference.ByDigest(manifest.digest()),
            Stream.of(tags).map(Tag::new).toList(),
            manifest);
    if (outcome instanceof Done done) {
      done.headers().stream()
          .filter(header -> header.name().equals("OCI-Tag"))
          .map(Header::value)
          .forEach(tag -> promises.made(new Tag(tag), Optional.of(manifest.digest())));
    }
    return outcome;
  }

  WriteOutcome deleteTag(Subject who, String tag) {
    registry.onBehalfOf(who);
    WriteOutcome outcome = writes.deleteManifest(who, API, new Reference.ByTag(new Tag(tag)));
    if (outcome instanceof Done) {
      promises.made(new Tag(tag), Optional.empty());
    }
    return outcome;
  }

  WriteOutcome deleteManifest(Subject who, ManifestBytes manifest) {
    Map<Tag, Digest> before = registry.tags();
    registry.onBehalfOf(who);
    WriteOutcome outcome =
        writes.deleteManifest(who, API, new Reference.ByDigest(manifest.digest()));
    if (outcome instanceof Done) {
      before.forEach(
          (tag, digest) -> {
            if (digest.equals(manifest.digest())) {
              promises.made(tag, Optional.empty());
            }
          });
    }
    return outcome;
  }

  WriteOutcome deleteBlob(Subject who, Digest blob) {
    registry.onBehalfOf(who);
    return writes.deleteBlob(who, API, blob);
  }

  /** Somebody points a tag somewhere, or removes it, past the gateway. */
  void outside(String tag, Optional<ManifestBytes> manifest) {
    registry.outside(tag, manifest);
    promises.voided(tag);
  }

  LedgerState row(String tag) throws LedgerException {
    return ledger.state(API, new Tag(tag));
  }

  SqliteLedger ledger() {
    return ledger;
  }

  WriteParts parts() {
    return parts;
  }

  @Override
  public void close() {
    ledger.close();
  }
}

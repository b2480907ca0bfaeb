package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.gateway.ledger.InProcessLocks;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.SqliteLedger;
import dev.portwrit.gateway.upstream.HttpUpstream;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamSettings;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.client.HttpClient;

/** The protocol before an embedded registry, over real HTTP, with a ledger on a real file. */
final class RealWorld {
  static final Subject ADA = new Subject.User("ada");
  static final Subject BOB = new Subject.User("bob");
  static final Subject CY = new Subject.User("cy");
  static final Subject DEE = new Subject.User("dee");
  static final Subject EVE = new Subject.User("eve");
  static final RepositoryName API = new RepositoryName("acme/pay/api");

  final SteppingClock clock = new SteppingClock();
  final RecordedDecisions decisions = new RecordedDecisions();
  final EmbeddedRegistry registry;
  final RegistryClient direct;
  final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
  final InProcessLocks locks = new InProcessLocks();
  final Path folder;
  private final HttpClient client = new HttpClient();
  private SqliteLedger ledger;
  private volatile WritePolicy policy = PolicyTexts.policy(PolicyTexts.ALL);
  private volatile PushGuardrail guardrail = PushGuardrail.none();
  private WriteSettings settings =
      new WriteSettings(
          Duration.ofSeconds(5),
          Duration.ofMinutes(2),
          Duration.ofSeconds(2),
          WriteSettings.TagQuery.LEARNED,
          false);
  private HttpUpstream upstream;
  private ManifestWrites writes;

  RealWorld(Path folder) throws Exception {
    this.folder = folder;
    registry = EmbeddedRegistry.start(Files.createDirectories(folder.resolve("registry")));
    direct = new RegistryClient(registry.url());
    client.start();
    upstream = upstream();
    ledger = SqliteLedger.open(folder.resolve("ledger.db"));
    writes = new ManifestWrites(parts());
    registry.observe(seen::add);
  }

  private HttpUpstream upstream() {
    return new HttpUpstream(
        client,
        UpstreamSettings.of(registry.url(), Registry.Type.DISTRIBUTION)
            .withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(3)),
        UpstreamAuthorization.anonymous());
  }

  WriteParts parts() {
    return new WriteParts(
        () -> policy,
        ledger,
        locks,
        upstream,
        decisions,
        push -> guardrail.check(push),
        settings,
        clock);
  }

  void policy(String text) {
    policy = PolicyTexts.policy(text);
  }

  void policy(WritePolicy inForce) {
    policy = inForce;
  }

  WritePolicy policy() {
    return policy;
  }

  void guardrail(PushGuardrail other) {
    guardrail = other;
  }

  void settings(WriteSettings other) {
    settings = other;
    writes = new ManifestWrites(parts());
  }

  WriteSettings settings() {
    return settings;
  }

  /** The gateway stops and starts again. */
  void restart() throws LedgerException {
    ledger.close();
    ledger = SqliteLedger.open(folder.resolve("ledger.db"));
    writes = new ManifestWrites(parts());
  }

  ManifestWrites writes() {
    return writes;
  }

  SqliteLedger ledger() {
    return ledger;
  }

  /** The manifest of an image whose blobs are in the registry. */
  ManifestBytes image(String layer) throws IOException, InterruptedException {
    return new ManifestBytes(direct.manifest(API.value(), layer), RegistryClient.MANIFEST);
  }

  /** An index of images, which are in the registry by digest. */
  ManifestBytes index(ManifestBytes... children) throws IOException, InterruptedException {
    Digest[] digests = new Digest[children.length];
    for (int i = 0; i < children.length; i++) {
      digests[i] = children[i].digest();
      outside(digests[i].value(), children[i]);
    }
    return new ManifestBytes(RegistryClient.index(digests), RegistryClient.INDEX);
  }

  /** Somebody writes past the gateway. */
  void outside(String reference, ManifestBytes manifest) throws IOException, InterruptedException {
    int status =
        direct
            .pushManifest(API.value(), reference, manifest.mediaType(), manifest.bytes())
            .statusCode();
    if (status != 201) {
      throw new AssertionError("the registry answered " + status);
    }
  }

  /** Somebody deletes past the gateway. */
  void outsideDelete(String reference) throws IOException, InterruptedException {
    direct.send("DELETE", "/v2/" + API + "/manifests/" + reference);
  }

  WriteOutcome push(Subject who, String tag, ManifestBytes manifest) {
    return writes.put(who, API, new Reference.ByTag(new Tag(tag)), List.of(), manifest);
  }

  WriteOutcome pushByDigest(Subject who, ManifestBytes manifest, String... tags) {
    return writes.put(
        who,
        API,
        new Reference.ByDigest(manifest.digest()),
        List.of(tags).stream().map(Tag::new).toList(),
        manifest);
  }

  WriteOutcome delete(Subject who, String reference) {
    return writes.deleteManifest(who, API, Reference.parse(reference).orElseThrow());
  }

  /** What the registry has under a tag. */
  Optional<Digest> tag(String tag) {
    return upstream.read(API, new Tag(tag)).digest();
  }

  LedgerState row(String tag) throws LedgerException {
    return ledger.state(API, new Tag(tag));
  }

  /** The requests that changed something in the registry since the last call. */
  List<String> forwarded() {
    List<String> writes =
        seen.stream()
            .filter(request -> !request.method().equals("GET") && !request.method().equals("HEAD"))
            .map(SeenRequest::toString)
            .toList();
    seen.clear();
    return writes;
  }

  void stop() throws Exception {
    ledger.close();
    client.stop();
    registry.close();
  }
}

package dev.portwrit.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.write.Pushed;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import dev.portwrit.source.PolicyFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Webhooks of a gateway without a gateway: pushes are told by the test. */
final class HookWorld implements AutoCloseable {
  static final RepositoryName API = new RepositoryName("acme/api");
  static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  static final WebhookPace FAST =
      new WebhookPace(
          Duration.ofMillis(2),
          Duration.ofMillis(20),
          Duration.ofSeconds(50),
          Duration.ofDays(1),
          100,
          100);

  SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Path folder;
  volatile Instant now = NOW;
  volatile Workspace workspace;
  WebhookSettings settings;
  Webhooks webhooks;

  HookWorld(Path folder, WebhookPace pace, Set<String> allowed, URI... urls) throws Exception {
    this(folder, pace, allowed, Optional.empty(), urls);
  }

  HookWorld(
      Path folder, WebhookPace pace, Set<String> allowed, Optional<Path> authorities, URI... urls)
      throws Exception {
    this.folder = folder;
    names(urls);
    settings =
        new WebhookSettings(
            Optional.of(new WebhookSecret(() -> Optional.of("whsec_" + KEY))),
            allowed,
            authorities,
            pace);
    open();
  }

  /** Policy names these from now on. */
  void names(URI... urls) {
    String list = Stream.of(urls).map(url -> "\"" + url + "\"").collect(Collectors.joining(", "));
    String hooks = urls.length == 0 ? "" : "webhooks: [" + list + "]\n";
    workspace =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of(
                        "acme.yaml",
                        "organization: acme\nowners: [ada]\n---\nrepository: acme/api\n" + hooks)))
            .workspace()
            .orElseThrow();
  }

  void open() throws Exception {
    meters = new SimpleMeterRegistry();
    webhooks = Webhooks.open(folder, "hub", () -> workspace, settings, new WorldClock(), meters);
  }

  void push(String tag, String content) {
    webhooks.pushed(
        new Pushed(
            API,
            new Tag(tag),
            Digest.sha256(content.getBytes(StandardCharsets.UTF_8)),
            "application/vnd.oci.image.manifest.v1+json",
            Optional.of(new Subject.User("ada")),
            "0123abcd",
            now));
  }

  static String digest(String content) {
    return Digest.sha256(content.getBytes(StandardCharsets.UTF_8)).value();
  }

  double ended(String outcome) {
    return meters.get("portwrit.webhook.deliveries").tag("outcome", outcome).counter().count();
  }

  double figure(String name) {
    return meters.get(name).meter().measure().iterator().next().getValue();
  }

  void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** Nothing waits any more. */
  void awaitDone() throws InterruptedException {
    await(() -> figure("portwrit.webhook.waiting") == 0);
  }

  @Override
  public void close() {
    webhooks.close();
  }

  private final class WorldClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}

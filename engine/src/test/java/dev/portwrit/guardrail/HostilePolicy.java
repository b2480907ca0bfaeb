package dev.portwrit.guardrail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** The policies that misbehave, compiled once for all tests. */
final class HostilePolicy {
  static final Instant NOW = Instant.parse("2026-08-01T12:00:00.000000007Z");
  static final int PAGES = 1024;

  private static final CompiledPolicy POLICY = compile();

  private HostilePolicy() {}

  static CompiledPolicy compiled() {
    return POLICY;
  }

  static byte[] bundle(String name) {
    try (InputStream in = HostilePolicy.class.getResourceAsStream(name + ".tar.gz")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pool that waits at most 200 ms for a turn. */
  static InstancePool pool(int instances) {
    return new InstancePool(
        POLICY,
        new GuardrailLimits(
            instances,
            Duration.ofMillis(200),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            (long) PAGES * GuardrailLimits.PAGE));
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static CompiledPolicy compile() {
    try {
      return CompiledPolicy.of(Bundle.read(bundle("hostile")).file("policy.wasm"), PAGES);
    } catch (BundleRefused e) {
      throw new AssertionError(e);
    }
  }
}

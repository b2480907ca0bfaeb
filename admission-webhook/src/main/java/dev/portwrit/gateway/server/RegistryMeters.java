package dev.portwrit.gateway.server;

import dev.portwrit.gateway.upstream.UpstreamHealth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Figures on the registry behind the gateway. */
final class RegistryMeters {
  private RegistryMeters() {}

  static void watch(MeterRegistry meters, UpstreamHealth health) {
    Gauge.builder("portwrit.registry.available", health, one -> one.isDown() ? 0 : 1)
        .description("1, or 0 while requests are refused because the registry does not answer")
        .register(meters);
    FunctionCounter.builder("portwrit.registry.unanswered", health, UpstreamHealth::failed)
        .description("Requests that the registry did not answer")
        .register(meters);
  }
}

package dev.portwrit.gateway.registry;

import dev.portwrit.gateway.exchange.Exchange;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;

/** Times requests by operation and status. */
public final class RequestMeters {
  private record Kind(String operation, int status) {}

  private final MeterRegistry meters;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  /** Registered there. */
  public RequestMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Times a request to the end of its answer. */
  void measure(Exchange exchange, String operation) {
    Request request = exchange.request();
    long begin = System.nanoTime();
    Request.addCompletionListener(
        request,
        failure -> {
          Kind kind = new Kind(operation, failure == null ? exchange.status() : 0);
          timers
              .computeIfAbsent(kind, this::timer)
              .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        });
  }

  private Timer timer(Kind kind) {
    String status = kind.status() == 0 ? "aborted" : Integer.toString(kind.status());
    return Timer.builder("portwrit.gateway.requests")
        .description("requests by operation and status, to the end of the answer")
        .tag("operation", kind.operation())
        .tag("status", status)
        .register(meters);
  }
}

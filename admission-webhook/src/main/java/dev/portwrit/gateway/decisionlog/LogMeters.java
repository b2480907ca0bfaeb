package dev.portwrit.gateway.decisionlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What an operator watches of the log. The names are part of the documentation. */
final class LogMeters {
  final Counter written;
  final Counter missed;
  final Counter refused;
  final Counter failures;
  final Timer write;
  final DistributionSummary batchLines;

  LogMeters(MeterRegistry meters) {
    written =
        Counter.builder("portwrit.decisionlog.records")
            .description("records that are on the disk")
            .register(meters);
    missed =
        Counter.builder("portwrit.decisionlog.missed")
            .description("records of pulls that could not be logged; the pulls went on")
            .register(meters);
    refused =
        Counter.builder("portwrit.decisionlog.refused")
            .description("writes that were refused because their record could not be logged")
            .register(meters);
    failures =
        Counter.builder("portwrit.decisionlog.failures")
            .description("batches that could not be written")
            .register(meters);
    write =
        Timer.builder("portwrit.decisionlog.write")
            .description("writing a batch and waiting for the disk")
            .register(meters);
    batchLines =
        DistributionSummary.builder("portwrit.decisionlog.batch")
            .description("records that shared one wait for the disk")
            .register(meters);
  }

  /** Registers what is read from the log when somebody looks. */
  static void watch(MeterRegistry meters, DecisionLog log) {
    Gauge.builder("portwrit.decisionlog.sequence", log, l -> l.head().sequence())
        .description("sequence of the last record on the disk")
        .register(meters);
    Gauge.builder("portwrit.decisionlog.available", log, l -> l.isAvailable() ? 1 : 0)
        .description("1 when the last batch could be written, 0 when writes are being refused")
        .register(meters);
  }
}

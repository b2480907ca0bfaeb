package dev.portwrit.gateway.decisionlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;

/**
 * Writes the lines of the log: ASCII JSON, so that neither a control character nor a bidirectional
 * override reaches a terminal that shows it.
 *
 * <p>The members that place a line in the chain come first and are put before a body that was
 * written outside the lock.
 */
final class LogLine {
  /** The longest line, in bytes without its line feed. */
  static final int MAX_BYTES = 256 << 10;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private LogLine() {}

  /** The members of a record between braces, as UTF-8. */
  static byte[] body(LogRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("kind", record.kind());
      if (record instanceof DecisionRecord decision) {
        writeDecision(json, decision);
      } else if (record instanceof EventRecord event) {
        writeEvent(json, event);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** The whole line without its line feed. */
  static byte[] complete(Head before, Instant time, String instance, byte[] body) {
    String chain =
        "{\"sequence\":%d,\"previous\":\"%s\",\"time\":\"%s\",\"instance\":\"%s\","
            .formatted(before.sequence() + 1, before.hash(), TIME.format(time), instance);
    byte[] start = chain.getBytes(StandardCharsets.US_ASCII);
    byte[] line = new byte[start.length + body.length - 1];
    System.arraycopy(start, 0, line, 0, start.length);
    System.arraycopy(body, 1, line, start.length, body.length - 1);
    return line;
  }

  /** The head of a log that ends with this line. */
  static Head headAfter(Head before, byte[] line) {
    return new Head(before.sequence() + 1, Digest.sha256(line).hex());
  }

  private static void writeDecision(JsonGenerator json, DecisionRecord decision)
      throws IOException {
    json.writeStringField("caller", decision.caller().toString());
    json.writeStringField("operation", decision.operation());
    if (decision.repository().isPresent()) {
      json.writeStringField("repository", decision.repository().get().value());
    }
    if (!decision.tags().isEmpty()) {
      json.writeArrayFieldStart("tags");
      for (Tag tag : decision.tags()) {
        json.writeString(tag.value());
      }
      json.writeEndArray();
    }
    if (decision.digest().isPresent()) {
      json.writeStringField("digest", decision.digest().get().value());
    }
    json.writeStringField("decision", decision.outcome().toString());
    if (decision.rule().isPresent()) {
      writeRule(json, decision.rule().get());
    }
    if (!decision.warnings().isEmpty()) {
      json.writeArrayFieldStart("warnings");
      for (Rule warning : decision.warnings()) {
        json.writeStartObject();
        writeRule(json, warning);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (decision.cause().isPresent()) {
      json.writeStringField("cause", decision.cause().get());
    }
    json.writeStringField("commit", decision.policyCommit());
  }

  private static void writeRule(JsonGenerator json, Rule rule) throws IOException {
    json.writeStringField("rule", rule.text());
    if (rule.place().isPresent()) {
      Place place = rule.place().get();
      json.writeStringField("file", place.file());
      json.writeNumberField("line", place.line());
    }
  }

  private static void writeEvent(JsonGenerator json, EventRecord event) throws IOException {
    json.writeObjectFieldStart("detail");
    for (Map.Entry<String, String> entry : event.detail().entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }
}

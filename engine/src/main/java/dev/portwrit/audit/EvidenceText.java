package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.NativeAccess;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evidence as JSON. It is read strictly: only a text that would be written the same again is one.
 */
final class EvidenceText {
  private static final String KIND = "portwrit audit evidence 1";

  private EvidenceText() {}

  static String write(Evidence evidence) {
    ObjectNode json = ManifestText.JSON.createObjectNode();
    json.put("evidence", KIND);
    evidence.live().ifPresent(live -> write(json.putObject("live"), live));
    ArrayNode records = json.putArray("records");
    evidence.records().forEach(record -> write(records.addObject(), record));
    evidence.uses().ifPresent(uses -> write(json.putObject("uses"), uses));
    return ManifestText.print(json);
  }

  private static void write(ObjectNode json, ForceRecord record) {
    json.put("by", record.by());
    record.registry().ifPresent(registry -> json.put("registry", registry));
    json.put("commit", record.commit());
    json.put("at", record.at().toString());
    json.put("whole", record.isWhole());
  }

  private static ForceRecord record(JsonNode json) {
    return new ForceRecord(
        json.path("by").asText(),
        json.has("registry") ? Optional.of(json.path("registry").asText()) : Optional.empty(),
        json.path("commit").asText(),
        Instant.parse(json.path("at").asText()),
        json.path("whole").asBoolean());
  }

  private static void write(ObjectNode json, UseLog uses) {
    for (UseLog.Log log : uses.logs()) {
      ObjectNode one = json.withArray("logs").addObject().put("instance", log.instance());
      log.registries().forEach(one.putArray("registries")::add);
      one.put("head", log.head());
    }
    json.put("from", uses.from().toString()).put("to", uses.to().toString());
    ArrayNode all = json.putArray("last");
    uses.last().forEach((use, at) -> write(all.addObject(), use).put("at", at.toString()));
    uses.perhaps().forEach(use -> write(json.withArray("perhaps").addObject(), use));
    if (!uses.mounters().isEmpty()) {
      uses.mounters().forEach(json.putArray("mounters")::add);
    }
    if (!uses.missing().isEmpty()) {
      uses.missing().forEach(json.putArray("missing")::add);
    }
  }

  private static ObjectNode write(ObjectNode json, UseLog.Use use) {
    return json.put("subject", use.subject().toString())
        .put("action", use.action().toString())
        .put("repository", use.repository().value());
  }

  private static UseLog.Use use(JsonNode json) {
    return new UseLog.Use(
        Subject.parse(json.path("subject").asText())
            .orElseThrow(() -> new IllegalArgumentException("not a subject")),
        action(json.path("action")),
        new RepositoryName(json.path("repository").asText()));
  }

  private static UseLog uses(JsonNode json) {
    SortedMap<UseLog.Use, Instant> last = new TreeMap<>();
    for (JsonNode use : json.path("last")) {
      last.put(use(use), Instant.parse(use.path("at").asText()));
    }
    SortedSet<UseLog.Use> perhaps = new TreeSet<>();
    json.path("perhaps").forEach(use -> perhaps.add(use(use)));
    List<String> mounters = new ArrayList<>();
    json.path("mounters").forEach(one -> mounters.add(one.asText()));
    List<String> missing = new ArrayList<>();
    json.path("missing").forEach(line -> missing.add(line.asText()));
    return new UseLog(
        logs(json.path("logs")),
        Instant.parse(json.path("from").asText()),
        Instant.parse(json.path("to").asText()),
        last,
        perhaps,
        mounters,
        missing);
  }

  private static List<UseLog.Log> logs(JsonNode json) {
    List<UseLog.Log> logs = new ArrayList<>();
    for (JsonNode log : json) {
      SortedSet<String> registries = new TreeSet<>();
      log.path("registries").forEach(one -> registries.add(one.asText()));
      logs.add(
          new UseLog.Log(log.path("instance").asText(), registries, log.path("head").asText()));
    }
    return logs;
  }

  private static void write(ObjectNode json, LiveEvidence live) {
    json.put("registry", live.registry());
    json.put("read-at", live.readAt().toString());
    live.engine().ifPresent(account -> json.put("engine", account));
    write(json.putObject("now"), live.now());
    write(json.putObject("asked"), live.asked());
    live.unknown().forEach(json.putArray("unknown")::add);
  }

  private static void write(ObjectNode json, NativeAccess access) {
    ArrayNode edges = json.putArray("edges");
    for (NativeAccess.Edge edge : access.edges()) {
      ObjectNode one =
          edges
              .addObject()
              .put("account", edge.account())
              .put("action", edge.action().toString())
              .put("repository", edge.repository());
      edge.until().ifPresent(end -> one.put("until", end.toString()));
    }
    ArrayNode kept = json.putArray("kept");
    for (NativeAccess.TagLock lock : access.protections()) {
      ObjectNode one = kept.addObject().put("repository", lock.repository());
      lock.tags().forEach(tag -> one.withArray("tags").add(tag.value()));
      lock.except().forEach(tag -> one.withArray("except").add(tag.value()));
      new TreeSet<>(lock.closed())
          .forEach(action -> one.withArray("closed").add(action.toString()));
    }
  }

  static Optional<Evidence> read(String text) {
    try {
      JsonNode json = ManifestText.JSON.readTree(text);
      if (!json.path("evidence").asText().equals(KIND)) {
        return Optional.empty();
      }
      List<ForceRecord> records = new ArrayList<>();
      for (JsonNode one : json.path("records")) {
        records.add(record(one));
      }
      Evidence evidence =
          new Evidence(
              json.has("live") ? Optional.of(live(json.path("live"))) : Optional.empty(),
              records,
              json.has("uses") ? Optional.of(uses(json.path("uses"))) : Optional.empty());
      return evidence.text().equals(text) ? Optional.of(evidence) : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LiveEvidence live(JsonNode json) {
    List<String> unknown = new ArrayList<>();
    json.path("unknown").forEach(line -> unknown.add(line.asText()));
    return new LiveEvidence(
        json.path("registry").asText(),
        Instant.parse(json.path("read-at").asText()),
        access(json.path("now")),
        access(json.path("asked")),
        json.has("engine") ? Optional.of(json.path("engine").asText()) : Optional.empty(),
        unknown);
  }

  private static NativeAccess access(JsonNode json) {
    List<NativeAccess.Edge> edges = new ArrayList<>();
    for (JsonNode edge : json.path("edges")) {
      edges.add(
          new NativeAccess.Edge(
              edge.path("account").asText(),
              action(edge.path("action")),
              edge.path("repository").asText(),
              edge.has("until")
                  ? Optional.of(Instant.parse(edge.path("until").asText()))
                  : Optional.empty()));
    }
    List<NativeAccess.TagLock> locks = new ArrayList<>();
    for (JsonNode lock : json.path("kept")) {
      Set<Action> closed = EnumSet.noneOf(Action.class);
      lock.path("closed").forEach(action -> closed.add(action(action)));
      locks.add(
          new NativeAccess.TagLock(
              lock.path("repository").asText(),
              tags(lock.path("tags")),
              tags(lock.path("except")),
              closed));
    }
    return new NativeAccess(edges, locks, List.of());
  }

  private static List<TagPattern> tags(JsonNode json) {
    List<TagPattern> tags = new ArrayList<>();
    json.forEach(tag -> tags.add(TagPattern.of(tag.asText())));
    return tags;
  }

  private static Action action(JsonNode json) {
    return Action.parse(json.asText())
        .orElseThrow(() -> new IllegalArgumentException("not an action"));
  }
}

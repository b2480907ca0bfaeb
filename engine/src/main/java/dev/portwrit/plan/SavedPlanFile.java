package dev.portwrit.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.plan.SavedPlan.SavedStep;
import dev.portwrit.registry.ObjectId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A saved plan as a JSON text. It is read strictly: every key is there, none besides, and the
 * digest fits.
 */
public final class SavedPlanFile {
  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Set<String> KEYS =
      Set.of(
          "portwrit-plan",
          "workspace",
          "registry",
          "type",
          "commit",
          "base",
          "mode",
          "steps",
          "gained",
          "lost",
          "digest");
  private static final Set<String> STEP_KEYS =
      Set.of("phase", "kind", "name", "call", "before", "after", "cause");

  private SavedPlanFile() {}

  /**
   * The text of a file.
   *
   * @param plan a plan
   * @return JSON, ending with a line end; the same plan gives the same text
   */
  public static String write(SavedPlan plan) {
    return text(plan, Optional.of(plan.digest())) + "\n";
  }

  /** All that the digest is of. */
  static String content(SavedPlan plan) {
    return text(plan, Optional.empty());
  }

  /**
   * Reads a file.
   *
   * @param text what {@link #write} made
   * @return the plan; empty if the text is anything else
   */
  public static Optional<SavedPlan> read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (!hasKeys(root, KEYS) || !root.get("portwrit-plan").equals(JSON.readTree("" + VERSION))) {
        return Optional.empty();
      }
      SavedPlan plan = plan(root);
      return plan.digest().equals(text(root, "digest")) ? Optional.of(plan) : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static SavedPlan plan(JsonNode root) {
    List<SavedStep> steps = new ArrayList<>();
    for (JsonNode step : list(root, "steps")) {
      if (!hasKeys(step, STEP_KEYS)) {
        throw new IllegalArgumentException("not a step");
      }
      steps.add(
          new SavedStep(
              text(step, "phase"),
              new ObjectId(text(step, "kind"), text(step, "name")),
              text(step, "call"),
              text(step, "before"),
              text(step, "after"),
              text(step, "cause")));
    }
    return new SavedPlan(
        text(root, "workspace"),
        text(root, "registry"),
        text(root, "type"),
        text(root, "commit"),
        Optional.of(text(root, "base")).filter(base -> !base.isEmpty()),
        text(root, "mode"),
        steps,
        lines(root, "gained"),
        lines(root, "lost"));
  }

  private static boolean hasKeys(JsonNode node, Set<String> keys) {
    return node.isObject() && node.size() == keys.size() && keys.stream().allMatch(node::has);
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("not a text: " + key);
    }
    return value.textValue();
  }

  private static JsonNode list(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (!value.isArray()) {
      throw new IllegalArgumentException("not a list: " + key);
    }
    return value;
  }

  private static List<String> lines(JsonNode root, String key) {
    List<String> lines = new ArrayList<>();
    for (JsonNode line : list(root, key)) {
      if (!line.isTextual()) {
        throw new IllegalArgumentException("not a text in " + key);
      }
      lines.add(line.textValue());
    }
    return lines;
  }

  private static String text(SavedPlan plan, Optional<String> digest) {
    StringWriter text = new StringWriter();
    DefaultPrettyPrinter layout = new DefaultPrettyPrinter();
    layout.indentArraysWith(new DefaultIndenter("  ", "\n"));
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(layout.withObjectIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeNumberField("portwrit-plan", VERSION);
      json.writeStringField("workspace", plan.workspace());
      json.writeStringField("registry", plan.registry());
      json.writeStringField("type", plan.type());
      json.writeStringField("commit", plan.commit());
      json.writeStringField("base", plan.base().orElse(""));
      json.writeStringField("mode", plan.mode());
      write(json, plan.steps());
      write(json, "gained", plan.gained());
      write(json, "lost", plan.lost());
      if (digest.isPresent()) {
        json.writeStringField("digest", digest.get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, List<SavedStep> steps) throws IOException {
    json.writeArrayFieldStart("steps");
    for (SavedStep step : steps) {
      json.writeStartObject();
      json.writeStringField("phase", step.phase());
      json.writeStringField("kind", step.object().kind());
      json.writeStringField("name", step.object().name());
      json.writeStringField("call", step.call());
      json.writeStringField("before", step.before());
      json.writeStringField("after", step.after());
      json.writeStringField("cause", step.cause());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String key, List<String> lines) throws IOException {
    json.writeArrayFieldStart(key);
    for (String line : lines) {
      json.writeString(line);
    }
    json.writeEndArray();
  }
}

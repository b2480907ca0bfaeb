package dev.portwrit.guardrail;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.policy.Protection;
import java.io.IOException;
import java.util.Map;

/**
 * What a guardrail on pushes sees as its input. The shape is documented in {@code
 * docs/guardrails.md}; keys are added, never renamed.
 */
final class PushInput {
  private PushInput() {}

  static byte[] of(PushFacts push, ManifestFacts manifest, Map<String, String> settings)
      throws JsonRefused {
    return StrictJson.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("phase", Guardrail.Phase.PUSH.toString());
          PolicyInput.writeTexts(json, "settings", settings);
          json.writeStringField("subject", push.subject().toString());
          json.writeStringField("repository", push.repository().value());
          json.writeStringField("tag", push.tag().value());
          json.writeArrayFieldStart("protections");
          for (Protection protection : push.protections()) {
            writeProtection(json, protection);
          }
          json.writeEndArray();
          json.writeObjectFieldStart("manifest");
          writeManifest(json, manifest);
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void writeProtection(JsonGenerator json, Protection protection)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", protection.fullName());
    json.writeStringField("rule", protection.rule().toString());
    json.writeStringField("enforce", protection.enforcement().toString());
    json.writeEndObject();
  }

  private static void writeManifest(JsonGenerator json, ManifestFacts manifest) throws IOException {
    json.writeStringField("digest", manifest.digest());
    json.writeStringField("mediaType", manifest.mediaType());
    json.writeStringField("artifactType", manifest.artifactType());
    PolicyInput.writeTexts(json, "annotations", manifest.annotations());
    PolicyInput.writeTexts(json, "labels", manifest.labels());
    json.writeArrayFieldStart("children");
    for (ManifestFacts.Child child : manifest.children()) {
      json.writeStartObject();
      json.writeStringField("platform", child.platform());
      PolicyInput.writeTexts(json, "descriptor", child.descriptor());
      writeManifest(json, child.manifest());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

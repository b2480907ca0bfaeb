package dev.portwrit.guardrail;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Workspace;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a guardrail on policies sees as its input. The shape is documented in {@code
 * docs/guardrails.md}; keys are added, never renamed.
 */
final class PolicyInput {
  private PolicyInput() {}

  static byte[] of(Workspace workspace, Map<String, String> settings) throws JsonRefused {
    return StrictJson.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("phase", Guardrail.Phase.POLICY.toString());
          writeTexts(json, "settings", settings);
          json.writeArrayFieldStart("grants");
          for (RepositoryRule rule : workspace.repositories()) {
            for (Grant grant : rule.grants()) {
              writeGrant(json, rule, grant);
            }
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static void writeTexts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  // One a subject, so that a rule need not look into lists.
  private static void writeGrant(JsonGenerator json, RepositoryRule rule, Grant grant)
      throws IOException {
    for (Member member : grant.to()) {
      json.writeStartObject();
      json.writeStringField("role", grant.role().toString());
      json.writeStringField("subject", member.subject().toString());
      json.writeStringField("repositories", rule.pattern().value());
      if (grant.expires().isPresent()) {
        Expiry expiry = grant.expires().get();
        json.writeStringField("expires", expiry.end().toString());
      } else {
        json.writeNullField("expires");
      }
      json.writeStringField("reason", grant.reason());
      json.writeStringField("file", grant.place().file());
      json.writeNumberField("line", grant.place().line());
      json.writeNumberField("column", grant.place().column());
      json.writeEndObject();
    }
  }
}

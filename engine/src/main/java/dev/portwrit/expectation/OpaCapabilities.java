package dev.portwrit.expectation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What Rego may call in {@code opa}, in the form of {@code opa capabilities}: all but what reaches
 * the network, the environment or files.
 */
final class OpaCapabilities {
  private OpaCapabilities() {}

  /**
   * Takes out of a version's own capabilities what reaches outside; that version's form is kept.
   */
  static ObjectNode confined(JsonNode all) {
    if (!(all instanceof ObjectNode document)
        || !(all.path("builtins") instanceof ArrayNode builtins)
        || builtins.isEmpty()) {
      throw new IllegalArgumentException("no builtins are listed");
    }
    ObjectNode confined = document.deepCopy();
    ArrayNode kept = confined.putArray("builtins");
    for (JsonNode builtin : builtins) {
      if (!reachesOutside(builtin.path("name").asText())) {
        kept.add(builtin);
      }
    }
    // Schemas, too, can name addresses that they are fetched from.
    confined.putArray("allow_net");
    return confined;
  }

  // The `net.cidr_` functions only calculate.
  private static boolean reachesOutside(String name) {
    return name.startsWith("http.")
        || name.startsWith("opa.")
        || (name.startsWith("net.") && !name.startsWith("net.cidr_"));
  }
}

package dev.portwrit.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of policy documents, for editors. It is made from the table that the compiler
 * reads by. What it accepts the compiler may still refuse, such as a name that nothing defines;
 * what it refuses the compiler refuses.
 *
 * <p>Source: JSON Schema, draft 2020-12.
 */
public final class PolicySchema {
  private PolicySchema() {}

  /**
   * The schema of one document.
   *
   * @return indented JSON that ends with a line end; always the same
   */
  public static String json() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators)
            .withArrayIndenter(indenter)
            .withObjectIndenter(indenter);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(schema()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and texts can be written", e);
    }
  }

  private static Map<String, Object> schema() {
    Map<String, Object> definitions = new LinkedHashMap<>();
    List<Object> rules = new ArrayList<>();
    for (DocumentKind kind : DocumentKind.values()) {
      Map<String, Object> definition = new LinkedHashMap<>();
      definition.put("description", kind.about());
      definition.putAll(new Shape.Fields(kind.keys()).schema());
      definitions.put(kind.head(), definition);
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("if", isOf(kind));
      rule.put("then", Map.of("$ref", "#/$defs/" + kind.head()));
      rules.add(rule);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Portwrit policy document");
    schema.put("description", "The first key of a document says what it is");
    schema.put("type", "object");
    schema.put("anyOf", DocumentKind.heads().stream().map(PolicySchema::has).toList());
    schema.put("allOf", rules);
    schema.put("$defs", definitions);
    return schema;
  }

  // A schema does not see which key comes first. A document is of a kind if it has the kind's first
  // key, and not that of another kind in which this key stands further down.
  private static Map<String, Object> isOf(DocumentKind kind) {
    List<Object> others =
        Arrays.stream(DocumentKind.values())
            .filter(other -> other != kind)
            .filter(other -> other.keys().stream().anyMatch(key -> key.name().equals(kind.head())))
            .<Object>map(other -> has(other.head()))
            .toList();
    Map<String, Object> condition = new LinkedHashMap<>(has(kind.head()));
    if (!others.isEmpty()) {
      condition.put("not", Map.of("anyOf", others));
    }
    return condition;
  }

  private static Map<String, Object> has(String key) {
    return Map.of("required", List.of(key));
  }
}

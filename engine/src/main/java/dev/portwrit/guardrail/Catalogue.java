package dev.portwrit.guardrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.portwrit.diagnostic.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What guardrails a bundle has, as the METADATA of their rules says. */
record Catalogue(List<Entry> entries) {
  /**
   * A guardrail and how to ask it.
   *
   * @param guardrail what people see
   * @param entrypoint the path of its rule
   * @param onlyProtectedTags whether it has nothing to say about a tag without protection
   */
  record Entry(Guardrail guardrail, String entrypoint, boolean onlyProtectedTags) {}

  Catalogue {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the manifest of a bundle.
   *
   * @throws BundleRefused if a rule does not say what it must
   */
  static Catalogue read(byte[] manifest) throws BundleRefused {
    try {
      List<Entry> entries = new ArrayList<>();
      for (JsonNode entry : StrictJson.parse(manifest).path("wasm")) {
        entries.add(entry(entry.path("entrypoint").asText(), entry.path("annotations").path(0)));
      }
      entries.sort(Comparator.comparing(entry -> entry.guardrail().name()));
      return new Catalogue(entries);
    } catch (JsonRefused e) {
      throw new BundleRefused("`.manifest` cannot be read: " + e.getMessage());
    }
  }

  Optional<Entry> find(String name) {
    return entries.stream().filter(entry -> entry.guardrail().name().equals(name)).findFirst();
  }

  private static Entry entry(String entrypoint, JsonNode metadata) throws BundleRefused {
    JsonNode custom = metadata.path("custom");
    Guardrail guardrail =
        new Guardrail(
            text(entrypoint, custom, "name"),
            text(entrypoint, metadata, "title"),
            text(entrypoint, metadata, "description"),
            code(entrypoint, text(entrypoint, custom, "code")),
            Guardrail.Phase.parse(text(entrypoint, custom, "phase"))
                .orElseThrow(() -> refused(entrypoint, "its `phase` is not one")),
            settings(entrypoint, custom.path("settings")));
    boolean onlyProtectedTags = custom.path("tags").asText().equals("protected");
    return new Entry(guardrail, entrypoint, onlyProtectedTags);
  }

  private static List<Guardrail.Setting> settings(String entrypoint, JsonNode settings)
      throws BundleRefused {
    List<Guardrail.Setting> all = new ArrayList<>();
    for (String name : sortedNames(settings)) {
      JsonNode setting = settings.path(name);
      String pattern = text(entrypoint, setting, "pattern");
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw refused(entrypoint, "the pattern of `" + name + "` is not one");
      }
      all.add(
          new Guardrail.Setting(
              name,
              text(entrypoint, setting, "description"),
              text(entrypoint, setting, "default"),
              pattern));
    }
    return all;
  }

  private static List<String> sortedNames(JsonNode object) {
    Iterable<String> names = object::fieldNames;
    return StreamSupport.stream(names.spliterator(), false).sorted().toList();
  }

  private static Code code(String entrypoint, String text) throws BundleRefused {
    return Arrays.stream(Code.values())
        .filter(code -> code.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> refused(entrypoint, "its `code` is not one"));
  }

  private static String text(String entrypoint, JsonNode node, String key) throws BundleRefused {
    JsonNode value = node.path(key);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw refused(entrypoint, "its metadata has no `" + key + "`");
    }
    return value.textValue();
  }

  private static BundleRefused refused(String entrypoint, String why) {
    return new BundleRefused("`" + entrypoint + "`: " + why);
  }
}

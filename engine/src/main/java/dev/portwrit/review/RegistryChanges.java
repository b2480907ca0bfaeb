package dev.portwrit.review;

import dev.portwrit.policy.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change does to registries: where repositories lie, under which names, what an apply may do
 * there, and where the engine's credentials go.
 */
final class RegistryChanges {
  private RegistryChanges() {}

  /** All keys that differ, of a registry that is new or gone all that it says. */
  static List<KeyChange> of(List<Registry> before, List<Registry> after) {
    Map<String, Registry> old = byName(before);
    NavigableMap<String, Registry> all = new TreeMap<>(old);
    Map<String, Registry> young = byName(after);
    all.putAll(young);
    List<KeyChange> changes = new ArrayList<>();
    all.forEach(
        (name, registry) ->
            changes.addAll(of(registry, keys(old.get(name)), keys(young.get(name)))));
    return List.copyOf(changes);
  }

  private static List<KeyChange> of(
      Registry registry, NavigableMap<String, String> was, NavigableMap<String, String> is) {
    NavigableSet<String> keys = new TreeSet<>(was.keySet());
    keys.addAll(is.keySet());
    List<KeyChange> changes = new ArrayList<>();
    for (String key : keys) {
      Optional<String> before = Optional.ofNullable(was.get(key));
      Optional<String> after = Optional.ofNullable(is.get(key));
      if (!before.equals(after)) {
        changes.add(
            new KeyChange(
                "registry:" + registry.name(), key, before, after, registry.place(), true));
      }
    }
    return changes;
  }

  private static NavigableMap<String, String> keys(@Nullable Registry registry) {
    return registry == null ? new TreeMap<>() : RegistryKeys.of(registry);
  }

  private static Map<String, Registry> byName(List<Registry> registries) {
    Map<String, Registry> all = new TreeMap<>();
    registries.forEach(registry -> all.put(registry.name(), registry));
    return all;
  }
}

package dev.portwrit.registry.twin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.policy.Role;
import dev.portwrit.registry.Reading;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The canonical texts of the objects of the twin in memory. */
final class Contents {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Contents() {}

  /** {@code {"bob":"push"}}: the role of each account. */
  static SortedMap<String, Role> roles(Reading reading) {
    SortedMap<String, Role> roles = new TreeMap<>();
    if (reading instanceof Reading.Present present) {
      read(present.content(), new TypeReference<Map<String, String>>() {})
          .forEach((account, role) -> roles.put(account, Role.parse(role).orElseThrow()));
    }
    return roles;
  }

  static Reading ofRoles(Map<String, Role> roles) {
    SortedMap<String, String> words = new TreeMap<>();
    roles.forEach((account, role) -> words.put(account, role.toString()));
    words.values().removeIf("none"::equals);
    return present(words, words.isEmpty());
  }

  /** {@code {"bob":["acme/a","acme/b"]}}: the repositories of each account. */
  static SortedMap<String, SortedSet<String>> bundle(Reading reading) {
    return reading instanceof Reading.Present present
        ? read(present.content(), new TypeReference<TreeMap<String, SortedSet<String>>>() {})
        : new TreeMap<>();
  }

  static Reading ofBundle(SortedMap<String, SortedSet<String>> bundle) {
    SortedMap<String, SortedSet<String>> kept = new TreeMap<>(bundle);
    kept.values().removeIf(Collection::isEmpty);
    return present(kept, kept.isEmpty());
  }

  /** {@code ["v*"]}: the patterns of tags that nobody may move or delete. */
  static SortedSet<String> tags(Reading reading) {
    return reading instanceof Reading.Present present
        ? read(present.content(), new TypeReference<TreeSet<String>>() {})
        : new TreeSet<>();
  }

  static Reading ofTags(SortedSet<String> tags) {
    return present(tags, tags.isEmpty());
  }

  private static <T> T read(String text, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a content of ours is not read: " + text, e);
    }
  }

  private static Reading present(Object value, boolean empty) {
    try {
      return empty ? Reading.absent() : Reading.present(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

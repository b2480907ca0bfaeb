package dev.portwrit.decision;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose keys are texts, asked with a part of a longer text and its hash, so that no
 * part has to be cut out. Open addressing; only grows, and only while it is built.
 */
final class SegmentTable<V> {
  private static final int FIRST_CAPACITY = 4;

  private @Nullable String[] keys = new String[FIRST_CAPACITY];
  private @Nullable Object[] values = new Object[FIRST_CAPACITY];
  private int size;

  /** The hash of a part of a text, the same as {@link String#hashCode} of the part alone. */
  static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  /** The value of the key that is the part of a text, or null. */
  @Nullable V get(String text, int from, int to, int hash) {
    int mask = keys.length - 1;
    for (int at = spread(hash) & mask; ; at = (at + 1) & mask) {
      String key = keys[at];
      if (key == null) {
        return null;
      }
      if (key.length() == to - from && text.startsWith(key, from)) {
        return valueAt(at);
      }
    }
  }

  V computeIfAbsent(String key, Supplier<V> make) {
    V found = get(key, 0, key.length(), key.hashCode());
    if (found != null) {
      return found;
    }
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    V made = make.get();
    put(key, made);
    size++;
    return made;
  }

  private void put(String key, Object value) {
    int mask = keys.length - 1;
    int at = spread(key.hashCode()) & mask;
    while (keys[at] != null) {
      at = (at + 1) & mask;
    }
    keys[at] = key;
    values[at] = value;
  }

  private void grow() {
    @Nullable String[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new String[2 * oldKeys.length];
    values = new Object[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      String key = oldKeys[i];
      Object value = oldValues[i];
      if (key != null && value != null) {
        put(key, value);
      }
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }

  // Only values of the type of the table are put into it.
  @SuppressWarnings("unchecked")
  private @Nullable V valueAt(int at) {
    return (V) values[at];
  }
}

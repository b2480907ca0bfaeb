package dev.portwrit.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys in use: the first signs, both are accepted.
 *
 * <p>So a key is changed without a refused token: put the new one second everywhere, then first
 * everywhere, and take the old one out when its last token has expired.
 */
final class TokenKeys {
  private static final int MAX_KEYS = 2;

  private final List<TokenKey> keys;

  private TokenKeys(List<TokenKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads lines of an id and a secret in base64url. Empty lines and lines that begin with {@code #}
   * say nothing.
   *
   * @param where what the problems are said of, such as the file
   */
  static TokenKeys parse(String where, byte[] content) throws IdentityFileException {
    List<TokenKey> keys = new ArrayList<>();
    List<String> lines = new String(content, StandardCharsets.US_ASCII).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split("[ \\t]+", -1);
      Optional<TokenKey> key =
          words.length == 2 ? TokenKey.parse(words[0], words[1]) : Optional.empty();
      if (key.isEmpty()) {
        throw new IdentityFileException(
            where + ":" + (i + 1) + ": a key is an id, a space and at least 32 bytes in base64url");
      }
      if (keys.stream().anyMatch(k -> k.id().equals(key.get().id()))) {
        throw new IdentityFileException(
            where + ":" + (i + 1) + ": `" + key.get().id() + "` is the id of two keys");
      }
      keys.add(key.get());
    }
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IdentityFileException(
          where + " holds " + keys.size() + " keys; one signs, a second may be accepted besides");
    }
    return new TokenKeys(keys);
  }

  TokenKey signing() {
    return keys.get(0);
  }

  /** All of them, the signing one first. */
  List<TokenKey> all() {
    return keys;
  }

  Optional<TokenKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  @Override
  public String toString() {
    return keys.size() == 1 ? "1 key" : keys.size() + " keys";
  }
}

package dev.portwrit.source;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds paths that some file systems take for one: equal but for case or Unicode composition. */
final class PathCase {
  private PathCase() {}

  /** What clashes, as a sentence by the path of the later file; each pair of names once. */
  static Map<String, String> clashes(List<PolicyFile> sorted) {
    Map<String, String> clashes = new TreeMap<>();
    Map<String, String> seen = new HashMap<>();
    String folderBefore = "";
    String pathBefore = "";
    for (PolicyFile file : sorted) {
      String path = file.path();
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      // The folders above are asked once for each run of files in the same folder.
      int from = folder.equals(folderBefore) ? folder.length() : 0;
      folderBefore = folder;
      for (int end = path.indexOf('/', from); end >= 0; end = path.indexOf('/', end + 1)) {
        compare(path.substring(0, end), path, seen, clashes);
      }
      compare(path, path, seen, clashes);
      if (path.equals(pathBefore)) {
        clashes.put(path, "`" + path + "` is there twice");
      }
      pathBefore = path;
    }
    return clashes;
  }

  private static void compare(
      String name, String path, Map<String, String> seen, Map<String, String> clashes) {
    String other = seen.putIfAbsent(fold(name), name);
    if (other != null && !other.equals(name)) {
      clashes.putIfAbsent(path, "`" + other + "` and `" + name + "` differ only in case");
    }
  }

  /** Upper case first: some letters have one upper and several lower forms. */
  private static String fold(String name) {
    String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return isAscii(name) ? folded : Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String name) {
    return name.chars().allMatch(c -> c < 0x80);
  }
}

package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the commits of a line are: how far behind the newest. */
final class Places {
  /** Of a commit that is not on the line. */
  static final int NOWHERE = -1;

  private final List<CommitInfo> line;
  private final Map<String, Integer> byId = new HashMap<>();

  /**
   * Numbers commits.
   *
   * @param line the newest first
   */
  Places(List<CommitInfo> line) {
    this.line = line;
    for (int i = 0; i < line.size(); i++) {
      byId.put(line.get(i).id(), i);
    }
  }

  int of(String commitId) {
    return byId.getOrDefault(commitId, NOWHERE);
  }

  CommitInfo commit(int place) {
    return line.get(place);
  }

  /** How many there are. */
  int count() {
    return line.size();
  }
}

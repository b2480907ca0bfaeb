package dev.portwrit.language;

import dev.portwrit.source.PolicyFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Remembers what the files of the last run say, so that only what changed is read again. */
final class DraftMemory {
  private volatile Map<PolicyFile, FileDrafts> last = Map.of();

  /** What each file says, in the order of the files. */
  List<FileDrafts> drafts(List<PolicyFile> files, boolean severalThreads) {
    Map<PolicyFile, FileDrafts> known = last;
    Stream<PolicyFile> all = severalThreads ? files.parallelStream() : files.stream();
    List<FileDrafts> drafts =
        all.map(
                file -> {
                  FileDrafts same = known.get(file);
                  return same == null ? FileDrafts.read(file) : same;
                })
            .toList();
    Map<PolicyFile, FileDrafts> next = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      next.put(files.get(i), drafts.get(i));
    }
    last = next;
    return drafts;
  }
}

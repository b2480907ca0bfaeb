package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.ownership.FileOwnership;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Files that a change makes speak of more than those administer whom the host asks about them. */
final class FilesBeyond {
  private FilesBeyond() {}

  /** Says which; true if there are some. Without {@code --base} nothing is looked at. */
  static boolean tell(Invocation invocation, Snapshot head, PolicyIndex changed, CodeHost host)
      throws Failure {
    Optional<CheckedChange> change;
    Set<String> touched;
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      change = CheckedChange.read(invocation, source);
      if (change.isEmpty()) {
        return false;
      }
      Revision tip = new Revision.Named(change.get().tip().id());
      touched = touched(WorkspaceReader.read(invocation, source, tip), head);
    }
    NavigableMap<String, List<String>> beyond =
        new FileOwnership(change.get().base(), host).beyond(changed, touched);
    if (beyond.isEmpty()) {
      return false;
    }
    Console console = invocation.console();
    beyond.forEach(
        (file, accounts) ->
            console.print(
                "! "
                    + file
                    + accounts.stream().map(one -> " @" + one).collect(Collectors.joining())));
    console.error("the change gives these files more than their owners administer on its base");
    console.help("put what is more into a new file, which the admins review");
    return true;
  }

  private static Set<String> touched(Snapshot before, Snapshot after) {
    Map<String, PolicyFile> old = byPath(before);
    Map<String, PolicyFile> young = byPath(after);
    Set<String> touched = new HashSet<>(old.keySet());
    touched.addAll(young.keySet());
    touched.removeIf(path -> old.containsKey(path) && old.get(path).equals(young.get(path)));
    return touched;
  }

  private static Map<String, PolicyFile> byPath(Snapshot snapshot) {
    Map<String, PolicyFile> files = new HashMap<>();
    snapshot.files().forEach(file -> files.put(file.path(), file));
    return files;
  }
}

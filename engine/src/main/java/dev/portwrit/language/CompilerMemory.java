package dev.portwrit.language;

import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.source.PolicyFile;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a compiler remembers of its last run: what each file says, and what the rules on
 * repositories in it mean. The latter holds as long as the same things are defined; only files
 * without a problem are remembered so, since the others have to be reported again.
 */
final class CompilerMemory {
  private final Map<PolicyFile, FileDrafts> drafts;
  private final List<List<Draft>> definitions;
  private final IdentityHashMap<FileDrafts, List<RepositoryRule>> rules;

  private CompilerMemory(
      Map<PolicyFile, FileDrafts> drafts,
      List<List<Draft>> definitions,
      IdentityHashMap<FileDrafts, List<RepositoryRule>> rules) {
    this.drafts = drafts;
    this.definitions = definitions;
    this.rules = rules;
  }

  /** The memory of a compiler that has not run. */
  static CompilerMemory empty() {
    return new CompilerMemory(Map.of(), List.of(), new IdentityHashMap<>());
  }

  /** What each file says, in the order of the files; those that did not change are not read. */
  List<FileDrafts> read(List<PolicyFile> files, boolean severalThreads) {
    Stream<PolicyFile> all = severalThreads ? files.parallelStream() : files.stream();
    return all.map(
            file -> {
              FileDrafts known = drafts.get(file);
              return known == null ? FileDrafts.read(file) : known;
            })
        .toList();
  }

  /** The memory of the run that follows: what still holds of this one, to which it adds. */
  CompilerMemory next(List<PolicyFile> files, List<FileDrafts> read) {
    Map<PolicyFile, FileDrafts> nextDrafts = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      nextDrafts.put(files.get(i), read.get(i));
    }
    List<List<Draft>> nextDefinitions =
        read.stream().map(FileDrafts::definitions).filter(some -> !some.isEmpty()).toList();
    IdentityHashMap<FileDrafts, List<RepositoryRule>> nextRules = new IdentityHashMap<>();
    if (nextDefinitions.equals(definitions)) {
      for (FileDrafts file : read) {
        List<RepositoryRule> known = rules.get(file);
        if (known != null) {
          nextRules.put(file, known);
        }
      }
    }
    return new CompilerMemory(nextDrafts, nextDefinitions, nextRules);
  }

  /** What the rules of a file mean, if that is known. */
  @Nullable List<RepositoryRule> rules(FileDrafts file) {
    return rules.get(file);
  }

  /** Remembers what the rules of a file without a problem mean. */
  void keep(FileDrafts file, List<RepositoryRule> meaning) {
    rules.put(file, meaning);
  }
}

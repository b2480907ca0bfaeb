package dev.portwrit.registry;

import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How repositories are called in a registry that renames leading segments, both ways. */
public final class NativeNames {
  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private final Registry registry;
  private final List<Map.Entry<String, String>> longestFirst;

  /**
   * The names of a registry.
   *
   * @param registry its definition
   */
  public NativeNames(Registry registry) {
    this.registry = registry;
    this.longestFirst =
        registry.prefix().entrySet().stream()
            .sorted(Comparator.comparing(Map.Entry::getKey, LONGEST_FIRST))
            .toList();
  }

  /**
   * What a repository is called there.
   *
   * @param repository the name that policies use
   * @return the name that the registry uses
   */
  public String nativeName(RepositoryName repository) {
    String name = repository.value();
    return longestFirst.stream()
        .filter(rename -> name.startsWith(rename.getKey()))
        .findFirst()
        .map(rename -> rename.getValue() + name.substring(rename.getKey().length()))
        .orElse(name);
  }

  /**
   * What a repository of the registry is called in policies, if it lives there by policy.
   *
   * @param nativeName the name that the registry uses
   * @return the one name that becomes it, empty if none does or {@code repositories} does not hold
   *     it
   */
  public Optional<RepositoryName> ours(String nativeName) {
    for (Map.Entry<String, String> rename : longestFirst) {
      if (nativeName.startsWith(rename.getValue())) {
        Optional<RepositoryName> name =
            lives(rename.getKey() + nativeName.substring(rename.getValue().length()), nativeName);
        if (name.isPresent()) {
          return name;
        }
      }
    }
    return lives(nativeName, nativeName);
  }

  private Optional<RepositoryName> lives(String ours, String nativeName) {
    return RepositoryName.parse(ours)
        .filter(name -> nativeName(name).equals(nativeName))
        .filter(registry::holds);
  }
}

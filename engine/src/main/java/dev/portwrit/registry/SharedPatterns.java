package dev.portwrit.registry;

import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Patterns that a person would write for repositories: a folder, where all in it are meant. */
public final class SharedPatterns {
  // Two may be alike by chance.
  private static final int MANY = 3;

  private final Organization organization;
  private final Registry registry;
  private final List<Registry> others;
  private final Map<RepositoryPattern, List<RepositoryName>> widestFirst = new LinkedHashMap<>();

  /**
   * The patterns of an organization's repositories in a registry.
   *
   * @param organization whose repositories they are
   * @param registry where they live
   * @param workspace the policies that are there, whose other registries are left alone
   * @param all every repository of it that is there or that policy wants
   */
  public SharedPatterns(
      Organization organization,
      Registry registry,
      Workspace workspace,
      Collection<RepositoryName> all) {
    this.organization = organization;
    this.registry = registry;
    this.others =
        workspace.registries().stream()
            .filter(other -> !other.name().equals(registry.name()))
            .toList();
    for (String folder : folders(all)) {
      RepositoryPattern pattern =
          new RepositoryPattern(folder + "/" + RepositoryPattern.ANY_SEGMENTS);
      List<RepositoryName> in = all.stream().filter(pattern::matches).toList();
      if (in.size() >= MANY && staysHere(pattern)) {
        widestFirst.put(pattern, in);
      }
    }
  }

  /**
   * Patterns that match these and none of the other repositories.
   *
   * @param meant some of the repositories
   * @return the widest first
   */
  public List<RepositoryPattern> of(Set<RepositoryName> meant) {
    Set<RepositoryName> left = new TreeSet<>(meant);
    List<RepositoryPattern> patterns = new ArrayList<>();
    widestFirst.forEach(
        (pattern, in) -> {
          if (left.containsAll(in)) {
            patterns.add(pattern);
            in.forEach(left::remove);
          }
        });
    left.forEach(name -> patterns.add(RepositoryPattern.of(name)));
    return patterns;
  }

  /** The folders inside the organization's names, the widest first. */
  private List<String> folders(Collection<RepositoryName> all) {
    Set<String> folders = new TreeSet<>();
    for (RepositoryName name : all) {
      List<String> components = name.components();
      for (int length = 1; length <= components.size(); length++) {
        String folder = String.join("/", components.subList(0, length));
        RepositoryPattern pattern = new RepositoryPattern(folder);
        if (organization.namespaces().stream().anyMatch(pattern::isInside)) {
          folders.add(folder);
        }
      }
    }
    return folders.stream()
        .sorted((one, other) -> Integer.compare(depth(one), depth(other)))
        .toList();
  }

  private static int depth(String folder) {
    return folder.split("/", -1).length;
  }

  // In another registry the same names may be others' business.
  private boolean staysHere(RepositoryPattern pattern) {
    boolean livesHere =
        registry.repositories().stream()
            .filter(one -> one.value().endsWith("/" + RepositoryPattern.ANY_SEGMENTS))
            .map(one -> one.value().substring(0, one.value().length() - "/**".length()))
            .flatMap(folder -> RepositoryName.parse(folder).stream())
            .anyMatch(pattern::isInside);
    return livesHere
        && others.stream()
            .flatMap(other -> other.repositories().stream())
            .noneMatch(pattern::overlaps);
  }
}

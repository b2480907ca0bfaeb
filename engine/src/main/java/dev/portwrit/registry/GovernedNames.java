package dev.portwrit.registry;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The repositories of a registry of which policy speaks, by the names that the registry has for
 * them.
 *
 * @param registry the registry as policy defines it
 * @param possible whether the registry can have a repository of a name
 * @param kind what people call such a registry
 * @param help what names it can have, and the next step
 */
public record GovernedNames(
    Registry registry, Predicate<String> possible, String kind, String help) {
  /**
   * Those that policy wants and those that are.
   *
   * @param index the policy
   * @param live what is there
   * @param repositories the kind of object that a repository is
   * @param findings told of names that cannot be
   * @return the names of policy by those of the registry
   */
  public SortedMap<String, RepositoryName> of(
      PolicyIndex index, NativeState live, String repositories, RegistryFindings findings) {
    NativeNames names = new NativeNames(registry);
    SortedMap<String, RepositoryName> governed = new TreeMap<>();
    for (RepositoryRule rule : index.workspace().repositories()) {
      if (rule.declared()) {
        RepositoryName name = new RepositoryName(rule.pattern().value());
        if (registry.holds(name)) {
          String nativeName = names.nativeName(name);
          if (check(rule.place(), name, nativeName, governed, findings)) {
            governed.put(nativeName, name);
          }
        }
      }
    }
    for (ObjectId id : live.objects().keySet()) {
      if (id.kind().equals(repositories) && !live.at(id).equals(Reading.absent())) {
        names.ours(id.name()).ifPresent(name -> governed.putIfAbsent(id.name(), name));
      }
    }
    return governed;
  }

  /**
   * Whether a repository can be there, besides those that are.
   *
   * @param place what wants it
   * @param name what policy calls it
   * @param nativeName what the registry calls it
   * @param taken the others, by the names of the registry
   * @param findings told if it cannot
   * @return false if it cannot
   */
  public boolean check(
      Place place,
      RepositoryName name,
      String nativeName,
      Map<String, RepositoryName> taken,
      RegistryFindings findings) {
    RepositoryName other = taken.get(nativeName);
    if (other != null && !other.equals(name)) {
      findings.error(
          place,
          Code.NATIVE_NAME,
          "`%s` and `%s` would both be `%s` in `%s`"
              .formatted(other, name, nativeName, registry.name()),
          "mend `prefix` of the registry");
      return false;
    }
    boolean isPossible = possible.test(nativeName);
    if (!isPossible) {
      findings.error(
          place,
          Code.NATIVE_NAME,
          kind + " cannot have a repository of the name `" + nativeName + "`",
          help);
    }
    return isPossible;
  }
}

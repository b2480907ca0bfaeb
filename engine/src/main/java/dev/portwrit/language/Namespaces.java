package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which organization owns which names. */
final class Namespaces {
  private record Owner(String organization, String namespace, Place place) {}

  private final Map<String, Owner> owners = new HashMap<>();

  /** Collects the namespaces of all organizations and reports those that two of them own. */
  static Namespaces of(Collection<Draft.Organization> organizations, Findings findings) {
    Namespaces namespaces = new Namespaces();
    for (Draft.Organization one : organizations) {
      for (Placed<RepositoryName> namespace : one.namespaces()) {
        namespaces.add(one.name().value(), namespace, findings);
      }
    }
    for (Draft.Organization one : organizations) {
      for (Placed<RepositoryName> namespace : one.namespaces()) {
        namespaces.checkAbove(one.name().value(), namespace, findings);
      }
    }
    return namespaces;
  }

  /** The organization that owns every name that a pattern can match. */
  Optional<String> ownerOf(RepositoryPattern pattern) {
    return ownerOfBegin(pattern.value()).map(Owner::organization);
  }

  /** The organizations that own what patterns can match, as far as each lies in a namespace. */
  Set<String> ownersOf(List<RepositoryPattern> patterns) {
    Set<String> found = new HashSet<>();
    String namespace = "";
    for (RepositoryPattern pattern : patterns) {
      // Most patterns of a file lie in one namespace. What owns its name owns all below it, since
      // an owner is looked for from the shortest name on.
      if (namespace.isEmpty() || !isWithin(pattern.value(), namespace)) {
        Optional<Owner> owner = ownerOfBegin(pattern.value());
        owner.ifPresent(one -> found.add(one.organization()));
        namespace = owner.map(Owner::namespace).orElse("");
      }
    }
    return found;
  }

  private static boolean isWithin(String segments, String namespace) {
    return segments.startsWith(namespace)
        && (segments.length() == namespace.length() || segments.charAt(namespace.length()) == '/');
  }

  /** All names that organizations own, in no particular order. */
  Set<String> names() {
    return owners.keySet();
  }

  private void add(String organization, Placed<RepositoryName> namespace, Findings findings) {
    String name = namespace.value().value();
    Owner other = owners.putIfAbsent(name, new Owner(organization, name, namespace.place()));
    if (other != null && !other.organization().equals(organization)) {
      report(namespace, other, findings);
    }
  }

  private void checkAbove(
      String organization, Placed<RepositoryName> namespace, Findings findings) {
    String name = namespace.value().value();
    int slash = name.lastIndexOf('/');
    Optional<Owner> above = slash < 0 ? Optional.empty() : ownerOfBegin(name.substring(0, slash));
    if (above.isPresent() && !above.get().organization().equals(organization)) {
      report(namespace, above.get(), findings);
    }
  }

  private static void report(Placed<RepositoryName> namespace, Owner other, Findings findings) {
    findings.error(
        namespace.place(),
        Code.NAMESPACE_SHARED,
        "organization `" + other.organization() + "` owns `" + namespace.value() + "` already",
        "its namespace is written at " + other.place());
  }

  // A pattern lies inside a namespace if it begins with the namespace's segments, none of which
  // holds a star; a segment with a star is no key of the map.
  private Optional<Owner> ownerOfBegin(String segments) {
    for (int end = segments.indexOf('/'); end >= 0; end = segments.indexOf('/', end + 1)) {
      Owner owner = owners.get(segments.substring(0, end));
      if (owner != null) {
        return Optional.of(owner);
      }
    }
    return Optional.ofNullable(owners.get(segments));
  }
}

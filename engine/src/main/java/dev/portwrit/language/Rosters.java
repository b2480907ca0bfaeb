package dev.portwrit.language;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Who is on the roster of which organization. */
final class Rosters {
  private final Map<String, Set<String>> members = new HashMap<>();
  private final Map<String, Place> everybody = new LinkedHashMap<>();
  private boolean complete = true;

  Rosters(Collection<Draft.Organization> organizations) {
    for (Draft.Organization one : organizations) {
      Set<String> names = new HashSet<>();
      one.organization().owners().forEach(owner -> add(owner, names));
      one.organization().members().forEach(member -> add(member, names));
      if (one.complete()) {
        members.put(one.name().value(), names);
      } else {
        complete = false;
      }
    }
  }

  /** Whether somebody is on the roster of an organization, as far as that is known. */
  boolean mayBeOn(String organization, String user) {
    Set<String> names = members.get(organization);
    return names == null || names.contains(user);
  }

  /** Whether somebody is on some roster, as far as that is known. */
  boolean mayBeOnSome(String user) {
    return !complete || everybody.containsKey(user);
  }

  /** The names on the roster of an organization. */
  Set<String> of(String organization) {
    return members.getOrDefault(organization, Set.of());
  }

  /** The names on all rosters, in their order, each with a place where it is written. */
  Map<String, Place> everybody() {
    return everybody;
  }

  private void add(Member member, Set<String> names) {
    if (member.subject() instanceof Subject.User user) {
      names.add(user.name());
      everybody.putIfAbsent(user.name(), member.place());
    }
  }
}

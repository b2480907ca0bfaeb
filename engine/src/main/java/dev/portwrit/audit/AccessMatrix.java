package dev.portwrit.audit;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which role each subject has in each repository: a byte a cell.
 *
 * @param repositories the columns, by name
 * @param roles the rows by the text of their subject, sorted: for each repository the role whose
 *     actions the subject has there, by its place in {@link #ROLES}; for whoever reads it only
 */
record AccessMatrix(List<RepositoryName> repositories, SortedMap<String, byte[]> roles) {
  /** All roles, the least first, which is none. */
  static final List<Role> ROLES = List.of(Role.values());

  /** The matrix of what a view is about. */
  static AccessMatrix of(ViewContext context) {
    List<RepositoryName> repositories = context.repositories();
    Map<Subject, byte[]> bySubject = new HashMap<>();
    for (Subject subject : Views.subjects(context)) {
      bySubject.put(subject, new byte[repositories.size()]);
    }
    for (int i = 0; i < repositories.size(); i++) {
      for (Action action : Action.values()) {
        byte role = least(action);
        for (Subject subject : Views.whoCan(context, action, repositories.get(i))) {
          byte[] row = bySubject.get(subject);
          if (row != null) {
            row[i] = role;
          }
        }
      }
    }
    SortedMap<String, byte[]> roles = new TreeMap<>();
    bySubject.forEach((subject, row) -> roles.put(subject.toString(), row));
    return new AccessMatrix(repositories, roles);
  }

  // Roles hold each other, and whoever has an action has all of the least role that holds it.
  private static byte least(Action action) {
    byte least = 0;
    while (!ROLES.get(least).holds(action)) {
      least++;
    }
    return least;
  }
}

package dev.portwrit.registry.ecr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The policy of a repository as it is, taken apart.
 *
 * @param document all of it; empty where there is none
 * @param grants the roles that its statements give
 * @param denies our statements that deny
 * @param foreign the statements that are neither ours nor nothing but roles
 * @param isWorn whether a statement of ours is none that we would write
 */
record LivePolicy(
    Optional<PolicyDocument> document,
    SortedSet<RoleGrant> grants,
    List<Statement> denies,
    List<Statement> foreign,
    boolean isWorn) {
  static LivePolicy of(Optional<PolicyDocument> document) {
    List<RoleGrant> grants = new ArrayList<>();
    List<Statement> denies = new ArrayList<>();
    List<Statement> foreign = new ArrayList<>();
    boolean worn = false;
    for (Statement statement : document.map(PolicyDocument::statements).orElse(List.of())) {
      Optional<List<RoleGrant>> roles = PortwritStatements.rolesIn(statement);
      if (roles.isPresent()) {
        grants.addAll(roles.get());
      } else if (!PortwritStatements.isOurs(statement)) {
        foreign.add(statement);
      } else if (statement.allows()) {
        worn = true;
      } else {
        denies.add(statement);
      }
    }
    return new LivePolicy(document, RoleGrant.reduced(grants), denies, foreign, worn);
  }

  /** The roles that are in force. */
  SortedSet<RoleGrant> grantsAt(Instant now) {
    SortedSet<RoleGrant> inForce = new TreeSet<>(grants);
    inForce.removeIf(grant -> !grant.isInForceAt(now));
    return inForce;
  }

  boolean hasOurs(String sid) {
    return denies.stream().anyMatch(statement -> statement.sid().startsWith(sid));
  }

  /**
   * What it shall become: itself where it says so already, and otherwise what is not ours with what
   * we say; empty where nothing is left to say.
   */
  Optional<PolicyDocument> become(
      Collection<RoleGrant> wanted, List<Statement> wantedDenies, Instant now) {
    boolean same =
        !isWorn
            && grantsAt(now).equals(new TreeSet<>(wanted))
            && PortwritStatements.byMeaning(denies)
                .keySet()
                .equals(PortwritStatements.byMeaning(wantedDenies).keySet());
    if (same) {
      return document;
    }
    List<Statement> statements = new ArrayList<>(foreign);
    statements.addAll(PortwritStatements.allowing(wanted));
    statements.addAll(wantedDenies);
    return statements.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PolicyDocument(
                document.map(PolicyDocument::id).orElse(""),
                document.map(PolicyDocument::version).orElse(PolicyDocument.VERSION),
                statements));
  }
}

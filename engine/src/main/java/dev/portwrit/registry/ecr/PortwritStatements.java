package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The statements that Portwrit writes, and which others say the same. */
final class PortwritStatements {
  /** How the names of our statements begin. */
  static final String SID = "Portwrit";

  /** How the names of those begin that shut everybody out who is not named. */
  static final String SID_ONLY = SID + "Only";

  /** How the names of those begin that keep protected tags from deletion. */
  static final String SID_KEEP = SID + "Keep";

  private PortwritStatements() {}

  static boolean isOurs(Statement statement) {
    return statement.sid().startsWith(SID);
  }

  /** The statements that give roles: one a role and end. */
  static List<Statement> allowing(Collection<RoleGrant> grants) {
    SortedMap<String, List<RoleGrant>> bySid = new TreeMap<>();
    grants.forEach(
        grant -> bySid.computeIfAbsent(sid(grant), same -> new ArrayList<>()).add(grant));
    return bySid.entrySet().stream()
        .map(entry -> allowing(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Statement allowing(String sid, List<RoleGrant> same) {
    SortedSet<String> principals = new TreeSet<>();
    same.forEach(grant -> principals.add(grant.principal()));
    Role role = same.get(0).role();
    Optional<Instant> until = same.get(0).until();
    return Statement.of(
        sid,
        true,
        PrincipalSet.of(principals),
        EcrActions.of(role),
        until.map(PortwritStatements::before).stream().toArray(Condition[]::new));
  }

  private static String sid(RoleGrant grant) {
    String role = grant.role().toString();
    return SID
        + role.substring(0, 1).toUpperCase(Locale.ROOT)
        + role.substring(1)
        + grant.until().map(PortwritStatements::suffix).orElse("");
  }

  private static String suffix(Instant until) {
    return "Until" + until.toString().replaceAll("[-:]", "");
  }

  private static Condition before(Instant until) {
    return new Condition(
        "DateLessThan", Condition.CURRENT_TIME, new TreeSet<>(Set.of(until.toString())));
  }

  /**
   * The roles that a statement gives, whoever wrote it: empty if it is not understood as nothing
   * but roles for principals, perhaps until some time. Principals that are gone have none.
   */
  static Optional<List<RoleGrant>> rolesIn(Statement statement) {
    boolean plain =
        statement.allows()
            && statement.resources().isEmpty()
            && statement.principals().filter(PrincipalSet::isOnlyAws).isPresent();
    Role role = EcrActions.roleOf(statement.actions());
    Optional<Instant> until = until(statement.conditions());
    boolean isTimed = statement.conditions().isEmpty() || until.isPresent();
    if (!plain || role == Role.NONE || !isTimed) {
      return Optional.empty();
    }
    List<RoleGrant> grants = new ArrayList<>();
    for (String principal : statement.principals().get().aws()) {
      if (Arn.isPrincipal(principal)) {
        grants.add(new RoleGrant(principal, role, until));
      } else if (!Arn.isDeletedPrincipal(principal)) {
        return Optional.empty();
      }
    }
    return Optional.of(grants);
  }

  /** The end, if that is all that the conditions say; parts of a second would be lost. */
  private static Optional<Instant> until(List<Condition> conditions) {
    if (conditions.size() != 1) {
      return Optional.empty();
    }
    Condition only = conditions.get(0);
    boolean isOurs =
        only.operator().equals("DateLessThan")
            && only.key().equals(Condition.CURRENT_TIME)
            && only.values().size() == 1;
    return isOurs
        ? ConditionCheck.date(only.values().first())
            .filter(end -> end.equals(end.truncatedTo(ChronoUnit.SECONDS)))
        : Optional.empty();
  }

  /**
   * The statements that shut out whom policy does not name.
   *
   * @param grants what policy gives
   * @param engine who governs, and is never shut out of that
   * @param gateway who writes for others
   */
  static List<Statement> excluding(
      Collection<RoleGrant> grants, String engine, Optional<String> gateway) {
    Set<String> reading = EcrActions.by(EnumSet.of(Action.PULL));
    Set<String> governing = new TreeSet<>(EcrActions.GOVERNING_READS);
    Set<String> content = new TreeSet<>(reading);
    content.removeAll(governing);
    Set<String> writing = EcrActions.by(EnumSet.of(Action.PUSH, Action.OVERWRITE));
    Set<String> deleting = EcrActions.by(EnumSet.of(Action.DELETE));
    Set<String> others = new TreeSet<>(reading);
    others.addAll(writing);
    others.addAll(deleting);
    List<Statement> denies = new ArrayList<>();
    addLevel(
        denies, "Pull", new ActionSet(false, new TreeSet<>(content)), Role.PULL, grants, gateway);
    addLevel(
        denies,
        "Read",
        new ActionSet(false, new TreeSet<>(governing)),
        Role.PULL,
        grants,
        Optional.of(engine),
        gateway);
    addLevel(
        denies, "Push", new ActionSet(false, new TreeSet<>(writing)), Role.PUSH, grants, gateway);
    addLevel(
        denies,
        "Delete",
        new ActionSet(false, new TreeSet<>(deleting)),
        Role.MAINTAIN,
        grants,
        gateway);
    // All that is none of the above, what ECR gets later too.
    addLevel(
        denies,
        "Admin",
        new ActionSet(true, new TreeSet<>(others)),
        Role.ADMIN,
        grants,
        Optional.of(engine));
    return denies;
  }

  @SafeVarargs
  private static void addLevel(
      List<Statement> denies,
      String name,
      ActionSet actions,
      Role least,
      Collection<RoleGrant> grants,
      Optional<String>... always) {
    SortedMap<String, Instant> ends = new TreeMap<>();
    for (RoleGrant grant : grants) {
      if (grant.role().compareTo(least) >= 0) {
        ends.merge(
            grant.principal(),
            grant.until().orElse(Instant.MAX),
            (one, other) -> one.isAfter(other) ? one : other);
      }
    }
    for (Optional<String> one : always) {
      one.ifPresent(arn -> ends.put(arn, Instant.MAX));
    }
    SortedSet<String> named = new TreeSet<>();
    SortedMap<Instant, SortedSet<String>> ending = new TreeMap<>();
    ends.forEach(
        (principal, end) -> {
          named.addAll(patterns(principal));
          if (!end.equals(Instant.MAX)) {
            ending.computeIfAbsent(end, same -> new TreeSet<>()).addAll(patterns(principal));
          }
        });
    denies.add(denying(SID_ONLY + name, actions, namedBut(named)));
    ending.forEach(
        (end, principals) ->
            denies.add(
                denying(
                    SID_ONLY + name + suffix(end),
                    actions,
                    List.of(
                        new Condition("ArnLike", Condition.PRINCIPAL_ARN, principals),
                        new Condition(
                            "DateGreaterThanEquals",
                            Condition.CURRENT_TIME,
                            new TreeSet<>(Set.of(end.toString())))))));
  }

  private static List<Condition> namedBut(SortedSet<String> named) {
    return named.isEmpty()
        ? List.of()
        : List.of(new Condition("ArnNotLike", Condition.PRINCIPAL_ARN, named));
  }

  /** How {@code aws:PrincipalArn} names those for whom a principal stands. */
  private static List<String> patterns(String principal) {
    if (Arn.isAccount(principal)) {
      return List.of(principal.substring(0, principal.length() - "root".length()) + "*");
    }
    // The path of a session's role is not in its name.
    return Arn.roleOf(principal)
        .map(role -> List.of(role, role.replace(":role/", ":role/*/")))
        .orElse(List.of(principal));
  }

  /**
   * The statements that keep whoever it is from deleting tags, and from ending their protection.
   *
   * @param engine who applies policies; empty if that is not known: then nobody is kept from
   *     changing the mutability of tags
   * @param gateway who deletes for others
   */
  static List<Statement> keepingTags(Optional<String> engine, Optional<String> gateway) {
    SortedSet<String> settings = new TreeSet<>(Set.of(EcrActions.PUT_IMAGE_TAG_MUTABILITY));
    List<Statement> denies = new ArrayList<>();
    SortedSet<String> deleting = new TreeSet<>(gateway.stream().toList());
    denies.add(
        denying(
            SID_KEEP + "Tags",
            new ActionSet(false, new TreeSet<>(Set.of(EcrActions.BATCH_DELETE_IMAGE))),
            namedBut(deleting)));
    denies.add(
        denying(
            SID_KEEP + "Repository",
            new ActionSet(false, new TreeSet<>(Set.of(EcrActions.DELETE_REPOSITORY))),
            List.of()));
    engine.ifPresent(
        arn ->
            denies.add(
                denying(
                    SID_KEEP + "Mutability",
                    new ActionSet(false, settings),
                    namedBut(new TreeSet<>(Set.of(arn))))));
    return denies;
  }

  private static Statement denying(String sid, ActionSet actions, List<Condition> conditions) {
    return new Statement(
        sid,
        false,
        Optional.of(PrincipalSet.anybody()),
        actions,
        Optional.empty(),
        false,
        conditions);
  }

  /** In an order that does not depend on their names. */
  static SortedMap<String, Statement> byMeaning(Collection<Statement> statements) {
    SortedMap<String, Statement> sorted = new TreeMap<>();
    statements.forEach(one -> sorted.put(one.withoutSid().json().toString(), one));
    return sorted;
  }
}

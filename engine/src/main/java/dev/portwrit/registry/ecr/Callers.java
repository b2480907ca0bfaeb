package dev.portwrit.registry.ecr;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whom a policy could allow something: everybody whom it names, by a pattern too, and one stranger
 * of each account, who stands for those whom nothing names.
 */
final class Callers {
  private static final String STRANGER = "user/portwrit-whoever-is-not-named";
  private static final String NOBODYS = "000000000000";
  private static final List<String> KINDS = List.of("role/", "user/");
  private static final int ACCOUNT = 4;

  private Callers() {}

  /**
   * Those whom policies name, in the order of the names.
   *
   * <p>A pattern such as {@code *bob} stands for whom it matches in any account: an account can be
   * given something that is then denied to everybody in it but to those. So one is asked of each
   * account that has a part in it, and of those whom two patterns match. What only who matches
   * three may do is not found.
   *
   * @param resource the ARN of the repository
   * @return who are to be asked, by the name as policies write it, of two patterns with {@code and}
   *     between them; each at least one
   */
  static SortedMap<String, SortedSet<String>> named(
      Collection<PolicyDocument> policies, String resource) {
    NavigableMap<String, SortedSet<String>> named = new TreeMap<>();
    NavigableSet<String> patterns = new TreeSet<>();
    for (PolicyDocument policy : policies) {
      for (Statement statement : policy.statements()) {
        Stream.concat(principals(statement), conditions(statement))
            .forEach(
                name -> {
                  if (isPattern(name)) {
                    patterns.add(name);
                  } else if (Arn.parts(name).isPresent()) {
                    named.put(name, Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(name))));
                  }
                });
      }
    }
    List<String> anybody = anybody(named.keySet(), patterns, resource);
    NavigableMap<String, List<String>> reached = new TreeMap<>();
    for (String pattern : patterns) {
      List<String> some = anybody.stream().filter(one -> haveCommon(one, pattern)).toList();
      reached.put(pattern, some);
      put(named, account(pattern), common(some, pattern));
    }
    reached.forEach(
        (pattern, some) ->
            reached
                .tailMap(pattern, false)
                .forEach(
                    (other, others) -> {
                      if (!isWithin(pattern, other) && !isWithin(other, pattern)) {
                        put(
                            named,
                            pattern + " and " + other,
                            common(
                                some.stream().filter(others::contains).toList(), pattern, other));
                      }
                    }));
    return named;
  }

  private static Stream<String> principals(Statement statement) {
    return statement.principals().stream().flatMap(set -> set.aws().stream());
  }

  private static Stream<String> conditions(Statement statement) {
    return statement.conditions().stream()
        .flatMap(
            condition ->
                switch (condition.key()) {
                  case Condition.PRINCIPAL_ARN -> condition.values().stream();
                  case Condition.PRINCIPAL_ACCOUNT ->
                      condition.values().stream()
                          .map(Arn::canonicalPrincipal)
                          .filter(Arn::isAccount);
                  default -> Stream.empty();
                });
  }

  private static boolean isPattern(String name) {
    return !name.equals(PrincipalSet.ANYBODY) && (name.indexOf('*') >= 0 || name.indexOf('?') >= 0);
  }

  // By account, a pattern for its roles and one for its users.
  private static List<String> anybody(
      Collection<String> named, Collection<String> patterns, String resource) {
    NavigableSet<String> accounts = new TreeSet<>();
    accounts.add(NOBODYS);
    accounts.add(Arn.partOf(resource, ACCOUNT));
    named.forEach(name -> Arn.accountOf(name).ifPresent(accounts::add));
    patterns.stream()
        .filter(pattern -> Arn.parts(pattern).isPresent())
        .map(pattern -> Arn.partOf(pattern, ACCOUNT))
        .filter(part -> part.matches("[0-9]{12}"))
        .forEach(accounts::add);
    String start = "arn:" + Arn.partOf(resource, 1) + ":iam::";
    return accounts.stream()
        .flatMap(account -> KINDS.stream().map(kind -> start + account + ":" + kind + "?*"))
        .toList();
  }

  private static boolean haveCommon(String one, String other) {
    return Wildcards.common(List.of(one, other)).isPresent();
  }

  // Of those whom a narrower pattern matches, that one tells.
  private static boolean isWithin(String narrow, String wide) {
    return Wildcards.matches(wide, narrow);
  }

  private static SortedSet<String> common(List<String> anybody, String... patterns) {
    NavigableSet<String> common = new TreeSet<>();
    for (String one : anybody) {
      List<String> all = Stream.concat(Stream.of(one), Arrays.stream(patterns)).toList();
      Wildcards.common(all).ifPresent(common::add);
    }
    return common;
  }

  private static void put(
      Map<String, SortedSet<String>> named, String name, SortedSet<String> callers) {
    if (!callers.isEmpty()) {
      named.merge(name, callers, Callers::both);
    }
  }

  private static SortedSet<String> both(SortedSet<String> some, SortedSet<String> others) {
    NavigableSet<String> both = new TreeSet<>(some);
    both.addAll(others);
    return both;
  }

  // An account as a condition writes it.
  private static String account(String pattern) {
    String account = pattern.replaceFirst("\\*$", "root");
    return Arn.isAccount(account) ? account : pattern;
  }

  /** Somebody of an account of whom nothing is known. */
  static String strangerOf(String account) {
    return "arn:aws:iam::" + account + ":" + STRANGER;
  }

  /** Somebody of an account that nothing names. */
  static String stranger() {
    return strangerOf(NOBODYS);
  }
}

package dev.portwrit.model;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A workspace with its rules on repositories in other files and other orders, between many rules
 * that are the same in each such workspace.
 */
public final class ScatteredWorkspace {
  /** Who has something by the rules that are always there, and nobody else has. */
  public static final List<Subject> STAYING =
      List.of(new Subject.User("staying"), new Subject.User("staying-too"));

  private static final int FILES = 6;
  private static final int STAYING_RULES = 30;

  private ScatteredWorkspace() {}

  /** The same salt puts the same into the same files. */
  public static Workspace of(Workspace was, int salt) {
    Random random = new Random(salt);
    List<RepositoryRule> rules = new ArrayList<>();
    for (RepositoryRule rule : was.repositories()) {
      rules.add(moved(rule, file(random.nextInt(FILES)), 1000 * random.nextInt(3)));
    }
    for (int i = 0; i < STAYING_RULES; i++) {
      rules.add(staying(i, new Place(file(i % FILES), 500 + 10 * i, 1)));
    }
    return new Workspace(
        was.settings(),
        was.organizations(),
        was.teams(),
        was.services(),
        was.users(),
        rules,
        was.protections(),
        was.exceptions(),
        was.registries());
  }

  private static String file(int number) {
    return "part-" + number + ".yaml";
  }

  private static RepositoryRule staying(int number, Place place) {
    Member member = new Member(STAYING.get(number % 2), place);
    Role role = number % 3 == 0 ? Role.ADMIN : Role.PUSH;
    // Some patterns are given several times, in one file and in several.
    String pattern = "staying/r" + number / 3 + (number % 5 == 0 ? "/**" : "");
    return new RepositoryRule(
        place,
        new RepositoryPattern(pattern),
        false,
        "",
        Optional.empty(),
        List.of(new Grant(place, role, List.of(member), Optional.empty(), "")));
  }

  private static RepositoryRule moved(RepositoryRule rule, String file, int by) {
    return new RepositoryRule(
        moved(rule.place(), file, by),
        rule.pattern(),
        rule.declared(),
        rule.description(),
        rule.publicPlace().map(place -> moved(place, file, by)),
        rule.grants().stream().map(grant -> moved(grant, file, by)).toList());
  }

  private static Grant moved(Grant grant, String file, int by) {
    return new Grant(
        moved(grant.place(), file, by), grant.role(), grant.to(), grant.expires(), grant.reason());
  }

  private static Place moved(Place place, String file, int by) {
    return new Place(file, place.line() + by, place.column());
  }
}

package dev.portwrit.model;

import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small change of a workspace. */
public final class ChangedWorkspace {
  private ChangedWorkspace() {}

  /** One thing of a kind is gone, or what it gives; what is gone by one is new by the other. */
  public static Workspace of(Workspace was, Random random) {
    List<RepositoryRule> rules = new ArrayList<>(was.repositories());
    List<Team> teams = new ArrayList<>(was.teams());
    var protections = new ArrayList<>(was.protections());
    var users = new ArrayList<>(was.users());
    switch (random.nextInt(5)) {
      case 0 -> dropOne(rules, random);
      case 1 -> dropOne(protections, random);
      case 2 -> dropOne(users, random);
      case 3 ->
          teams.replaceAll(
              team ->
                  random.nextInt(3) > 0
                      ? team
                      : new Team(team.place(), team.subject(), "", List.of(), team.accounts()));
      default ->
          rules.replaceAll(
              rule ->
                  random.nextInt(3) > 0
                      ? rule
                      : new RepositoryRule(
                          rule.place(),
                          rule.pattern(),
                          rule.declared(),
                          "",
                          rule.publicPlace(),
                          List.of()));
    }
    return new Workspace(
        was.settings(),
        was.organizations(),
        teams,
        was.services(),
        users,
        rules,
        protections,
        List.of(),
        was.registries());
  }

  private static void dropOne(List<?> list, Random random) {
    if (!list.isEmpty()) {
      list.remove(random.nextInt(list.size()));
    }
  }
}

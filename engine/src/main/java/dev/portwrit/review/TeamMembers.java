package dev.portwrit.review;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import java.util.List;
import java.util.stream.Stream;

/** Policies in which somebody more is in a team. */
final class TeamMembers {
  private TeamMembers() {}

  /** The policies with them in it; as they are where the policies do not have the team. */
  static PolicyIndex with(PolicyIndex index, Subject.Team team, Subject.User user) {
    Workspace workspace = index.workspace();
    List<Team> teams =
        workspace.teams().stream()
            .map(one -> one.subject().equals(team) ? with(one, user) : one)
            .toList();
    return PolicyIndex.of(
        new Workspace(
            workspace.settings(),
            workspace.organizations(),
            teams,
            workspace.services(),
            workspace.users(),
            workspace.repositories(),
            workspace.protections(),
            workspace.exceptions(),
            workspace.registries()));
  }

  private static Team with(Team team, Subject.User user) {
    return new Team(
        team.place(),
        team.subject(),
        team.description(),
        Stream.concat(team.members().stream(), Stream.of(new Member(user, team.place()))).toList(),
        team.accounts());
  }
}

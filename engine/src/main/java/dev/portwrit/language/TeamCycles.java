package dev.portwrit.language;

import static java.util.stream.Collectors.joining;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds teams that contain themselves. */
final class TeamCycles {
  private static final int MOST_SHOWN = 10;

  // To follow a cycle costs its length, and there can be as many as there are memberships.
  private static final int MOST_REPORTED = 100;

  private final Map<Subject, Team> teams = new HashMap<>();
  private final Set<Subject> done = new HashSet<>();
  private final Findings findings;
  private int reported;

  private TeamCycles(List<Team> teams, Findings findings) {
    teams.forEach(team -> this.teams.put(team.subject(), team));
    this.findings = findings;
  }

  /** Reports the first cycles: some if there are any. */
  static void report(List<Team> teams, Findings findings) {
    TeamCycles cycles = new TeamCycles(teams, findings);
    teams.forEach(cycles::search);
  }

  /** A team on the way down, and the members that have not been looked at. */
  private record Step(Team team, Iterator<Member> rest) {}

  // A search in depth with a path of its own: teams may nest deeper than a thread's stack.
  private void search(Team start) {
    if (!done.add(start.subject())) {
      return;
    }
    Deque<Step> path = new ArrayDeque<>();
    Set<Subject> onPath = new HashSet<>();
    path.addLast(new Step(start, start.members().iterator()));
    onPath.add(start.subject());
    while (!path.isEmpty() && reported < MOST_REPORTED) {
      Step step = path.getLast();
      if (!step.rest().hasNext()) {
        path.removeLast();
        onPath.remove(step.team().subject());
        continue;
      }
      Member member = step.rest().next();
      Team inner = teams.get(member.subject());
      if (onPath.contains(member.subject())) {
        report(path, member);
      } else if (inner != null && done.add(member.subject())) {
        path.addLast(new Step(inner, inner.members().iterator()));
        onPath.add(member.subject());
      }
    }
  }

  private void report(Deque<Step> path, Member closing) {
    reported++;
    List<String> names = new ArrayList<>();
    for (Step step : path) {
      if (!names.isEmpty() || step.team().subject().equals(closing.subject())) {
        names.add("`" + step.team().subject() + "`");
      }
    }
    String cycle = names.stream().limit(MOST_SHOWN).collect(joining(" > "));
    String more = names.size() > MOST_SHOWN ? " > …" : "";
    findings.error(
        closing.place(),
        Code.TEAM_CYCLE,
        "a team contains itself: " + cycle + more + " > `" + closing.subject() + "`",
        "remove one of the memberships");
  }
}

package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.plan.ChangePlan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Restraints;
import dev.portwrit.plan.Survey;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Pace;
import dev.portwrit.registry.hub.twin.HubTwin;
import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.source.PolicyFile;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A plan of ever more repositories of an organization, ten a team, against the twin at 10 ms a call,
 * with and without Docker Hub's limit of calls. Where the limit is in force time is not the
 * machine's: whoever waits moves a clock, and so does each call, of which there is one at a time.
 */
public final class HubPlanGrowth {
  private static final Duration OF_A_CALL = Duration.ofMillis(10);
  private static final int[] TEAMS = {50, 100, 200};
  private static final int OF_A_TEAM = 10;
  private static final int LIMIT = 600;
  private static final HubCredentials ADA = new HubCredentials("ada", "password-of-ada");

  private final int teams;
  private final HubTwin twin;
  private final HubFixture.HubTime time = new HubFixture.HubTime(HubFixture.NOW);
  private final PolicyIndex before;
  private final PolicyIndex after;

  private HubPlanGrowth(int teams, boolean isLimited) {
    this.teams = teams;
    this.twin = HubTwin.start("acme", isLimited ? time : Clock.systemUTC());
    fill(twin.world());
    if (isLimited) {
      twin.limits().perMinute(LIMIT);
      twin.service().beforeEach(call -> time.pass(OF_A_CALL));
    } else {
      twin.takes(OF_A_CALL);
    }
    this.before = index(false);
    this.after = index(true);
  }

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "%-44s %12s %6s %9s %10s %8s%n",
        "", "repositories", "teams", "seconds", "ms for one", "calls");
    for (int teams : TEAMS) {
      HubPlanGrowth growth = new HubPlanGrowth(teams, false);
      try (HubTwin twin = growth.twin) {
        twin.takes(OF_A_CALL);
        growth.row("nothing changed", growth.before, false, false);
        growth.row("one team changed", growth.after, false, false);
        growth.row("one team changed, --changed", growth.after, true, false);
      }
    }
    for (int teams : TEAMS) {
      HubPlanGrowth growth = new HubPlanGrowth(teams, true);
      try (HubTwin twin = growth.twin) {
        twin.takes(Duration.ZERO);
        growth.row("nothing changed, 600 calls a minute*", growth.before, false, true);
        growth.time.pass(Duration.ofMinutes(2));
        growth.row("one team changed, --changed, 600 a minute*", growth.after, true, true);
      }
    }
    System.out.println("* one call at a time, by a clock that calls and waits move, not by the machine's");
  }

  private void row(String label, PolicyIndex wanted, boolean isPart, boolean isLimited)
      throws Exception {
    Registry registry = wanted.workspace().registries().get(0);
    HubConnection connection =
        new HubConnection(
            new HubAddress("hub", twin.url(), "acme"),
            ADA,
            Optional.empty(),
            isLimited ? time.pace() : Pace.ofMachine(),
            isLimited ? time : Clock.systemUTC());
    PlanRequest request =
        new PlanRequest(
            "w",
            "2".repeat(40),
            registry,
            wanted,
            Optional.of(new PlanRequest.Applied("1".repeat(40), before)),
            Restraints.after(before.workspace(), wanted.workspace(), "hub"),
            HubFixture.NOW);
    twin.service().forgetCalls();
    Instant start = time.instant();
    long begin = System.nanoTime();
    try (Survey survey =
        survey(HubRegistry.of(registry, wanted.workspace(), ADA, connection), connection, isLimited)) {
      ChangePlan plan =
          isPart ? survey.planOfChange(request) : ChangePlan.ofAll(survey.plan(request));
      check(plan, wanted);
    }
    double seconds =
        isLimited
            ? Duration.between(start, time.instant()).toNanos() / 1e9
            : (System.nanoTime() - begin) / 1e9;
    int repositories = teams * OF_A_TEAM;
    System.out.printf(
        "%-44s %,12d %6d %9.1f %10.2f %,8d%n",
        label, repositories, teams, seconds, seconds * 1000 / repositories, twin.calls().size());
  }

  // Waits of one thread add up to the time that goes by, those of several would be counted twice.
  private static Survey survey(
      HubRegistry registry, HubConnection connection, boolean isLimited) {
    return new Survey(
        registry.form(),
        isLimited ? connection.reader(registry.interest(), 1) : registry.reader());
  }

  private void check(ChangePlan plan, PolicyIndex wanted) {
    int expected = wanted == before ? 0 : OF_A_TEAM;
    if (!plan.plan().isComplete() || plan.plan().objects().size() != expected) {
      throw new IllegalStateException(plan.plan().objects() + " " + plan.plan().unknown());
    }
  }

  private void fill(HubWorld world) {
    world.member("ada", "owner");
    for (int team = 0; team < teams; team++) {
      world.member("u" + team, "member");
      world.team("t" + team, "Portwrit: team:acme/t" + team, "u" + team);
      for (int one = 0; one < OF_A_TEAM; one++) {
        world.repository("t" + team + "-r" + one);
        world.permit("t" + team + "-r" + one, "t" + team, "write");
      }
    }
  }

  /** In a changed one the next team may pull what one has. */
  private PolicyIndex index(boolean isChanged) {
    List<PolicyFile> files = new ArrayList<>();
    files.add(PolicyFile.of(PolicyCompiler.SETTINGS_FILE, "version: 1\n"));
    List<String> members = new ArrayList<>();
    for (int team = 0; team < teams; team++) {
      members.add("u" + team);
      files.add(PolicyFile.of("t" + team + ".yaml", team(team, isChanged && team == teams / 2)));
    }
    files.add(
        PolicyFile.of(
            "acme.yaml",
            """
            organization: acme
            owners: [ada]
            members: [%s]
            ---
            registry: hub
            type: docker-hub
            url: %s
            mode: authoritative
            repositories: ["acme/*"]
            """
                .formatted(String.join(", ", members), url())));
    return PolicyIndex.of(
        new PolicyCompiler(Set.of()).compile(files).workspace().orElseThrow());
  }

  private URI url() {
    return twin.url();
  }

  private String team(int number, boolean isChanged) {
    StringBuilder text =
        new StringBuilder(
            """
            team: acme/t%1$d
            members: [u%1$d]
            ---
            repositories: acme/t%1$d-*
            grants:
              - {role: push, to: [team:t%1$d]}
            """
                .formatted(number));
    if (isChanged) {
      text.append("  - {role: pull, to: [team:t").append((number + 1) % teams).append("]}\n");
    }
    for (int one = 0; one < OF_A_TEAM; one++) {
      text.append("---\nrepository: acme/t").append(number).append("-r").append(one).append('\n');
    }
    return text.toString();
  }
}

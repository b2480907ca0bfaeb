package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.model.WorkspaceText;
import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.ImmutableTags;
import dev.portwrit.registry.hub.HubContents.Repository;
import dev.portwrit.registry.hub.HubContents.Resource;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A generated workspace, and a registry of Docker Hub that holds all of its names. */
final class FormWorld {
  static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  static final String ENGINE = "portwritbot";
  private static final List<String> FOREIGNERS = List.of("mallory", "olduser", "bob", "dee");

  private final Random random;
  private final Workspace workspace;

  FormWorld(Workspace plain, Random random) {
    this(plain, random, Registry.Mode.AUTHORITATIVE);
  }

  private FormWorld(Workspace plain, Random random, Registry.Mode mode) {
    this.random = random;
    this.workspace = WorkspaceText.placed(withAccounts(plain, mode));
  }

  private FormWorld(Random random, Workspace workspace) {
    this.random = random;
    this.workspace = WorkspaceText.placed(workspace);
  }

  Workspace workspace() {
    return workspace;
  }

  PolicyIndex index() {
    return PolicyIndex.of(workspace);
  }

  Registry registry() {
    return workspace.registries().get(0);
  }

  HubForm form() {
    return new HubForm(registry(), Optional.of(ENGINE));
  }

  Desired desired(NativeState live) {
    return form().desired(index(), live, Registry.Mode.AUTHORITATIVE, NOW);
  }

  private boolean luck(int one, int in) {
    return random.nextInt(in) < one;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Workspace withAccounts(Workspace plain, Registry.Mode mode) {
    Set<Subject.User> people = new TreeSet<>();
    for (Organization organization : plain.organizations()) {
      for (List<Member> roster : List.of(organization.owners(), organization.members())) {
        roster.forEach(member -> people.add((Subject.User) member.subject()));
      }
    }
    int line = 1;
    List<User> users = new ArrayList<>();
    for (Subject.User person : people) {
      if (luck(1, 3)) {
        String account = luck(1, 5) ? "shared" : luck(1, 20) ? "No ID" : person.name() + "hub";
        users.add(new User(place(line++), person, "", Map.of("hub", account)));
      }
    }
    List<Team> teams = new ArrayList<>();
    for (Team team : plain.teams()) {
      String account = luck(1, 8) ? "owners" : team.subject().name() + "-team";
      Map<String, String> accounts = luck(1, 3) ? Map.of("hub", account) : Map.of();
      teams.add(
          new Team(
              team.place(), team.subject(), luck(1, 3) ? "a team" : "", team.members(), accounts));
    }
    List<Service> services = new ArrayList<>();
    for (Service service : plain.services()) {
      Map<String, String> accounts = luck(1, 4) ? Map.of("hub", "ci token") : Map.of();
      services.add(new Service(service.place(), service.subject(), "", accounts));
    }
    return new Workspace(
        plain.settings(),
        plain.organizations(),
        teams,
        services,
        users,
        plain.repositories(),
        plain.protections(),
        plain.exceptions(),
        List.of(registry(plain, place(line), mode)));
  }

  private static Place place(int line) {
    return new Place("accounts.yaml", line, 1);
  }

  private Registry registry(Workspace plain, Place place, Registry.Mode mode) {
    List<RepositoryPattern> patterns = new ArrayList<>();
    Map<String, String> prefix = new HashMap<>();
    boolean isOne = luck(1, 2);
    for (Organization organization :
        isOne ? plain.organizations().subList(0, 1) : plain.organizations()) {
      for (RepositoryName namespace : organization.namespaces()) {
        patterns.add(new RepositoryPattern(namespace + "/**"));
        String flat = "acme/" + namespace.value().replace('/', '-');
        boolean isPlain = namespace.value().equals("acme");
        if (!isPlain) {
          prefix.put(namespace + "/", flat + "-");
        }
        if (luck(1, 2)) {
          prefix.put(namespace + "/pay/", flat + ".pay-");
          prefix.put(namespace + "/api/", flat + ".api-");
          prefix.put(namespace + "/a/", flat + ".a-");
        }
      }
    }
    HubSettings settings =
        new HubSettings(
            luck(1, 6) ? HubSettings.Members.LEAVE : HubSettings.Members.MANAGE,
            luck(1, 3) ? List.of("olduser") : List.of(),
            luck(1, 3) ? List.of("gateway") : List.of());
    return new Registry(
        place,
        "hub",
        Registry.Type.DOCKER_HUB,
        patterns,
        mode,
        luck(1, 6),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        prefix,
        Map.of(),
        EcrSettings.DEFAULT,
        settings);
  }

  /** The same registry under policies that were changed a little. */
  FormWorld changed() {
    List<Team> teams = new ArrayList<>();
    List<Member> others = new ArrayList<>();
    workspace.teams().forEach(team -> others.addAll(team.members()));
    others.removeIf(member -> !(member.subject() instanceof Subject.User));
    for (Team team : workspace.teams()) {
      List<Member> members = new ArrayList<>(team.members());
      members.removeIf(member -> luck(1, 3));
      if (!others.isEmpty() && luck(1, 2)) {
        Member another = pick(others);
        if (isOnRoster(team.subject().organization(), another.subject())
            && members.stream().noneMatch(one -> one.subject().equals(another.subject()))) {
          members.add(new Member(another.subject(), team.place()));
        }
      }
      teams.add(
          new Team(team.place(), team.subject(), team.description(), members, team.accounts()));
    }
    List<RepositoryRule> rules = new ArrayList<>();
    for (RepositoryRule rule : workspace.repositories()) {
      if (luck(1, 5)) {
        continue;
      }
      List<Grant> grants = new ArrayList<>();
      for (Grant grant : rule.grants()) {
        boolean isForAll =
            grant.to().stream().anyMatch(one -> one.subject() instanceof Subject.Anonymous);
        if (luck(3, 4)) {
          Role role =
              isForAll || luck(1, 2)
                  ? grant.role()
                  : pick(List.of(Role.PULL, Role.PUSH, Role.ADMIN));
          grants.add(new Grant(grant.place(), role, grant.to(), grant.expires(), grant.reason()));
        }
      }
      rules.add(
          new RepositoryRule(
              rule.place(),
              rule.pattern(),
              rule.declared(),
              rule.description(),
              luck(1, 6) ? Optional.empty() : rule.publicPlace(),
              grants));
    }
    return new FormWorld(
        random,
        new Workspace(
            workspace.settings(),
            workspace.organizations(),
            teams,
            workspace.services(),
            workspace.users(),
            rules,
            workspace.protections().stream().filter(one -> luck(3, 4)).toList(),
            List.of(),
            workspace.registries()));
  }

  /** The same registry under policies without one of their rules. */
  FormWorld without(RepositoryRule rule) {
    List<RepositoryRule> fewer = new ArrayList<>(workspace.repositories());
    fewer.remove(rule);
    return new FormWorld(
        random,
        new Workspace(
            workspace.settings(),
            workspace.organizations(),
            workspace.teams(),
            workspace.services(),
            workspace.users(),
            fewer,
            workspace.protections(),
            workspace.exceptions(),
            workspace.registries()));
  }

  private boolean isOnRoster(String organization, Subject subject) {
    return workspace.organizations().stream()
        .filter(one -> one.name().equals(organization))
        .anyMatch(
            one ->
                one.members().stream().anyMatch(member -> member.subject().equals(subject))
                    || one.owners().stream().anyMatch(member -> member.subject().equals(subject)));
  }

  /** A state as others left it. */
  NativeState foreign() {
    NativeState.Builder state = new NativeState.Builder();
    List<String> people = new ArrayList<>(FOREIGNERS);
    workspace.users().forEach(user -> people.add(user.accounts().getOrDefault("hub", "x")));
    people.addAll(List.of("ada", "cy", "eve", ENGINE));
    for (String user : people) {
      if (luck(2, 3) && HubNames.isDockerId(user)) {
        OrgRole role = luck(1, 8) ? OrgRole.EDITOR : luck(1, 6) ? OrgRole.OWNER : OrgRole.MEMBER;
        state.put(
            HubObjects.member(user),
            luck(1, 30)
                ? new Reading.Unknown("lost")
                : Reading.present(new HubContents.Member(role).text()));
      } else if (luck(1, 3) && HubNames.isDockerId(user)) {
        state.put(
            HubObjects.invitation(user),
            Reading.present(new HubContents.Member(pick(List.of(OrgRole.values()))).text()));
      }
    }
    state.put(
        HubObjects.member("founder"),
        Reading.present(new HubContents.Member(OrgRole.OWNER).text()));
    List<String> teams = new ArrayList<>(List.of("legacy", "web", "pay-team", "portwrit-user-bob"));
    for (String team : teams) {
      state.put(HubObjects.team(team), Reading.present(new HubContents.Team("old").text()));
      for (String user : people) {
        if (luck(1, 3) && state.build().at(HubObjects.member(user)) instanceof Reading.Present) {
          state.put(HubObjects.teamMember(team, user), Reading.present("{}"));
        }
      }
    }
    for (String name : names()) {
      if (luck(1, 20)) {
        state.put(HubObjects.repository(name), new Reading.Unknown("it broke off"));
        continue;
      }
      state.put(
          HubObjects.repository(name), Reading.present(new Repository("old", luck(1, 5)).text()));
      if (luck(1, 2)) {
        state.put(HubObjects.immutableTags(name), tags());
      }
      for (String team : teams) {
        if (luck(1, 3)) {
          state.put(
              HubObjects.teamPermission(name, team),
              luck(1, 30)
                  ? new Reading.Unknown("refused")
                  : Reading.present(new TeamPermission(pick(List.of(Permission.values()))).text()));
        }
      }
    }
    for (String label : List.of("ci", "bot", "ci token", "gateway")) {
      if (luck(1, 2)) {
        state.put(HubObjects.accessToken(label), token());
      }
    }
    return state.build();
  }

  private Reading tags() {
    Set<String> rules = new TreeSet<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      rules.add(pick(List.of("v.*", "^v.*$", ".*", "^(?:v[0-9]+)$", "a|b", "^stable$", "1")));
    }
    return luck(1, 6)
        ? Reading.present(new ImmutableTags(true, new TreeSet<>()).text())
        : Reading.present(new ImmutableTags(true, new TreeSet<>(rules)).text());
  }

  private Reading token() {
    TreeSet<Resource> resources = new TreeSet<>();
    List<String> paths = new ArrayList<>(names());
    paths.addAll(List.of("acme/*", "*/*/public", "acme/elsewhere"));
    for (int i = random.nextInt(3); i >= 0; i--) {
      resources.add(
          new Resource(
              Resource.REPOSITORY,
              pick(paths),
              TokenScopes.of(pick(List.of(Role.PULL, Role.PUSH, Role.MAINTAIN, Role.ADMIN)))));
    }
    if (luck(1, 6)) {
      resources.add(
          new Resource(
              Resource.ORGANIZATION,
              "acme",
              new TreeSet<>(Set.of(pick(List.of("scope-group-edit", "scope-member-read"))))));
    }
    Optional<Instant> end = luck(1, 3) ? Optional.of(NOW.plusSeconds(1000)) : Optional.empty();
    return Reading.present(
        new AccessToken(luck(5, 6), "old", end, Resource.union(resources, new TreeSet<>())).text());
  }

  /** The native names of some repositories that policy speaks of or could. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (RepositoryRule rule : workspace.repositories()) {
      names.add(
          rule.pattern().value().replace("/**", "/api").replace("**", "api").replace("*", "a"));
    }
    names.add(workspace.organizations().get(0).name() + "/api");
    names.add(workspace.organizations().get(0).name() + "/pay/a");
    NativeNames names2 = new NativeNames(registry());
    Set<String> renamed = new TreeSet<>();
    names.stream()
        .flatMap(name -> RepositoryName.parse(name).stream())
        .filter(registry()::holds)
        .map(names2::nativeName)
        .filter(HubNames::isRepository)
        .forEach(renamed::add);
    return renamed;
  }

  /** A state after what was desired was done. */
  static NativeState applied(NativeState live, Desired desired) {
    NativeState state = live;
    for (Map.Entry<ObjectId, Reading> target : desired.targets().entrySet()) {
      if (!target.getValue().isUnknown()) {
        state = with(state, target.getKey(), target.getValue());
      }
    }
    return state;
  }

  /** The state with what Docker Hub does besides: who leaves is in no team any more. */
  static NativeState with(NativeState state, ObjectId id, Reading reading) {
    Map<ObjectId, Reading> changes = new TreeMap<>(Map.of(id, reading));
    if (reading instanceof Reading.Absent) {
      for (ObjectId other : state.objects().keySet()) {
        boolean goes =
            switch (other.kind()) {
              case HubObjects.TEAM_MEMBER ->
                  (id.kind().equals(HubObjects.MEMBER)
                          && HubObjects.TeamMember.of(other).user().equals(id.name()))
                      || (id.kind().equals(HubObjects.TEAM)
                          && HubObjects.TeamMember.of(other).team().equals(id.name()));
              case HubObjects.TEAM_PERMISSION ->
                  id.kind().equals(HubObjects.TEAM)
                      && HubObjects.InRepository.of(other).name().equals(id.name());
              default -> false;
            };
        if (goes) {
          changes.put(other, Reading.absent());
        }
      }
    }
    return state.withAll(changes);
  }

  /** The state once everybody accepted. */
  static NativeState accepted(NativeState state) {
    Map<ObjectId, Reading> changes = new TreeMap<>();
    for (String who : state.present(HubObjects.INVITATION)) {
      changes.put(HubObjects.member(who), state.at(HubObjects.invitation(who)));
      changes.put(HubObjects.invitation(who), Reading.absent());
    }
    return state.withAll(changes);
  }

  /** The state after as many syncs as it takes. */
  NativeState settled(NativeState live) {
    NativeState state = live;
    for (int count = 0; count < 3; count++) {
      state = accepted(applied(state, desired(state)));
    }
    return applied(state, desired(state));
  }
}

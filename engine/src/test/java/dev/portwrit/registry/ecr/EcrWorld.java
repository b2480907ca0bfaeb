package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.model.WorkspaceText;
import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A generated workspace with accounts, and a registry of ECR that holds all of its names. */
final class EcrWorld {
  static final String OWNER = "111122223333";
  static final String OTHER = "444455556666";
  static final String ENGINE = "arn:aws:iam::111122223333:role/portwrit";
  static final String GATEWAY = "arn:aws:iam::111122223333:role/gateway";
  static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  static final List<String> FOREIGNERS =
      List.of(
          "arn:aws:iam::111122223333:role/legacy",
          "arn:aws:iam::111122223333:user/mallory",
          "arn:aws:iam::444455556666:root",
          "arn:aws:iam::444455556666:role/partner");

  private final Random random;
  private final Workspace workspace;

  EcrWorld(Workspace plain, Random random) {
    this.random = random;
    this.workspace = WorkspaceText.placed(withAccounts(plain));
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

  EcrForm form() {
    return new EcrForm(registry(), Optional.empty());
  }

  private boolean luck(int one, int in) {
    return random.nextInt(in) < one;
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Workspace withAccounts(Workspace plain) {
    Set<Subject.User> people = new TreeSet<>();
    for (Organization organization : plain.organizations()) {
      for (List<Member> roster : List.of(organization.owners(), organization.members())) {
        roster.forEach(member -> people.add((Subject.User) member.subject()));
      }
    }
    int line = 1;
    List<User> users = new ArrayList<>();
    for (Subject.User person : people) {
      users.add(new User(place(line++), person, "", account("user/" + person.name())));
    }
    List<Team> teams = new ArrayList<>();
    for (Team team : plain.teams()) {
      teams.add(
          new Team(
              team.place(),
              team.subject(),
              "",
              team.members(),
              account("role/" + team.subject().organization() + "/" + team.subject().name())));
    }
    List<Service> services = new ArrayList<>();
    for (Service service : plain.services()) {
      services.add(
          new Service(
              service.place(),
              service.subject(),
              "",
              account(
                  "role/" + service.subject().organization() + "-" + service.subject().name())));
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
        List.of(registry(plain, place(line))));
  }

  private static Place place(int line) {
    return new Place("accounts.yaml", line, 1);
  }

  private Map<String, String> account(String resource) {
    if (luck(1, 3)) {
      return Map.of();
    }
    if (luck(1, 12)) {
      return Map.of("ecr", "arn:aws:iam::" + OWNER + ":role/shared");
    }
    if (luck(1, 20)) {
      return Map.of("ecr", OTHER);
    }
    return Map.of("ecr", "arn:aws:iam::" + (luck(1, 8) ? OTHER : OWNER) + ":" + resource);
  }

  private Registry registry(Workspace plain, Place place) {
    List<RepositoryPattern> patterns = new ArrayList<>();
    for (Organization organization : plain.organizations()) {
      organization.namespaces().forEach(one -> patterns.add(new RepositoryPattern(one + "/**")));
    }
    return new Registry(
        place,
        "ecr",
        Registry.Type.ECR,
        patterns,
        Registry.Mode.AUTHORITATIVE,
        luck(1, 5),
        Optional.empty(),
        Optional.of(OWNER),
        Optional.of("eu-west-1"),
        luck(1, 6) ? Map.of("acme/", "corp/acme/") : Map.of(),
        Map.of(),
        new EcrSettings(
            luck(1, 3),
            luck(3, 4),
            luck(5, 6) ? Optional.of(ENGINE) : Optional.empty(),
            luck(1, 2) ? Optional.of(GATEWAY) : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            false,
            Optional.empty(),
            Optional.empty(),
            luck(1, 2)),
        HubSettings.DEFAULT);
  }

  /** A state as others left it: repositories, their policies and tags, and what IAM gives. */
  NativeState foreign() {
    NativeState.Builder state = new NativeState.Builder();
    for (String name : names()) {
      if (luck(1, 15)) {
        state.put(EcrObjects.repository(name), new Reading.Unknown("it broke off"));
        continue;
      }
      state.put(EcrObjects.repository(name), Reading.present("{\"scanOnPush\":false}"));
      state.put(EcrObjects.tagMutability(name), Reading.present(mutability().content()));
      if (luck(1, 15)) {
        state.put(EcrObjects.repositoryPolicy(name), new Reading.Unknown("it was refused"));
      } else if (luck(4, 5)) {
        state.put(EcrObjects.repositoryPolicy(name), Reading.present(policy().text()));
      }
    }
    if (luck(1, 3)) {
      String arn = pick(FOREIGNERS.subList(0, 2), random);
      state.put(
          new ObjectId(EcrObjects.IDENTITY, arn),
          Reading.present(
              "{\"policies\":[{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ecr:"
                  + pick(List.of("*", "PutImage", "BatchGetImage"), random)
                  + "\",\"Resource\":\"*\"}]}]}"));
    }
    if (registry().ecr().managedPolicies()) {
      addLogins(state);
    }
    return state.build();
  }

  /** Managed policies of teams as others left them: of whatever text, attached to whomever. */
  private void addLogins(NativeState.Builder state) {
    List<Subject.Team> teams = new ArrayList<>();
    workspace.teams().forEach(team -> teams.add(team.subject()));
    teams.add(new Subject.Team(workspace.organizations().get(0).name(), "gone"));
    for (Subject.Team team : teams) {
      String name = LoginPolicy.name("ecr", team);
      if (luck(1, 12)) {
        state.put(LoginPolicy.id(name), new Reading.Unknown("it was refused"));
      } else if (luck(1, 2)) {
        state.put(
            LoginPolicy.id(name),
            Reading.present(
                luck(2, 3)
                    ? LoginPolicy.document().text()
                    : "{\"Statement\":[{\"Action\":[\"ecr:*\"],\"Effect\":\"Allow\",\"Resource\":[\"*\"]}],"
                        + "\"Version\":\"2012-10-17\"}"));
        for (String arn : entities()) {
          if (luck(1, 4)) {
            state.put(new Attachment(name, arn).id(), Reading.present(Attachment.CONTENT));
            state.put(new ObjectId(EcrObjects.IDENTITY, arn), Reading.present("{\"policies\":[]}"));
          }
        }
      }
    }
  }

  /** Roles and users of the account that policies name, and some that they do not. */
  private Set<String> entities() {
    Set<String> all = new TreeSet<>(FOREIGNERS.subList(0, 2));
    workspace.teams().forEach(team -> all.addAll(team.accounts().values()));
    workspace.users().forEach(user -> all.addAll(user.accounts().values()));
    workspace.services().forEach(service -> all.addAll(service.accounts().values()));
    all.removeIf(arn -> !Arn.isEntityOf(OWNER, arn));
    return all;
  }

  /** The native names of some repositories that policy speaks of or could. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (RepositoryRule rule : workspace.repositories()) {
      if (luck(2, 3)) {
        names.add(
            rule.pattern().value().replace("/**", "/api").replace("**", "api").replace("*", "a"));
      }
    }
    names.add(workspace.organizations().get(0).name() + "/api");
    names.add(workspace.organizations().get(0).name() + "/x/y");
    names.removeIf(name -> RepositoryName.parse(name).isEmpty());
    Set<String> renamed = new TreeSet<>();
    names.forEach(
        name ->
            renamed.add(
                registry().prefix().isEmpty() || !name.startsWith("acme/")
                    ? name
                    : "corp/" + name));
    return renamed;
  }

  private TagMutability mutability() {
    Set<String> filters = new TreeSet<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      filters.add(pick(List.of("v*", "*", "dev-*", "sha256-*", "stable", "*1*"), random));
    }
    TagMutability.Mode mode = pick(List.of(TagMutability.Mode.values()), random);
    return new TagMutability(
        mode, mode.name().endsWith("EXCLUSION") ? new TreeSet<>(filters) : new TreeSet<>());
  }

  private PolicyDocument policy() {
    List<Statement> statements = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      statements.add(statement(i));
    }
    return PolicyDocument.of(statements);
  }

  private Statement statement(int number) {
    TreeSet<String> principals = new TreeSet<>(Set.of(pick(FOREIGNERS, random)));
    workspace.users().stream()
        .flatMap(user -> user.accounts().values().stream())
        .filter(account -> luck(1, 3))
        .forEach(account -> principals.add(Arn.canonicalPrincipal(account)));
    PrincipalSet whom =
        luck(1, 8)
            ? PrincipalSet.anybody()
            : new PrincipalSet(luck(1, 12), new java.util.TreeMap<>(Map.of("AWS", principals)));
    Set<String> actions =
        pick(
            List.of(
                Set.of("ecr:*"),
                Set.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                Set.of("ecr:PutImage"),
                Set.of("ecr:Batch*"),
                EcrActions.of(dev.portwrit.policy.Role.PUSH),
                Set.of("ecr:BatchDeleteImage", "ecr:DeleteRepository")),
            random);
    Condition[] conditions =
        pick(
            List.of(
                new Condition[0],
                new Condition[0],
                new Condition[] {
                  new Condition("IpAddress", "aws:SourceIp", new TreeSet<>(Set.of("10.0.0.0/8")))
                },
                new Condition[] {
                  new Condition(
                      "DateLessThan",
                      Condition.CURRENT_TIME,
                      new TreeSet<>(Set.of("2026-12-01T00:00:00Z")))
                },
                new Condition[] {
                  new Condition(
                      "ArnLike",
                      Condition.PRINCIPAL_ARN,
                      new TreeSet<>(Set.of("arn:aws:iam::*:role/legacy*")))
                }),
            random);
    return Statement.of(
        luck(1, 6) ? "PortwritPush" : "S" + number, luck(4, 5), whom, actions, conditions);
  }

  /** A state after what was desired was done, a repository that was made with its tags. */
  static NativeState applied(NativeState live, Desired desired) {
    NativeState.Builder state = live.toBuilder();
    desired
        .targets()
        .forEach(
            (id, target) -> {
              if (target.isUnknown()) {
                return;
              }
              state.put(id, target);
              mutabilityIn(id, target)
                  .filter(text -> live.at(id).equals(Reading.absent()))
                  .ifPresent(
                      text ->
                          state.put(EcrObjects.tagMutability(id.name()), Reading.present(text)));
            });
    return state.build();
  }

  private static Optional<String> mutabilityIn(ObjectId id, Reading target) {
    try {
      if (id.kind().equals(EcrObjects.REPOSITORY) && target instanceof Reading.Present present) {
        JsonObject made = PolicyJson.read(present.content());
        return Optional.ofNullable(made.getJsonObject("tagMutability")).map(JsonObject::toString);
      }
      return Optional.empty();
    } catch (UnreadablePolicy e) {
      throw new AssertionError(e);
    }
  }
}

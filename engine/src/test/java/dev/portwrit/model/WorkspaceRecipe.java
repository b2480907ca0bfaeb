package dev.portwrit.model;

import static dev.portwrit.model.Vocabulary.pick;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Plain numbers that make a workspace. Whatever the numbers are, what they make is valid: each
 * stands for one of the choices there are. So a failing workspace shrinks as its lists do.
 */
record WorkspaceRecipe(
    List<OrganizationRecipe> organizations,
    List<TeamRecipe> teams,
    List<RuleRecipe> rules,
    List<ProtectionRecipe> protections,
    List<ExceptionRecipe> exceptions,
    List<Integer> knownUsers,
    int order) {

  record OrganizationRecipe(
      List<Integer> owners, List<Integer> members, Role defaultRole, boolean secondNamespace) {}

  record TeamRecipe(int organization, List<Integer> members) {}

  record GrantRecipe(Role role, List<Integer> to, int expiry) {}

  record RuleRecipe(
      PatternRecipe pattern, boolean declared, boolean isPublic, List<GrantRecipe> grants) {}

  record PatternRecipe(int organization, List<Integer> segments) {}

  record ProtectionRecipe(
      int organization,
      List<List<Integer>> patterns,
      List<Integer> tags,
      Protection.Rule rule,
      Protection.Enforcement enforcement,
      List<Integer> to) {}

  record ExceptionRecipe(int protection, int salt, List<Integer> to, int expiry) {}

  /** The same with some parts as they are, some fewer, some more, some of another recipe. */
  WorkspaceRecipe changed(WorkspaceRecipe other, List<Integer> choices) {
    return new WorkspaceRecipe(
        mixed(organizations, other.organizations, choices.get(0), 1),
        mixed(teams, other.teams, choices.get(1), 0),
        mixed(rules, other.rules, choices.get(2), 0),
        mixed(protections, other.protections, choices.get(3), 0),
        mixed(exceptions, other.exceptions, choices.get(4), 0),
        mixed(knownUsers, other.knownUsers, choices.get(5), 0),
        choices.get(6));
  }

  private static <T> List<T> mixed(List<T> own, List<T> others, int choice, int least) {
    List<T> all = new ArrayList<>(own);
    switch (choice % 5) {
      case 0, 1 -> {}
      case 2 -> {
        if (all.size() > least) {
          all.remove(choice / 5 % all.size());
        }
      }
      case 3 -> {
        if (!others.isEmpty() && !all.isEmpty()) {
          all.set(choice / 5 % all.size(), others.get(0));
        } else {
          all.addAll(others);
        }
      }
      default -> {
        if (others.size() >= least) {
          all = new ArrayList<>(others);
        }
      }
    }
    return all;
  }

  /** The workspace, with the places of its text. */
  Workspace workspace() {
    return new Builder().build();
  }

  private final class Builder {
    private final Random random = new Random(order);
    private final Set<Place> taken = new HashSet<>();
    private final Set<Subject> enrolled = new HashSet<>();
    private final List<String> names = new ArrayList<>();

    Workspace build() {
      for (int i = 0; i < organizations.size(); i++) {
        names.add(pick(Vocabulary.ORGANIZATIONS, i));
      }
      List<Team> builtTeams = teams();
      List<RepositoryRule> builtRules = rules();
      List<Protection> builtProtections =
          IntStream.range(0, protections.size()).mapToObj(this::protection).toList();
      List<ProtectionException> builtExceptions =
          builtProtections.isEmpty()
              ? List.of()
              : IntStream.range(0, exceptions.size())
                  .mapToObj(i -> exception(i, builtProtections))
                  .toList();
      List<User> users =
          new LinkedHashSet<>(knownUsers)
              .stream().map(i -> Vocabulary.user(i)).distinct().map(this::user).toList();
      return WorkspaceText.placed(
          new Workspace(
              Settings.NONE,
              organizations(),
              builtTeams,
              services(),
              users,
              builtRules,
              builtProtections,
              builtExceptions,
              List.of()));
    }

    // Only the order of these places matters: the text gives the true ones.
    private Place place() {
      Place place;
      do {
        place = new Place(pick(Vocabulary.FILES, random.nextInt(4)), 1 + random.nextInt(9999), 1);
      } while (!taken.add(place));
      return place;
    }

    private String organization(int index) {
      return pick(names, index);
    }

    private List<RepositoryName> namespaces(int index) {
      RepositoryName own = new RepositoryName(organization(index));
      int number = Math.floorMod(index, organizations.size());
      return organizations.get(number).secondNamespace()
          ? List.of(own, pick(Vocabulary.SECOND_NAMESPACES, number))
          : List.of(own);
    }

    private List<Member> members(List<? extends Subject> subjects) {
      Place nowhere = new Place("nowhere.yaml", 1, 1);
      List<Member> members = new ArrayList<>();
      for (Subject subject : new LinkedHashSet<>(subjects)) {
        members.add(new Member(subject, nowhere));
        enrolled.add(subject);
      }
      return members;
    }

    // After all else, when it is known who has to be on some roster.
    private List<Organization> organizations() {
      List<Organization> built = new ArrayList<>();
      for (int i = 0; i < organizations.size(); i++) {
        OrganizationRecipe recipe = organizations.get(i);
        String name = organization(i);
        Set<Subject> roster = new LinkedHashSet<>();
        recipe.members().forEach(member -> roster.add(Vocabulary.user(member)));
        if (i == 0) {
          enrolled.stream().filter(Subject.User.class::isInstance).sorted().forEach(roster::add);
        }
        roster.addAll(teamUsers(name));
        boolean written = recipe.defaultRole() != Role.NONE || recipe.owners().size() > 1;
        Place place = place();
        built.add(
            new Organization(
                place,
                name,
                "",
                namespaces(i),
                members(recipe.owners().stream().map(Vocabulary::user).toList()),
                members(List.copyOf(roster)),
                recipe.defaultRole(),
                written ? Optional.of(place) : Optional.empty()));
      }
      return built;
    }

    private List<Subject> teamUsers(String organization) {
      return IntStream.range(0, teams.size())
          .filter(t -> teamName(t).organization().equals(organization))
          .mapToObj(t -> teamMembers(t).stream())
          .flatMap(members -> members)
          .filter(Subject.User.class::isInstance)
          .toList();
    }

    private Subject.Team teamName(int index) {
      // Each name once: the third team of a name is left out by taking the next number.
      TeamRecipe recipe = teams.get(index);
      String name = pick(Vocabulary.TEAMS, index) + (index >= Vocabulary.TEAMS.size() ? index : "");
      return new Subject.Team(organization(recipe.organization()), name);
    }

    // Only teams before it, so that there is no cycle.
    private List<Subject> teamMembers(int index) {
      List<Subject> choices = new ArrayList<>();
      for (int user = 0; user < Vocabulary.USERS.size(); user++) {
        choices.add(Vocabulary.user(user));
      }
      for (int before = 0; before < index; before++) {
        choices.add(teamName(before));
        choices.add(teamName(before));
      }
      choices.addAll(serviceNames());
      return teams.get(index).members().stream().map(i -> pick(choices, i)).distinct().toList();
    }

    private List<Team> teams() {
      return IntStream.range(0, teams.size())
          .mapToObj(i -> new Team(place(), teamName(i), "", members(teamMembers(i)), Map.of()))
          .toList();
    }

    private List<Subject.Service> serviceNames() {
      List<Subject.Service> names = new ArrayList<>();
      for (int i = 0; i < organizations.size(); i++) {
        names.add(new Subject.Service(organization(i), pick(Vocabulary.SERVICES, i)));
      }
      names.add(new Subject.Service(organization(0), "bot"));
      return names;
    }

    private List<Service> services() {
      return serviceNames().stream().map(s -> new Service(place(), s, "", Map.of())).toList();
    }

    private User user(Subject.User subject) {
      enrolled.add(subject);
      return new User(place(), subject, "a person", Map.of());
    }

    /** Whom a grant or a list may name; {@code anonymous} stands last, where it is asked for. */
    private List<Subject> named(List<Integer> to, boolean withAnonymous) {
      List<Subject> choices = new ArrayList<>();
      for (int user = 0; user < Vocabulary.USERS.size(); user++) {
        choices.add(Vocabulary.user(user));
      }
      for (int team = 0; team < teams.size(); team++) {
        choices.add(teamName(team));
        choices.add(teamName(team));
      }
      choices.addAll(serviceNames());
      names.forEach(name -> choices.add(new Subject.Organization(name)));
      if (withAnonymous) {
        choices.add(new Subject.Anonymous());
      }
      return to.stream().map(i -> pick(choices, i)).distinct().toList();
    }

    private RepositoryPattern pattern(int organization, List<Integer> segments, boolean literal) {
      List<RepositoryName> roots = namespaces(organization);
      int salt = segments.isEmpty() ? organization : segments.get(0);
      StringBuilder pattern = new StringBuilder(pick(roots, salt).value());
      List<String> words = literal ? Vocabulary.SEGMENTS : Vocabulary.PATTERN_SEGMENTS;
      segments.forEach(segment -> pattern.append('/').append(pick(words, segment)));
      return new RepositoryPattern(pattern.toString());
    }

    private List<RepositoryRule> rules() {
      List<RepositoryRule> built = new ArrayList<>();
      Set<RepositoryPattern> declared = new HashSet<>();
      for (RuleRecipe recipe : rules) {
        RepositoryPattern pattern =
            pattern(
                recipe.pattern().organization(), recipe.pattern().segments(), recipe.declared());
        boolean declares = recipe.declared() && declared.add(pattern);
        Place place = place();
        built.add(
            new RepositoryRule(
                place,
                pattern,
                declares,
                "",
                declares && recipe.isPublic() ? Optional.of(place) : Optional.empty(),
                recipe.grants().stream().map(this::grant).toList()));
      }
      return built;
    }

    private Grant grant(GrantRecipe recipe) {
      List<Member> to = members(named(recipe.to(), recipe.role() == Role.PULL));
      return new Grant(place(), recipe.role(), to, grantExpiry(recipe.expiry()), "");
    }

    private Optional<Expiry> grantExpiry(int index) {
      // Half of all grants do not expire.
      return index % 2 == 0 ? Optional.empty() : Optional.of(pick(Vocabulary.EXPIRIES, index / 2));
    }

    private Protection protection(int index) {
      ProtectionRecipe recipe = protections.get(index);
      boolean restricted = recipe.rule() == Protection.Rule.RESTRICTED;
      return new Protection(
          place(),
          organization(recipe.organization()),
          "p" + index,
          recipe.patterns().stream()
              .map(segments -> pattern(recipe.organization(), segments, false))
              .distinct()
              .toList(),
          recipe.tags().stream().map(i -> pick(Vocabulary.TAG_PATTERNS, i)).distinct().toList(),
          recipe.rule(),
          restricted ? members(named(recipe.to(), false)) : List.of(),
          recipe.enforcement());
    }

    // What overlaps for sure: one of the protection's own patterns, or a name or tag that matches.
    private ProtectionException exception(int index, List<Protection> from) {
      ExceptionRecipe recipe = exceptions.get(index);
      Protection protection = pick(from, recipe.protection());
      RepositoryPattern pattern = pick(protection.repositories(), recipe.salt());
      TagPattern tags = pick(protection.tags(), recipe.salt());
      boolean whole = recipe.salt() % 3 == 0;
      return new ProtectionException(
          place(),
          protection.organization(),
          "e" + index,
          protection.fullName(),
          List.of(
              whole
                  ? pattern
                  : RepositoryPattern.of(Vocabulary.nameIn(pattern, recipe.salt() / 3))),
          List.of(
              whole || tags.isExpression()
                  ? tags
                  : TagPattern.of(Vocabulary.tagIn(tags, recipe.salt() / 3).value())),
          members(named(recipe.to(), false)),
          pick(Vocabulary.EXPIRIES, recipe.expiry()),
          "because");
    }
  }
}

package dev.portwrit.registry.twin;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Registry;
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
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Random workspaces about one registry, with few names, so that two of them have much in common.
 */
public final class LawWorkspaces {
  /** The instant at which expiry is judged. */
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** The name of the registry. */
  public static final String REGISTRY = "live";

  /** Tags that protections of these workspaces keep, and some that they do not. */
  public static final List<Tag> TAGS_TO_ASK_ABOUT =
      Stream.of("v1", "stable", "release-7", "latest", "other-1").map(Tag::new).toList();

  private static final List<String> REPOSITORIES =
      List.of("acme/api", "acme/web", "acme/pay/core", "acme/pay/ui");
  private static final List<String> PATTERNS =
      List.of("acme/**", "acme/*", "acme/pay/**", "acme/api", "acme/web", "acme/pay/*");
  private static final List<String> TAGS = List.of("v*", "stable", "release-*");
  private static final List<String> USERS = List.of("ada", "bob", "cy", "dee");
  private static final List<Role> ROLES = List.of(Role.PULL, Role.PUSH, Role.MAINTAIN, Role.ADMIN);

  private final Registry registry;
  private final Function<Subject, String> accounts;
  private final Random random;
  private int line;

  private LawWorkspaces(Registry registry, Function<Subject, String> accounts, Random random) {
    this.registry = registry;
    this.accounts = accounts;
    this.random = random;
  }

  /** The definition of a registry that holds everything of acme. */
  public static Registry registry(Registry.Type type, Registry.Mode mode) {
    return new Registry(
        new Place("registry.yaml", 1, 1),
        REGISTRY,
        type,
        List.of(new RepositoryPattern("acme/**")),
        mode,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of());
  }

  /** One workspace; what subjects are called in the registry is for the twin to say. */
  public static Workspace one(
      Registry registry, Function<Subject, String> accounts, Random random) {
    return new LawWorkspaces(registry, accounts, random).workspace();
  }

  private Workspace workspace() {
    List<User> users =
        USERS.stream()
            .map(name -> new Subject.User(name))
            .map(user -> new User(here(), user, "", account(user)))
            .toList();
    Subject.Service ci = new Subject.Service("acme", "ci");
    List<RepositoryRule> rules = new ArrayList<>();
    for (String name : REPOSITORIES) {
      if (random.nextInt(3) > 0) {
        rules.add(rule(name, true));
      }
    }
    for (int count = random.nextInt(4); count > 0; count--) {
      rules.add(rule(pick(PATTERNS), false));
    }
    List<Protection> protections = new ArrayList<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      protections.add(protection(count));
    }
    return new Workspace(
        Settings.NONE,
        List.of(organization()),
        teams(),
        List.of(new Service(here(), ci, "", account(ci))),
        users,
        rules,
        protections,
        List.of(),
        List.of(registry));
  }

  private Organization organization() {
    return new Organization(
        here(),
        "acme",
        "",
        List.of(new RepositoryName("acme")),
        List.of(new Member(new Subject.User("ada"), here())),
        USERS.stream().skip(1).map(name -> new Member(new Subject.User(name), here())).toList(),
        random.nextInt(3) == 0 ? Role.PULL : Role.NONE,
        Optional.empty());
  }

  private List<Team> teams() {
    Subject.Team pay = new Subject.Team("acme", "pay");
    Subject.Team web = new Subject.Team("acme", "web");
    List<Member> inPay = new ArrayList<>(List.of(member(user())));
    if (random.nextBoolean()) {
      inPay.add(member(web));
    }
    return List.of(
        new Team(here(), pay, "", inPay, random.nextBoolean() ? account(pay) : Map.of()),
        new Team(here(), web, "", List.of(member(user())), Map.of()));
  }

  private RepositoryRule rule(String pattern, boolean declared) {
    List<Grant> grants = new ArrayList<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      Optional<Expiry> expires =
          switch (random.nextInt(6)) {
            case 0 -> Optional.of(new Expiry(NOW.minusSeconds(1), "past"));
            case 1 -> Optional.of(new Expiry(NOW.plusSeconds(86_400), "tomorrow"));
            default -> Optional.empty();
          };
      grants.add(new Grant(here(), pick(ROLES), List.of(member(somebody())), expires, ""));
    }
    Optional<Place> open = random.nextInt(8) == 0 ? Optional.of(here()) : Optional.empty();
    return new RepositoryRule(here(), new RepositoryPattern(pattern), declared, "", open, grants);
  }

  private Protection protection(int number) {
    return new Protection(
        here(),
        "acme",
        "protection-" + number,
        List.of(new RepositoryPattern(pick(PATTERNS))),
        List.of(TagPattern.of(pick(TAGS))),
        Protection.Rule.IMMUTABLE,
        List.of(),
        Protection.Enforcement.DENY);
  }

  private Subject user() {
    return new Subject.User(pick(USERS));
  }

  private Subject somebody() {
    return switch (random.nextInt(6)) {
      case 0 -> new Subject.Team("acme", "pay");
      case 1 -> new Subject.Team("acme", "web");
      case 2 -> new Subject.Service("acme", "ci");
      default -> user();
    };
  }

  private Member member(Subject subject) {
    return new Member(subject, here());
  }

  private Map<String, String> account(Subject subject) {
    return Map.of(REGISTRY, accounts.apply(subject));
  }

  private Place here() {
    line++;
    return new Place("policy.yaml", line, 1);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}

package dev.portwrit.model;

import dev.portwrit.decision.Question;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Protection.Enforcement;
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
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workspace by hand, a document a call. Each document is one line of {@code policy.yaml}, the
 * first call on line 1.
 */
public final class WorkspaceSketch {
  private final List<Member> admins = new ArrayList<>();
  private final List<Organization> organizations = new ArrayList<>();
  private final List<Team> teams = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final List<User> users = new ArrayList<>();
  private final List<RepositoryRule> repositories = new ArrayList<>();
  private final List<Protection> protections = new ArrayList<>();
  private final List<ProtectionException> exceptions = new ArrayList<>();
  private int line;

  /**
   * A question in one line.
   *
   * @param text such as {@code user:bob push acme/pay/api:v1}
   * @param now an instant, or a date for its first moment
   * @return the question
   */
  public static Question question(String text, String now) {
    String[] words = text.split(" ", -1);
    String[] reference = words[2].split(":", -1);
    return new Question(
        Subject.parse(words[0]).orElseThrow(),
        Action.parse(words[1]).orElseThrow(),
        new RepositoryName(reference[0]),
        reference.length == 1 ? Optional.empty() : Optional.of(new Tag(reference[1])),
        Instant.parse(now.contains("T") ? now : now + "T00:00:00Z"));
  }

  /** Those who must keep {@code administer}. */
  public WorkspaceSketch admins(String... names) {
    admins.addAll(members(place(), names));
    return this;
  }

  /** An organization with one owner. */
  public WorkspaceSketch organization(
      String name, Role defaultRole, String owner, String... members) {
    return organization(name, defaultRole, List.of(name), owner, members);
  }

  /** An organization with one owner and namespaces. */
  public WorkspaceSketch organization(
      String name, Role defaultRole, List<String> namespaces, String owner, String... members) {
    Place place = place();
    organizations.add(
        new Organization(
            place,
            name,
            "",
            namespaces.stream().map(RepositoryName::new).toList(),
            members(place, owner),
            members(place, members),
            defaultRole,
            Optional.of(place)));
    return this;
  }

  /** A team by its full name. */
  public WorkspaceSketch team(String name, String... members) {
    Place place = place();
    Subject.Team subject = (Subject.Team) subject("team:" + name);
    teams.add(new Team(place, subject, "", members(place, members), Map.of()));
    return this;
  }

  /** A service by its full name. */
  public WorkspaceSketch service(String name) {
    services.add(new Service(place(), (Subject.Service) subject("service:" + name), "", Map.of()));
    return this;
  }

  /** A person about whom there is something to say. */
  public WorkspaceSketch user(String name) {
    users.add(new User(place(), new Subject.User(name), "", Map.of()));
    return this;
  }

  /** A grant that does not expire. */
  public WorkspaceSketch grant(String pattern, Role role, String... to) {
    return grant(pattern, role, Optional.empty(), to);
  }

  /** A grant until the end of a day, or to just before an instant. */
  public WorkspaceSketch grantUntil(String expires, String pattern, Role role, String... to) {
    return grant(pattern, role, Optional.of(expiry(expires)), to);
  }

  private WorkspaceSketch grant(String pattern, Role role, Optional<Expiry> expires, String... to) {
    Place place = place();
    Grant grant = new Grant(place, role, members(place, to), expires, "");
    return rule(place, pattern, Optional.empty(), List.of(grant));
  }

  /** A public repository. */
  public WorkspaceSketch publicRepository(String name) {
    Place place = place();
    return rule(place, name, Optional.of(place), List.of());
  }

  private WorkspaceSketch rule(
      Place place, String pattern, Optional<Place> publicPlace, List<Grant> grants) {
    repositories.add(
        new RepositoryRule(place, new RepositoryPattern(pattern), false, "", publicPlace, grants));
    return this;
  }

  /** A protection that refuses to move and delete. */
  public WorkspaceSketch immutable(String name, String repositories, String tags) {
    return protection(
        name, repositories, tags, Protection.Rule.IMMUTABLE, Enforcement.DENY, new String[0]);
  }

  /** A protection that lets only some create, move and delete. */
  public WorkspaceSketch restricted(String name, String repositories, String tags, String... to) {
    return protection(name, repositories, tags, Protection.Rule.RESTRICTED, Enforcement.DENY, to);
  }

  /** Any protection. */
  public WorkspaceSketch protection(
      String name,
      String repositories,
      String tags,
      Protection.Rule rule,
      Enforcement enforcement,
      String... to) {
    Place place = place();
    String[] names = name.split("/", -1);
    protections.add(
        new Protection(
            place,
            names[0],
            names[1],
            List.of(new RepositoryPattern(repositories)),
            List.of(TagPattern.of(tags)),
            rule,
            members(place, to),
            enforcement));
    return this;
  }

  /** An exception. */
  public WorkspaceSketch exception(
      String name,
      String protection,
      String repositories,
      String tags,
      String expires,
      String... to) {
    Place place = place();
    String[] names = name.split("/", -1);
    exceptions.add(
        new ProtectionException(
            place,
            names[0],
            names[1],
            protection,
            List.of(new RepositoryPattern(repositories)),
            List.of(TagPattern.of(tags)),
            members(place, to),
            expiry(expires),
            "because"));
    return this;
  }

  /** What was sketched. */
  public Workspace workspace() {
    return new Workspace(
        new Settings(admins, Optional.empty(), List.of(), List.of()),
        organizations,
        teams,
        services,
        users,
        repositories,
        protections,
        exceptions,
        List.of());
  }

  private Place place() {
    line++;
    return new Place("policy.yaml", line, 1);
  }

  private static Expiry expiry(String text) {
    return text.contains("T")
        ? new Expiry(Instant.parse(text), text)
        : Expiry.endOf(LocalDate.parse(text));
  }

  private static List<Member> members(Place place, String... subjects) {
    return Arrays.stream(subjects).map(text -> new Member(subject(text), place)).toList();
  }

  private static Subject subject(String text) {
    return Subject.parse(text).orElseThrow();
  }
}

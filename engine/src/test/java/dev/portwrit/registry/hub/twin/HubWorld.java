package dev.portwrit.registry.hub.twin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What there is at the twin: accounts, and one organization. */
public final class HubWorld {
  private final String organization;
  private final Clock clock;
  final Map<String, Account> accounts = new TreeMap<>();
  final Map<String, Personal> personal = new TreeMap<>();
  final List<Event> events = new ArrayList<>();
  HubState now = new HubState();
  private HubState before = now;
  private int stale;
  private int lag;
  int privateLimit = Integer.MAX_VALUE;
  int tokenLimit = 100;
  private long lastId = 1000;
  private boolean makesPublic;

  /** Somebody with a Docker ID. */
  record Account(String name, String password, String email) {}

  /** A token of a person. */
  record Personal(String user, String scope) {}

  /** Something that the audit log holds. */
  record Event(String action, String name, String actor, Map<String, String> data, Instant at) {}

  /** All that there is at one moment; what comes after it changes nothing of it. */
  public static final class Moment {
    private final Map<String, Account> accounts;
    private final HubState state;
    private final long lastId;

    private Moment(HubWorld world) {
      accounts = Map.copyOf(world.accounts);
      state = world.now.copy();
      lastId = world.lastId;
    }
  }

  HubWorld(String organization, Clock clock) {
    this.organization = organization;
    this.clock = clock;
  }

  /**
   * The organization.
   *
   * @return its name
   */
  public String organization() {
    return organization;
  }

  Clock clock() {
    return clock;
  }

  long nextId() {
    return ++lastId;
  }

  /**
   * Somebody gets a Docker ID.
   *
   * @param name it
   * @param password what they log in with
   * @return this
   */
  public HubWorld account(String name, String password) {
    accounts.put(name, new Account(name, password, name + "@example.com"));
    return this;
  }

  /**
   * Somebody deletes their Docker ID. They stay listed where they were, as deleted accounts do.
   *
   * @param name it
   * @return this
   */
  public HubWorld deleteAccount(String name) {
    accounts.remove(name);
    return this;
  }

  /**
   * Somebody is in the organization; they get a Docker ID if they have none.
   *
   * @param name their Docker ID
   * @param role {@code owner}, {@code editor} or {@code member}
   * @return this
   */
  public HubWorld member(String name, String role) {
    accounts.putIfAbsent(name, new Account(name, "password-of-" + name, name + "@example.com"));
    now.members.put(name, role);
    team("owners", "");
    HubState.Team owners = now.teams.get("owners");
    if (owners != null) {
      owners.members.remove(name);
      if (role.equals("owner")) {
        owners.members.add(name);
      }
    }
    return this;
  }

  /**
   * Somebody goes.
   *
   * @param name their Docker ID
   */
  public void remove(String name) {
    now.members.remove(name);
    now.teams.values().forEach(team -> team.members.remove(name));
  }

  /**
   * A team, made if it is not there, with these members besides.
   *
   * @param name its name
   * @param description what it is
   * @param members who is added
   * @return this
   */
  public HubWorld team(String name, String description, String... members) {
    HubState.Team team =
        now.teams.computeIfAbsent(name, key -> new HubState.Team(nextId(), key, description));
    team.members.addAll(List.of(members));
    return this;
  }

  /**
   * A team goes, with what it may do.
   *
   * @param name its name
   */
  public void dissolve(String name) {
    HubState.Team team = now.teams.remove(name);
    if (team != null) {
      now.repositories.values().forEach(one -> one.permissions.remove(team.id));
    }
  }

  /**
   * A repository, made private if it is not there.
   *
   * @param name without the organization
   * @return it
   */
  public TwinRepository repository(String name) {
    return now.repositories.computeIfAbsent(name, TwinRepository::new);
  }

  /**
   * A repository, if it is there.
   *
   * @param name without the organization
   * @return it
   */
  public Optional<TwinRepository> find(String name) {
    return Optional.ofNullable(now.repositories.get(name));
  }

  /**
   * What a team may do in a repository.
   *
   * @param repository without the organization
   * @param team its name; it is made if it is not there
   * @param permission {@code read}, {@code write} or {@code admin}
   * @return this
   */
  public HubWorld permit(String repository, String team, String permission) {
    team(team, "");
    HubState.Team known = now.teams.get(team);
    if (known != null) {
      repository(repository).permissions.put(known.id, permission);
    }
    return this;
  }

  /**
   * Takes from a team what it may do in a repository.
   *
   * @param repository without the organization
   * @param team its name
   */
  public void forbid(String repository, String team) {
    HubState.Team known = now.teams.get(team);
    if (known != null) {
      repository(repository).permissions.remove(known.id);
    }
  }

  /**
   * What teams may do in a repository.
   *
   * @param repository without the organization
   * @return the permissions by the names of teams
   */
  public Map<String, String> permissions(String repository) {
    Map<String, String> named = new TreeMap<>();
    find(repository)
        .ifPresent(
            one ->
                one.permissions.forEach(
                    (id, permission) ->
                        now.team(id).ifPresent(team -> named.put(team.name, permission))));
    return named;
  }

  /**
   * The members.
   *
   * @return their roles by their Docker IDs
   */
  public Map<String, String> members() {
    return Map.copyOf(now.members);
  }

  /**
   * Who is in a team.
   *
   * @param team its name
   * @return their Docker IDs, empty if there is no such team
   */
  public List<String> inTeam(String team) {
    HubState.Team known = now.teams.get(team);
    return known == null ? List.of() : List.copyOf(known.members);
  }

  /**
   * Whether there is a team.
   *
   * @param team its name
   * @return true if there is
   */
  public boolean hasTeam(String team) {
    return now.teams.containsKey(team);
  }

  /**
   * Who is invited.
   *
   * @return Docker IDs and e-mail addresses, in the order in which they were
   */
  public List<String> invited() {
    return now.invites.values().stream().map(HubState.Invite::invitee).toList();
  }

  /**
   * An invitation that is pending.
   *
   * @param who a Docker ID or e-mail address
   * @param role what they would be
   * @return this
   */
  public HubWorld invite(String who, String role) {
    String id =
        UUID.nameUUIDFromBytes(("invite " + nextId()).getBytes(StandardCharsets.UTF_8)).toString();
    now.invites.put(id, new HubState.Invite(id, who, role, "ada", clock.instant()));
    return this;
  }

  /**
   * Somebody accepts their invitation.
   *
   * @param who the Docker ID that was invited
   */
  public void accept(String who) {
    now.invites.values().stream()
        .filter(invite -> invite.invitee().equals(who))
        .findFirst()
        .ifPresent(
            invite -> {
              now.invites.remove(invite.id());
              member(who, invite.role());
            });
  }

  /**
   * An invitation that cannot be delivered: it is not pending any more, and nobody is told.
   *
   * @param who the address
   */
  public void bounce(String who) {
    now.invites.values().removeIf(invite -> invite.invitee().equals(who));
  }

  /**
   * A token of a person.
   *
   * @param user whose
   * @param scope {@code repo:admin}, {@code repo:write}, {@code repo:read} or {@code
   *     repo:public_read}
   * @return the secret
   */
  public String personalToken(String user, String scope) {
    String secret = "dckr_pat_" + secret();
    personal.put(secret, new Personal(user, scope));
    return secret;
  }

  /**
   * A token of the organization.
   *
   * @param label its name
   * @param scopes of the organization and of all its repositories, together
   * @return the secret
   */
  public String organizationToken(String label, String... scopes) {
    return organizationToken(label, organization + "/*", Optional.empty(), scopes);
  }

  /**
   * A token of the organization.
   *
   * @param label its name
   * @param path the repositories that it reaches
   * @param expires when it ends
   * @param scopes of the organization and of those repositories, together
   * @return the secret
   */
  public String organizationToken(
      String label, String path, Optional<Instant> expires, String... scopes) {
    String id = "token-" + nextId();
    String secret = "dckr_oat_" + secret();
    List<HubState.Resource> resources =
        List.of(
            new HubState.Resource("TYPE_ORG", organization, List.of(scopes)),
            new HubState.Resource("TYPE_REPO", path, List.of(scopes)));
    now.tokens.put(id, new HubState.Token(id, label, "", secret, true, expires, resources));
    return secret;
  }

  /**
   * A token of the organization, as {@link TwinTruth} tells of one.
   *
   * @param one its label and what it may
   * @return this
   */
  public HubWorld token(TwinTruth.TruthOfToken one) {
    String id = "token-" + nextId();
    List<HubState.Resource> resources =
        one.resources().stream()
            .map(text -> List.of(text.split(" ", -1)))
            .map(
                words ->
                    new HubState.Resource(
                        words.get(0), words.get(1), words.subList(2, words.size())))
            .toList();
    now.tokens.put(
        id,
        new HubState.Token(
            id,
            one.label(),
            one.description(),
            "dckr_oat_" + secret(),
            one.active(),
            one.expires().map(Instant::parse),
            resources));
    return this;
  }

  /**
   * All tokens of a label go.
   *
   * @param label it
   */
  public void revoke(String label) {
    now.tokens.values().removeIf(token -> token.label().equals(label));
  }

  /**
   * What is there now, to come back to.
   *
   * @return it, but for the audit log and the tokens of persons
   */
  public Moment moment() {
    return new Moment(this);
  }

  /**
   * Makes what is there what it was, here or in another world.
   *
   * @param moment then
   */
  public void become(Moment moment) {
    accounts.clear();
    accounts.putAll(moment.accounts);
    now = moment.state.copy();
    lastId = moment.lastId;
    lag(0);
  }

  String secret() {
    return "neverToBeShown" + nextId();
  }

  /**
   * The labels of the organization's tokens.
   *
   * @return in the order in which they were made
   */
  public List<String> tokens() {
    return now.tokens.values().stream().map(HubState.Token::label).toList();
  }

  /**
   * All secrets that there are, to be looked for where they must not be.
   *
   * @return passwords and tokens
   */
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>(personal.keySet());
    accounts.values().forEach(account -> secrets.add(account.password()));
    now.tokens.values().forEach(token -> secrets.add(token.secret()));
    return secrets;
  }

  /**
   * How many private repositories the plan of the organization has.
   *
   * @param most none more can be made
   */
  public void privateRepositories(int most) {
    privateLimit = most;
  }

  /**
   * Has private repositories beyond the limit made public, as a careless service would.
   *
   * @param yes whether
   */
  public void makePublicInstead(boolean yes) {
    makesPublic = yes;
  }

  boolean makesPublicInstead() {
    return makesPublic;
  }

  /**
   * After a write so many reads see what was before.
   *
   * @param reads how many
   */
  public void lag(int reads) {
    lag = reads;
    stale = 0;
  }

  /** What a reader is shown. */
  HubState shown() {
    if (stale > 0) {
      stale--;
      return before;
    }
    return now;
  }

  /** Says that something is about to be written. */
  void beforeWrite() {
    if (lag > 0) {
      before = now.copy();
      stale = lag;
    }
  }

  /**
   * Something goes into the audit log, now.
   *
   * @param action such as {@code org.team.member.add}
   * @param name what it is of
   * @param actor who did it
   * @param data what else is said
   */
  public void log(String action, String name, String actor, Map<String, String> data) {
    events.add(new Event(action, name, actor, data, clock.instant()));
  }

  /**
   * What may be done there with an account, by Docker Hub's own rules.
   *
   * @return the judge
   */
  public TwinJudge judge() {
    return new TwinJudge(this);
  }
}

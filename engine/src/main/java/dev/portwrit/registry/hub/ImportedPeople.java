package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Names;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubContents.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What teams, people and tokens of Docker Hub are called in policies. Not for several threads. */
final class ImportedPeople {
  private final HubContext context;
  private final NativeState live;
  private final HubAccounts accounts;
  private final HubRoster roster;
  private final Consumer<String> leave;
  private final Map<String, SortedSet<String>> members = new HashMap<>();
  private final Map<Subject, String> descriptions = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, List<String>> known = new HashMap<>();
  private final Map<String, Optional<String>> services = new HashMap<>();

  ImportedPeople(
      HubContext context,
      PolicyIndex index,
      NativeState live,
      HubAccounts accounts,
      HubRoster roster,
      Consumer<String> leave) {
    this.context = context;
    this.live = live;
    this.accounts = accounts;
    this.roster = roster;
    this.leave = leave;
    for (ObjectId id : live.objects().keySet()) {
      if (id.kind().equals(HubObjects.TEAM_MEMBER) && live.at(id) instanceof Reading.Present) {
        HubObjects.TeamMember one = HubObjects.TeamMember.of(id);
        members.computeIfAbsent(one.team(), same -> new TreeSet<>()).add(one.user());
      }
    }
    for (Team team : index.workspace().teams()) {
      taken.add(team.subject().toString().toLowerCase(Locale.ROOT));
      descriptions.put(team.subject(), team.description());
    }
    for (Service service : index.workspace().services()) {
      taken.add(service.subject().toString().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * What a team is in policies; one that they do not know is written into the file.
   *
   * @return empty where no policy can say it
   */
  List<String> subjectsOf(String team, ImportedFile file) {
    return known.computeIfAbsent(team, same -> find(team, file));
  }

  /** The teams that policies can name. */
  Set<String> named() {
    Set<String> named = new HashSet<>();
    known.forEach(
        (team, subjects) -> {
          if (!subjects.isEmpty()) {
            named.add(team);
          }
        });
    return named;
  }

  private List<String> find(String team, ImportedFile file) {
    SortedSet<String> there = members.getOrDefault(team, new TreeSet<>());
    List<Subject> holders = holdersOf(team);
    if (holders.isEmpty()) {
      return isNewTeam(team, there, file)
          ? List.of("team:" + file.organization() + "/" + team)
          : List.of();
    }
    accounts
        .servicesIn(holders)
        .forEach(
            service ->
                leave.accept(
                    "team `"
                        + team
                        + "` of policies holds `"
                        + service
                        + "`, whose access token a plan gives what the team has"));
    return holders.stream().map(Subject::toString).toList();
  }

  private List<Subject> holdersOf(String team) {
    List<Subject> holders = new ArrayList<>(accounts.teams().getOrDefault(team, List.of()));
    if (team.startsWith(HubContext.OURS)) {
      roster.people().stream()
          .filter(person -> accounts.group(person).filter(team::equals).isPresent())
          .forEach(holders::add);
      roster.organizations().stream()
          .map(one -> one.subject())
          .filter(one -> accounts.group(one).filter(team::equals).isPresent())
          .forEach(holders::add);
    }
    return holders;
  }

  private void reportMembers(String team, List<Subject> holders, SortedSet<String> there) {
    if (!accounts.usersIn(holders).equals(there)) {
      leave.accept(
          "team `"
              + team
              + "` has other members on Docker Hub than policies say: `"
              + String.join("`, `", there)
              + "`; a plan changes that");
    }
  }

  /** Says where teams that policies know are not what they say. */
  void reportTeams() {
    for (String team : live.present(HubObjects.TEAM)) {
      List<Subject> holders = holdersOf(team);
      if (holders.isEmpty()) {
        continue;
      }
      reportMembers(team, holders, members.getOrDefault(team, new TreeSet<>()));
      String said = holders.size() == 1 ? descriptions.getOrDefault(holders.get(0), "") : "";
      if (!said.isEmpty()
          && !live.at(HubObjects.team(team))
              .equals(Reading.present(new HubContents.Team(said).text()))) {
        leave.accept("team `" + team + "` is described otherwise by policies; a plan changes that");
      }
    }
  }

  // Its members must be people whom policies know.
  private boolean isNewTeam(String team, SortedSet<String> there, ImportedFile file) {
    String subject = "team:" + file.organization() + "/" + team;
    if (!HubNames.isTeam(team)
        || !Names.isName(team)
        || !taken.add(subject.toLowerCase(Locale.ROOT))) {
      return false;
    }
    List<String> named = new ArrayList<>();
    for (String user : there) {
      List<Subject> holders = accounts.holdersOfUser(user);
      if (holders.isEmpty() || !file.isOnRoster(holders)) {
        leave.accept(
            "`"
                + user
                + "` in team `"
                + team
                + "` is not on the roster of `"
                + file.organization()
                + "`; a plan takes the person out");
      } else {
        holders.forEach(one -> named.add(((Subject.User) one).name()));
      }
    }
    String description = "";
    try {
      if (live.at(HubObjects.team(team)) instanceof Reading.Present present) {
        description = HubContents.Team.read(present.content()).description();
      }
    } catch (UnreadableContent e) {
      leave.accept("team `" + team + "` is not understood: " + e.getMessage());
    }
    file.team(team, description, named);
    return true;
  }

  /** The service whose token it is; one that policies do not know is written into the file. */
  Optional<String> serviceOf(String label, ImportedFile file) {
    List<Subject> holders = accounts.holdersOfToken(label);
    if (!holders.isEmpty()) {
      return holders.size() == 1 ? Optional.of(holders.get(0).toString()) : Optional.empty();
    }
    return services.computeIfAbsent(label, same -> newService(label, file));
  }

  private Optional<String> newService(String label, ImportedFile file) {
    String base = label.replaceAll("[^A-Za-z0-9._+@-]", "-");
    String name = base.isEmpty() ? "unnamed" : base.substring(0, Math.min(100, base.length()));
    String subject = "service:" + file.organization() + "/" + name;
    for (int number = 2; !taken.add(subject.toLowerCase(Locale.ROOT)); number++) {
      subject = "service:" + file.organization() + "/" + name + "-" + number;
    }
    file.service(subject.substring("service:".length()), label);
    return Optional.of(subject);
  }

  /** Says who is in the organization there and on no roster, or more than policies say. */
  void reportMembers() {
    if (!context.managesMembers()) {
      return;
    }
    for (String user : live.present(HubObjects.MEMBER)) {
      List<Subject> holders = accounts.holdersOfUser(user);
      boolean isKnown = !holders.isEmpty() && roster.people().containsAll(holders);
      if (context.keepsMember(user)) {
        continue;
      }
      if (!isKnown) {
        leave.accept(
            "`"
                + user
                + "` is a member on Docker Hub and on no roster; a plan takes the person out");
      } else {
        OrgRole said = roster.owners().containsAll(holders) ? OrgRole.OWNER : OrgRole.MEMBER;
        String is = role(user);
        if (!is.equals(said.toString())) {
          leave.accept(
              "`"
                  + user
                  + "` is "
                  + is
                  + " on Docker Hub, and "
                  + said
                  + " by policies; a plan changes that");
        }
      }
    }
  }

  private String role(String user) {
    try {
      return live.at(HubObjects.member(user)) instanceof Reading.Present present
          ? Member.read(present.content()).role().toString()
          : "unknown";
    } catch (UnreadableContent e) {
      return "unknown";
    }
  }
}

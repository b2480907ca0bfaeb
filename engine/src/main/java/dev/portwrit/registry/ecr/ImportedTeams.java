package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Teams, as the managed policies of a registry tell of them: a team that policy does not know
 * becomes one of what its policy is attached to.
 */
final class ImportedTeams {
  private final EcrContext context;
  private final PolicyIndex index;
  private final NativeState live;
  private final Accounts accounts;
  private final Set<String> given;
  private final Consumer<String> notImported;
  private final List<Found> found = new ArrayList<>();

  /**
   * A team that policy does not know.
   *
   * @param team its name
   * @param account what it is called in the registry; empty where several stand for it
   * @param members the accounts of its members
   */
  record Found(Subject.Team team, Optional<String> account, SortedSet<String> members) {}

  /**
   * Looks at what is attached.
   *
   * @param given those who have something in a repository, by policy or as it is imported
   * @param notImported takes what no policy can say
   */
  ImportedTeams(
      EcrContext context,
      PolicyIndex index,
      NativeState live,
      Set<String> given,
      Consumer<String> notImported) {
    this.context = context;
    this.index = index;
    this.live = live;
    this.accounts = Accounts.of(index.workspace(), context.registry().name());
    this.given = given;
    this.notImported = notImported;
    if (context.settings().managedPolicies()) {
      attached().forEach(this::read);
    }
  }

  List<Found> found() {
    return found;
  }

  private SortedMap<Subject.Team, SortedSet<String>> attached() {
    SortedMap<Subject.Team, SortedSet<String>> attached = new TreeMap<>();
    for (String name : live.present(EcrObjects.ATTACHMENT)) {
      Attachment one = Attachment.of(new ObjectId(EcrObjects.ATTACHMENT, name));
      LoginPolicy.team(context.registry().name(), one.policy())
          .ifPresent(team -> attached.computeIfAbsent(team, same -> new TreeSet<>()).add(one.to()));
    }
    return attached;
  }

  private void read(Subject.Team team, SortedSet<String> to) {
    SortedSet<String> used = new TreeSet<>(to);
    for (String arn : to) {
      if (!usersBy(arn).anyMatch(given::contains)) {
        used.remove(arn);
        leave(team, arn, "who is given nothing in a repository that is there");
      }
    }
    Optional<Team> known =
        index.workspace().teams().stream().filter(one -> one.subject().equals(team)).findFirst();
    if (known.isPresent()) {
      Set<String> own = accountsOf(known.get());
      used.stream()
          .filter(arn -> !own.contains(arn))
          .forEach(arn -> leave(team, arn, "who is none of it by policy"));
    } else if (!used.isEmpty()) {
      readUnknown(team, used);
    }
  }

  private void readUnknown(Subject.Team team, SortedSet<String> to) {
    Optional<Organization> organization =
        index.workspace().organizations().stream()
            .filter(one -> one.name().equals(team.organization()))
            .findFirst();
    List<String> groups = to.stream().filter(Arn::isGroup).toList();
    if (organization.isEmpty() || groups.size() > 1) {
      to.forEach(arn -> leave(team, arn, "since policy has no such team"));
      return;
    }
    NavigableSet<String> members = new TreeSet<>();
    to.forEach(arn -> usersBy(arn).filter(given::contains).forEach(members::add));
    Optional<String> account = groups.stream().findFirst();
    boolean isOne = to.size() == 1 && accounts.subjectsOf(to.first()).isEmpty();
    if (account.isEmpty() && isOne) {
      account = Optional.of(to.first());
      members.clear();
    }
    for (String arn : List.copyOf(members)) {
      if (!mayBeMember(organization.get(), arn)) {
        members.remove(arn);
        leave(team, arn, "who is not on the roster of its organization");
      }
    }
    found.add(new Found(team, account, members));
  }

  private boolean mayBeMember(Organization organization, String arn) {
    Set<Subject> roster = new HashSet<>();
    Stream.concat(organization.owners().stream(), organization.members().stream())
        .map(Member::subject)
        .forEach(roster::add);
    return accounts.subjectsOf(arn).stream()
        .allMatch(subject -> subject instanceof Subject.Service || roster.contains(subject));
  }

  private Set<String> accountsOf(Team team) {
    Set<String> own = new HashSet<>();
    accounts.of(team.subject()).ifPresent(own::add);
    team.members().forEach(member -> accounts.of(member.subject()).ifPresent(own::add));
    return own;
  }

  /** Those who have what is attached: of a group its users. */
  private Stream<String> usersBy(String arn) {
    return Arn.isGroup(arn)
        ? live.present(EcrObjects.IDENTITY).stream().filter(user -> isIn(user, arn))
        : Stream.of(arn);
  }

  private boolean isIn(String user, String group) {
    try {
      return live.at(new ObjectId(EcrObjects.IDENTITY, user)) instanceof Reading.Present present
          && Identity.read(present.content()).groups().contains(group);
    } catch (UnreadablePolicy e) {
      return false;
    }
  }

  private void leave(Subject.Team team, String arn, String why) {
    notImported.accept(
        "the managed policy of `"
            + team
            + "` is attached to `"
            + arn
            + "`, "
            + why
            + "; a plan detaches it");
  }
}

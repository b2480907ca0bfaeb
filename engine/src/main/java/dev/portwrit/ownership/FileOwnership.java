package dev.portwrit.ownership;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who reviews the files of one workspace, by what a code host calls them. */
public final class FileOwnership {
  private final PolicyIndex index;
  private final CodeHost host;
  private final Holdings holdings;
  private final Coverage coverage = new Coverage();
  private final Map<Subject, String> accounts = new HashMap<>();
  private final Map<Subject.Team, Set<RepositoryPattern>> teams = new LinkedHashMap<>();
  private final Map<Subject, Set<RepositoryPattern>> people;
  private final FileOwners admins;

  /**
   * Works out who administers what.
   *
   * @param index the policies
   * @param host where they are reviewed
   */
  public FileOwnership(PolicyIndex index, CodeHost host) {
    this.index = index;
    this.host = host;
    this.holdings = new Holdings(index);
    Workspace workspace = index.workspace();
    for (User user : workspace.users()) {
      account(user.accounts()).filter(host::isPerson).ifPresent(one -> put(user.subject(), one));
    }
    for (Team team : workspace.teams()) {
      Optional<String> account = account(team.accounts()).filter(host::isTeam);
      account.ifPresent(one -> put(team.subject(), one));
      Set<RepositoryPattern> held = holdings.administered(team.subject());
      if (account.isPresent() && !held.isEmpty()) {
        teams.put(team.subject(), held);
      }
    }
    this.people = Administrators.people(index, holdings);
    this.admins = ofAdmins();
  }

  private Optional<String> account(Map<String, String> all) {
    return Optional.ofNullable(all.get(host.toString()));
  }

  private void put(Subject subject, String account) {
    accounts.put(subject, account);
  }

  private FileOwners ofAdmins() {
    NavigableSet<String> owners = new TreeSet<>();
    List<String> notes = new ArrayList<>();
    for (Subject admin : Administrators.of(index, people, coverage)) {
      String account = accounts.get(admin);
      if (account == null) {
        notes.add(withoutAccount(admin));
      } else {
        owners.add(account);
      }
    }
    return new FileOwners(List.copyOf(owners), true, notes);
  }

  private String withoutAccount(Subject subject) {
    return "`" + subject + "` has no account of `" + host + "`";
  }

  private boolean administers(Subject subject, Collection<RepositoryPattern> patterns) {
    return coverage.covers(people.getOrDefault(subject, Set.of()), patterns);
  }

  /**
   * Who reviews what has no line of its own: the people whom {@code admins} names or, where it
   * names nobody, who administer everything.
   *
   * @return nobody's account where none of them has one
   */
  public FileOwners admins() {
    return admins;
  }

  /**
   * Who reviews the files that define something.
   *
   * @return by path from the root of the workspace
   */
  public NavigableMap<String, FileOwners> files() {
    NavigableMap<String, FileOwners> files = new TreeMap<>();
    Matter.byFile(index, holdings).forEach((file, matter) -> files.put(file, owners(matter)));
    return files;
  }

  /**
   * Who reviews files that a change makes speak of more than they administer here: the host still
   * asks them, since its owners are those of the branch.
   *
   * @param changed the policies with the change; these are those without
   * @param touched the files that it touches
   * @return their accounts by file; a file without such is not there
   */
  public NavigableMap<String, List<String>> beyond(PolicyIndex changed, Set<String> touched) {
    NavigableMap<String, Matter> now = Matter.byFile(changed, new Holdings(changed));
    NavigableMap<String, List<String>> beyond = new TreeMap<>();
    Matter.byFile(index, holdings)
        .forEach(
            (file, matter) -> {
              Matter both = now.containsKey(file) ? matter.and(now.get(file)) : matter;
              List<String> asked = new ArrayList<>(owners(matter).accounts());
              asked.removeAll(owners(both).accounts());
              if (touched.contains(file) && !asked.isEmpty()) {
                beyond.put(file, List.copyOf(asked));
              }
            });
    return beyond;
  }

  private FileOwners owners(Matter matter) {
    if (matter.isEverything()) {
      return admins;
    }
    NavigableSet<String> owners = new TreeSet<>();
    Set<Subject> inTeams = new HashSet<>();
    teams.forEach(
        (team, held) -> {
          if (coverage.covers(held, matter.repositories())) {
            owners.add(accounts.getOrDefault(team, ""));
            inTeams.addAll(index.memberships().individualsIn(team));
          }
        });
    List<String> notes = new ArrayList<>();
    for (Subject person : people.keySet()) {
      if (!inTeams.contains(person) && administers(person, matter.repositories())) {
        String account = accounts.get(person);
        if (account == null) {
          notes.add(withoutAccount(person));
        } else {
          owners.add(account);
        }
      }
    }
    return owners.isEmpty()
        ? new FileOwners(admins.accounts(), true, notes)
        : new FileOwners(List.copyOf(owners), false, notes);
  }
}

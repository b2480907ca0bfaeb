package dev.portwrit.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.model.NaivePattern;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Who reviews files, against the reference interpreter, when all that ends has ended. */
class FileOwnershipPropertyTest {
  private static final Instant AFTER_ALL = Instant.parse("9000-01-01T00:00:00Z");

  @Provide
  Arbitrary<Workspace> workspaces() {
    return Scenarios.workspaces();
  }

  @Property(tries = 300, seed = "4712", shrinking = ShrinkingMode.OFF)
  void owners_administerAllThatAFileSpeaksOf(@ForAll("workspaces") Workspace generated) {
    Workspace workspace = withAccounts(generated);
    ReferenceInterpreter reference = new ReferenceInterpreter(workspace);
    FileOwnership ownership = new FileOwnership(PolicyIndex.of(workspace), CodeHost.GITHUB);
    Map<String, Set<RepositoryPattern>> spoken = spoken(workspace);
    Set<RepositoryName> names = names(workspace);
    ownership
        .files()
        .forEach(
            (file, owners) -> {
              Statistics.label("files").collect(owners.areAdmins() ? "the admins'" : "somebody's");
              for (RepositoryName name : names) {
                if (!owners.areAdmins() && isOf(spoken.getOrDefault(file, Set.of()), name)) {
                  for (String account : owners.accounts()) {
                    assertThat(administers(reference, account, name))
                        .as("%s of %s, %s in %s", account, file, name, workspace)
                        .isTrue();
                  }
                }
              }
            });
    Statistics.label("files")
        .coverage(found -> found.check("somebody's").percentage(share -> share > 10));
  }

  @Provide
  Arbitrary<Revisions> revisions() {
    return Scenarios.revisions();
  }

  @Property(tries = 150, seed = "4713", shrinking = ShrinkingMode.OFF)
  void ownersOfTheBase_whoAreNotNamed_administerAllThatAChangeSpeaksOf(
      @ForAll("revisions") Revisions revisions) {
    Workspace before = withAccounts(revisions.before());
    ReferenceInterpreter reference = new ReferenceInterpreter(before);
    FileOwnership ownership = new FileOwnership(PolicyIndex.of(before), CodeHost.GITHUB);
    NavigableMap<String, FileOwners> files = ownership.files();
    Map<String, List<String>> beyond =
        ownership.beyond(PolicyIndex.of(revisions.after()), files.keySet());
    Map<String, Set<RepositoryPattern>> spoken = spoken(revisions.after());
    Set<RepositoryName> names = new HashSet<>();
    revisions.questions().forEach(question -> names.add(question.repository()));
    files.forEach(
        (file, owners) -> {
          List<String> accounts = new ArrayList<>(owners.accounts());
          accounts.removeAll(beyond.getOrDefault(file, List.of()));
          // What nobody administers yet is the admins' to give.
          accounts.removeAll(ownership.admins().accounts());
          for (RepositoryName name : names) {
            if (!owners.areAdmins() && isOf(spoken.getOrDefault(file, Set.of()), name)) {
              Statistics.label("owners").collect(beyond.containsKey(file) ? "named" : "stay");
              for (String account : accounts) {
                assertThat(administers(reference, account, name))
                    .as("%s of %s, %s", account, file, name)
                    .isTrue();
              }
            }
          }
        });
    Statistics.label("owners")
        .coverage(
            found -> {
              found.check("named").percentage(share -> share > 1);
              found.check("stay").percentage(share -> share > 1);
            });
  }

  private static boolean administers(
      ReferenceInterpreter reference, String account, RepositoryName name) {
    return reference
        .decide(
            new Question(
                new Subject.User(account), Action.ADMINISTER, name, Optional.empty(), AFTER_ALL))
        .isAllowed();
  }

  /** Such as its patterns match, and others. */
  private static Set<RepositoryName> names(Workspace workspace) {
    Set<RepositoryName> names = new HashSet<>();
    Revisions.between(workspace, workspace)
        .questions()
        .forEach(question -> names.add(question.repository()));
    return names;
  }

  private static boolean isOf(Set<RepositoryPattern> patterns, RepositoryName name) {
    return patterns.stream()
        .anyMatch(one -> NaivePattern.repositoryMatches(one.value(), name.value()));
  }

  /** What the files say of repositories; documents of people are looked at in other tests. */
  private static Map<String, Set<RepositoryPattern>> spoken(Workspace workspace) {
    Map<String, Set<RepositoryPattern>> spoken = new HashMap<>();
    workspace.repositories().forEach(one -> add(spoken, one.place(), List.of(one.pattern())));
    workspace.protections().forEach(one -> add(spoken, one.place(), one.repositories()));
    for (ProtectionException one : workspace.exceptions()) {
      add(spoken, one.place(), one.repositories());
      for (Protection lifted : workspace.protections()) {
        if (lifted.fullName().equals(one.protection())) {
          add(spoken, one.place(), lifted.repositories());
        }
      }
    }
    return spoken;
  }

  private static void add(
      Map<String, Set<RepositoryPattern>> spoken, Place place, List<RepositoryPattern> patterns) {
    spoken.computeIfAbsent(place.file(), same -> new HashSet<>()).addAll(patterns);
  }

  /** The workspace, in which everybody is called on the host as they are. */
  private static Workspace withAccounts(Workspace workspace) {
    List<User> users = new ArrayList<>();
    for (Subject one : new ReferenceInterpreter(workspace).everybody()) {
      if (one instanceof Subject.User user) {
        users.add(
            new User(
                new Place("accounts.yaml", 1, 1),
                user,
                "",
                Map.of(CodeHost.GITHUB.toString(), user.name())));
      }
    }
    return new Workspace(
        workspace.settings(),
        workspace.organizations(),
        workspace.teams(),
        workspace.services(),
        users,
        workspace.repositories(),
        workspace.protections(),
        workspace.exceptions(),
        workspace.registries());
  }
}

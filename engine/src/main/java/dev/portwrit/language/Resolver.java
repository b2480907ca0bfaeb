package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns drafts into what they mean, now that all names are known. */
final class Resolver {
  private final Definitions definitions;
  private final Findings findings;
  private final SubjectResolver subjects;
  private final Work work = new Work();

  Resolver(Definitions definitions, Findings findings) {
    this.definitions = definitions;
    this.findings = findings;
    this.subjects = new SubjectResolver(definitions, findings);
  }

  List<Organization> organizations() {
    return definitions.organizations().values().stream()
        .map(Draft.Organization::organization)
        .toList();
  }

  List<Team> teams() {
    List<Team> teams = new ArrayList<>();
    for (Definitions.Owned<Draft.Team> owned : definitions.teams().values()) {
      Draft.Team draft = owned.draft();
      teams.add(
          new Team(
              draft.place(),
              new Subject.Team(owned.organization(), draft.name().name()),
              draft.description(),
              subjects.resolveMembers(draft.members(), owned.organization()),
              accounts(draft.accounts())));
    }
    return teams;
  }

  List<Service> services() {
    List<Service> services = new ArrayList<>();
    for (Definitions.Owned<Draft.Service> owned : definitions.services().values()) {
      Draft.Service draft = owned.draft();
      services.add(
          new Service(
              draft.place(),
              new Subject.Service(owned.organization(), draft.name().name()),
              draft.description(),
              accounts(draft.accounts())));
    }
    return services;
  }

  List<User> users() {
    List<User> users = new ArrayList<>();
    for (Draft.User draft : definitions.users().values()) {
      String name = draft.name().value();
      if (!definitions.rosters().mayBeOnSome(name)) {
        findings.unknown(
            draft.name().place(),
            Code.UNKNOWN_USER,
            "user " + Printable.quote(name) + " is on the roster of no organization",
            name,
            definitions.rosters().everybody().keySet(),
            SubjectResolver.NOBODY);
      }
      users.add(
          new User(
              draft.place(),
              new Subject.User(name),
              draft.description(),
              accounts(draft.accounts())));
    }
    return users;
  }

  List<RepositoryRule> repositories(List<FileDrafts> files, CompilerMemory memory) {
    List<RepositoryRule> rules = new ArrayList<>();
    for (FileDrafts file : files) {
      List<RepositoryRule> known = memory.rules(file);
      rules.addAll(known == null ? repositories(file, memory) : known);
    }
    return rules;
  }

  private List<RepositoryRule> repositories(FileDrafts file, CompilerMemory memory) {
    long before = findings.count();
    List<RepositoryRule> rules = new ArrayList<>(file.repositories().size());
    file.repositories().forEach(draft -> rules.add(repositories(draft)));
    if (findings.count() == before) {
      memory.keep(file, rules);
    }
    return rules;
  }

  private RepositoryRule repositories(Draft.Repositories draft) {
    checkSomeOrganization(draft.pattern());
    List<Grant> grants = new ArrayList<>(draft.grants().size());
    for (Draft.Grant grant : draft.grants()) {
      grants.add(
          new Grant(
              grant.place(),
              grant.role(),
              subjects.resolve(grant.to()),
              grant.expires(),
              grant.reason()));
    }
    return new RepositoryRule(
        draft.place(),
        draft.pattern().value(),
        draft.declared(),
        draft.description(),
        draft.publicPlace(),
        grants,
        draft.webhooks(),
        draft.nativeWebhooks());
  }

  List<Protection> protections() {
    List<Protection> protections = new ArrayList<>();
    for (Definitions.Owned<Draft.Protection> owned : definitions.protections().values()) {
      Draft.Protection draft = owned.draft();
      checkOrganization(draft.repositories(), owned.organization());
      protections.add(
          new Protection(
              draft.place(),
              owned.organization(),
              draft.name().name(),
              values(draft.repositories()),
              values(draft.tags()),
              draft.rule(),
              subjects.resolve(draft.to()),
              draft.enforcement(),
              draft.restore()));
    }
    return protections;
  }

  List<ProtectionException> exceptions() {
    List<ProtectionException> exceptions = new ArrayList<>();
    Overlaps overlaps = new Overlaps(findings, work);
    for (Definitions.Owned<Draft.ProtectionException> owned : definitions.exceptions().values()) {
      Draft.ProtectionException draft = owned.draft();
      checkOrganization(draft.repositories(), owned.organization());
      Optional<String> lifted = draft.protection().flatMap(this::protection);
      lifted
          .flatMap(name -> Optional.ofNullable(definitions.protections().get(name)))
          .map(Definitions.Owned::draft)
          .ifPresent(protection -> overlaps.check(draft, protection));
      exceptions.add(
          new ProtectionException(
              draft.place(),
              owned.organization(),
              draft.name().name(),
              lifted.orElse(""),
              values(draft.repositories()),
              values(draft.tags()),
              subjects.resolve(draft.to()),
              draft.expires(),
              draft.reason()));
    }
    return exceptions;
  }

  List<Registry> registries() {
    return definitions.registries().values().stream().map(Draft.Registry::registry).toList();
  }

  /** Says so if there was too much to compare. */
  void reportTooMuchWork() {
    if (work.isExceeded()) {
      findings.error(
          Code.TOO_MANY_COMPARISONS,
          "protections, exceptions and registries name more patterns than can be compared",
          "say the same with fewer patterns");
    }
  }

  /** Checks what registries hold. */
  void checkRegistries(List<FileDrafts> files) {
    for (Draft.Registry registry : definitions.registries().values()) {
      registry.repositories().forEach(this::checkSomeOrganization);
    }
    Overlaps overlaps = new Overlaps(findings, work);
    overlaps.checkExpressions(
        definitions.protections().values(), definitions.registries().values());
    for (FileDrafts file : files) {
      file.repositories().stream()
          .filter(one -> one.nativeWebhooks().isPresent())
          .forEach(one -> overlaps.checkWebhooks(one, definitions.registries().values()));
    }
  }

  /** Checks what {@code portwrit.yaml} says of people. */
  void checkAdmins(Draft.Settings settings) {
    subjects.checkPeople(settings.admins());
  }

  private Optional<String> protection(OwnedName name) {
    Optional<String> organization = definitions.organizationOf(name, "protection");
    if (organization.isEmpty()) {
      return Optional.empty();
    }
    String full = organization.get() + "/" + name.name();
    if (definitions.protections().containsKey(full)) {
      return Optional.of(full);
    }
    findings.unknown(
        name.place(),
        Code.UNKNOWN_PROTECTION,
        "nothing defines the protection " + Printable.quote(full),
        full,
        definitions.protections().keySet());
    return Optional.empty();
  }

  private Map<String, String> accounts(List<Draft.Account> accounts) {
    Map<String, String> byRegistry = new HashMap<>();
    for (Draft.Account account : accounts) {
      String name = account.registry().value();
      if (!definitions.registries().containsKey(name) && !CodeHost.isKey(name)) {
        findings.unknown(
            account.registry().place(),
            Code.UNKNOWN_REGISTRY,
            "nothing defines the registry " + Printable.quote(name),
            name,
            definitions.registries().keySet());
      }
      byRegistry.put(name, account.name());
    }
    return byRegistry;
  }

  private void checkSomeOrganization(Placed<RepositoryPattern> pattern) {
    if (definitions.organizationsAreComplete()
        && definitions.namespaces().ownerOf(pattern.value()).isEmpty()) {
      outside(pattern, "the namespaces of no organization", definitions.namespaces().names());
    }
  }

  private void checkOrganization(List<Placed<RepositoryPattern>> patterns, String organization) {
    Draft.Organization known = definitions.organizations().get(organization);
    if (known == null || !known.complete()) {
      return;
    }
    for (Placed<RepositoryPattern> pattern : patterns) {
      if (!definitions.namespaces().ownerOf(pattern.value()).equals(Optional.of(organization))) {
        outside(
            pattern,
            "no namespace of organization " + Printable.quote(organization),
            known.namespaces().stream().map(one -> one.value().value()).toList());
      }
    }
  }

  private void outside(
      Placed<RepositoryPattern> pattern, String where, Collection<String> namespaces) {
    String text = pattern.value().value();
    int slash = text.indexOf('/');
    findings.unknown(
        pattern.place(),
        Code.OUTSIDE_NAMESPACE,
        "pattern " + Printable.quote(text) + " lies in " + where,
        slash < 0 ? text : text.substring(0, slash),
        namespaces,
        "an organization owns what its `namespaces` say, or its own name, and all below");
  }

  private static <T> List<T> values(List<Placed<T>> placed) {
    List<T> values = new ArrayList<>(placed.size());
    placed.forEach(one -> values.add(one.value()));
    return values;
  }
}

package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Policy files of what is in ECR: what policy has already stays where it is. */
final class EcrImport {
  private final EcrContext context;
  private final PolicyIndex index;
  private final NativeState live;
  private final RegistryFindings findings = new RegistryFindings();
  private final PolicyGrants known;
  private final SortedMap<String, ImportedOrganization> organizations = new TreeMap<>();
  private final Set<RepositoryName> declared = new HashSet<>();

  EcrImport(EcrContext context, PolicyIndex index, NativeState live) {
    this.context = context;
    this.index = index;
    this.live = live;
    this.known =
        new PolicyGrants(
            index,
            Accounts.of(index.workspace(), context.registry().name()),
            context.partition(),
            Instant.EPOCH);
    for (RepositoryRule rule : index.workspace().repositories()) {
      if (rule.declared()) {
        declared.add(new RepositoryName(rule.pattern().value()));
      }
    }
  }

  Imported files() {
    NativeNames names = new NativeNames(context.registry());
    for (String nativeName : live.present(EcrObjects.REPOSITORY)) {
      names.ours(nativeName).ifPresent(name -> read(name, nativeName));
    }
    ImportedNames accounts = new ImportedNames(index, context, known);
    ImportedTeams teams =
        new ImportedTeams(
            context,
            index,
            live,
            given(),
            what -> notImported(what, "write who is in the team, and what it is given"));
    for (ImportedTeams.Found team : teams.found()) {
      accounts.call(team);
      organization(team.team().organization()).ifPresent(one -> one.add(team));
    }
    SortedMap<String, String> files = new TreeMap<>();
    organizations.forEach(
        (name, organization) ->
            files.put(
                "imported/" + context.registry().name() + "/" + name + ".yaml",
                organization.text(accounts)));
    live.gaps().forEach(this::reportUnknown);
    return new Imported(files, findings.list());
  }

  /** Those who have something by policy, or as it is imported. */
  private Set<String> given() {
    Set<String> given =
        new HashSet<>(new Logins(context, known, index, Instant.EPOCH).principals());
    for (ImportedOrganization organization : organizations.values()) {
      organization.grants().forEach(grant -> given.add(grant.principal()));
    }
    return given;
  }

  private Optional<ImportedOrganization> organization(String name) {
    return index.workspace().organizations().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .map(this::organization);
  }

  private ImportedOrganization organization(Organization owner) {
    return organizations.computeIfAbsent(
        owner.name(), same -> new ImportedOrganization(owner, context, index));
  }

  private void read(RepositoryName name, String nativeName) {
    Optional<Organization> owner =
        index.workspace().organizations().stream()
            .filter(one -> one.namespaces().stream().anyMatch(space -> isIn(name, space)))
            .findFirst();
    if (owner.isEmpty()) {
      notImported("`" + nativeName + "` is in the namespace of no organization");
      return;
    }
    ImportedOrganization organization = organization(owner.get());
    ImportedRepository repository =
        new ImportedRepository(name, declared.contains(name), new TreeSet<>(), new ArrayList<>());
    organization.add(repository);
    LivePolicy policy = LivePolicy.of(Optional.empty());
    try {
      policy = policy(nativeName);
      readPolicy(repository, nativeName, policy);
    } catch (UnreadablePolicy e) {
      leave(repository, nativeName, "its policy is not known: " + e.getMessage());
    }
    try {
      readTags(organization, repository, nativeName, policy);
    } catch (UnreadablePolicy e) {
      leave(repository, nativeName, "the mutability of its tags is not known: " + e.getMessage());
    }
  }

  private void readPolicy(ImportedRepository repository, String nativeName, LivePolicy policy) {
    SortedSet<RoleGrant> there = known.on(repository.name());
    for (RoleGrant grant : policy.grants()) {
      if (there.stream().anyMatch(grant::isWithin)) {
        continue;
      }
      if (spreads(grant, policy)) {
        leave(
            repository,
            nativeName,
            "`"
                + grant.principal()
                + "` has "
                + grant.role()
                + ", but whoever it is the account of stands for others who have not");
      } else {
        repository.grants().add(grant);
      }
    }
    for (Statement statement : policy.foreign()) {
      leave(
          repository,
          nativeName,
          "statement "
              + (statement.sid().isEmpty() ? "without `Sid`" : "`" + statement.sid() + "`")
              + " says what no policy can; it stays as it is");
    }
    noteOurs(repository, nativeName, policy);
  }

  /** Names what Portwrit would not write so, and therefore writes anew. */
  private void noteOurs(ImportedRepository repository, String nativeName, LivePolicy policy) {
    boolean shutsOut = context.settings().exclusive();
    boolean odd =
        policy.denies().stream()
            .map(Statement::sid)
            .anyMatch(
                sid ->
                    !sid.startsWith(PortwritStatements.SID_KEEP)
                        && !(shutsOut && sid.startsWith(PortwritStatements.SID_ONLY)));
    if (policy.isWorn() || odd) {
      leave(
          repository,
          nativeName,
          "a statement has a name of Portwrit's and says something else; a plan takes it away");
    }
  }

  // What a team is given its members are given too, who may have accounts of their own.
  private boolean spreads(RoleGrant grant, LivePolicy policy) {
    return known.holders().getOrDefault(grant.principal(), List.of()).stream()
        .flatMap(subject -> known.principalsIn(subject).stream())
        .map(principal -> new RoleGrant(principal, grant.role(), grant.until()))
        .anyMatch(other -> policy.grants().stream().noneMatch(other::isWithin));
  }

  private static boolean isIn(RepositoryName name, RepositoryName namespace) {
    return name.equals(namespace) || name.value().startsWith(namespace.value() + "/");
  }

  private LivePolicy policy(String nativeName) throws UnreadablePolicy {
    Optional<String> text = text(EcrObjects.repositoryPolicy(nativeName));
    return LivePolicy.of(
        text.isEmpty() ? Optional.empty() : Optional.of(PolicyDocument.read(text.get())));
  }

  private Optional<String> text(ObjectId id) throws UnreadablePolicy {
    Reading reading = live.at(id);
    if (reading instanceof Reading.Unknown unknown) {
      throw new UnreadablePolicy(unknown.reason());
    }
    return reading instanceof Reading.Present present
        ? Optional.of(present.content())
        : Optional.empty();
  }

  private void readTags(
      ImportedOrganization organization,
      ImportedRepository repository,
      String nativeName,
      LivePolicy policy)
      throws UnreadablePolicy {
    Optional<String> text = text(EcrObjects.tagMutability(nativeName));
    TagMutability is = text.isEmpty() ? TagMutability.MUTABLE : TagMutability.read(text.get());
    TagMutability there = TagFilters.of(Immutable.of(index, repository.name())).kept();
    if (policy.hasOurs(PortwritStatements.SID_KEEP)
        && Immutable.of(index, repository.name()).isEmpty()
        && is.patterns().isEmpty()) {
      leave(
          repository,
          nativeName,
          "its tags cannot be deleted, for a protection that ECR cannot be told");
      return;
    }
    if (MutabilityTarget.keeps(there, is)) {
      return;
    }
    Optional<SortedSet<String>> tags = is.patterns();
    boolean keepsDeletion =
        !context.settings().deleteProtection() || policy.hasOurs(PortwritStatements.SID_KEEP);
    if (tags.isPresent() && keepsDeletion) {
      organization.protect(repository.name(), tags.get());
    } else if (tags.isPresent()) {
      leave(
          repository,
          nativeName,
          "the tags "
              + String.join(", ", tags.get())
              + " are immutable, but can be deleted; a protection would end that too, or `delete-protection: false` of the registry leaves it");
    } else {
      leave(
          repository,
          nativeName,
          "its tags are immutable but for some, which no protection can say");
    }
  }

  private void leave(ImportedRepository repository, String nativeName, String what) {
    repository.notes().add(what);
    notImported("`" + nativeName + "`: " + what);
  }

  private void reportUnknown(NativeState.Gap gap) {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_UNKNOWN,
        "some `" + gap.kind() + "` are not known: " + gap.reason(),
        "mend what hinders it, and import again into another folder");
  }

  private void notImported(String what) {
    notImported(what, "it stays in the registry as it is; write a policy for it by hand");
  }

  private void notImported(String what, String help) {
    findings.warning(context.registry().place(), Code.NATIVE_NOT_IMPORTED, what, help);
  }
}

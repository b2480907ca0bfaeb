package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.registry.SharedPatterns;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.syntax.CanonicalLayout;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is written into the file of one organization. Not for several threads. */
final class ImportedOrganization {
  private final Organization organization;
  private final EcrContext context;
  private final PolicyIndex index;
  private final SortedMap<RepositoryName, ImportedRepository> repositories = new TreeMap<>();
  private final SortedMap<String, SortedSet<RepositoryName>> protectedBy = new TreeMap<>();
  private final SortedMap<String, String> services = new TreeMap<>();
  private final List<ImportedTeams.Found> teams = new ArrayList<>();

  /** What several are given alike: a role, perhaps until some time. */
  private record Given(Role role, Optional<Instant> until) implements Comparable<Given> {
    @Override
    public int compareTo(Given other) {
      int by = role.compareTo(other.role);
      return by != 0 ? by : until.orElse(Instant.MAX).compareTo(other.until.orElse(Instant.MAX));
    }
  }

  ImportedOrganization(Organization organization, EcrContext context, PolicyIndex index) {
    this.organization = organization;
    this.context = context;
    this.index = index;
  }

  void add(ImportedTeams.Found team) {
    teams.add(team);
  }

  /** All that is given. */
  List<RoleGrant> grants() {
    return repositories.values().stream().flatMap(one -> one.grants().stream()).toList();
  }

  void add(ImportedRepository repository) {
    repositories.put(repository.name(), repository);
  }

  void protect(RepositoryName repository, SortedSet<String> tags) {
    protectedBy
        .computeIfAbsent("[\"" + String.join("\", \"", tags) + "\"]", same -> new TreeSet<>())
        .add(repository);
  }

  /** The file, in the canonical layout. */
  String text(ImportedNames names) {
    SharedPatterns patterns =
        new SharedPatterns(
            organization, context.registry(), index.workspace(), repositories.keySet());
    SortedMap<RepositoryPattern, SortedMap<Given, SortedSet<String>>> byPattern =
        byPattern(patterns, names);
    List<String> ofTeams = teams.stream().map(team -> document(team, names)).toList();
    List<String> documents = new ArrayList<>();
    services.forEach(
        (service, principal) ->
            documents.add(
                "service: %s\naccounts: {%s: \"%s\"}\n"
                    .formatted(service, context.registry().name(), principal)));
    documents.addAll(ofTeams);
    byPattern.forEach(
        (pattern, given) -> {
          if (!pattern.isLiteral()) {
            documents.add("repositories: \"" + pattern + "\"\n" + grants(given));
          }
        });
    for (ImportedRepository repository : repositories.values()) {
      SortedMap<Given, SortedSet<String>> given =
          byPattern.getOrDefault(RepositoryPattern.of(repository.name()), new TreeMap<>());
      document(repository, given).ifPresent(documents::add);
    }
    documents.addAll(protections(patterns));
    String head =
        "# What was in `" + context.registry().name() + "`, as policy. Edit it as you like.\n";
    String text = head + String.join("---\n", documents);
    return CanonicalLayout.format(PolicyFile.of("imported.yaml", text)).orElse(text);
  }

  private SortedMap<RepositoryPattern, SortedMap<Given, SortedSet<String>>> byPattern(
      SharedPatterns patterns, ImportedNames names) {
    SortedMap<RoleGrant, Set<RepositoryName>> where = new TreeMap<>();
    repositories
        .values()
        .forEach(
            repository ->
                repository
                    .grants()
                    .forEach(
                        grant ->
                            where
                                .computeIfAbsent(grant, same -> new TreeSet<>())
                                .add(repository.name())));
    SortedMap<RepositoryPattern, SortedMap<Given, SortedSet<String>>> byPattern = new TreeMap<>();
    where.forEach(
        (grant, meant) -> {
          for (RepositoryPattern pattern : patterns.of(meant)) {
            byPattern
                .computeIfAbsent(pattern, same -> new TreeMap<>())
                .computeIfAbsent(new Given(grant.role(), grant.until()), same -> new TreeSet<>())
                .addAll(called(grant.principal(), names));
          }
        });
    return byPattern;
  }

  private List<String> called(String principal, ImportedNames names) {
    List<Subject> subjects = names.subjectsOf(principal);
    if (!subjects.isEmpty()) {
      return subjects.stream().map(Subject::toString).toList();
    }
    Subject.Service service = names.propose(principal, organization.name());
    if (service.organization().equals(organization.name())) {
      services.put(service.organization() + "/" + service.name(), principal);
    }
    return List.of(service.toString());
  }

  private String document(ImportedTeams.Found team, ImportedNames names) {
    SortedSet<String> members = new TreeSet<>();
    team.members().forEach(principal -> members.addAll(called(principal, names)));
    return "team: %s/%s\n".formatted(team.team().organization(), team.team().name())
        + (members.isEmpty() ? "" : "members: [" + String.join(", ", members) + "]\n")
        + team.account()
            .map(arn -> "accounts: {%s: \"%s\"}\n".formatted(context.registry().name(), arn))
            .orElse("");
  }

  private static String grants(SortedMap<Given, SortedSet<String>> given) {
    StringBuilder text = new StringBuilder("grants:\n");
    given.forEach(
        (what, whom) ->
            text.append("  - {role: ")
                .append(what.role())
                .append(", to: [")
                .append(String.join(", ", whom))
                .append(']')
                .append(what.until().map(end -> ", expires: " + expires(end)).orElse(""))
                .append("}\n"));
    return text.toString();
  }

  // The end of a day as people write it.
  private static String expires(Instant end) {
    LocalDate lastDay = end.minusSeconds(1).atOffset(ZoneOffset.UTC).toLocalDate();
    return Expiry.endOf(lastDay).end().equals(end) ? lastDay.toString() : end.toString();
  }

  private static Optional<String> document(
      ImportedRepository repository, SortedMap<Given, SortedSet<String>> given) {
    if (repository.declared() && given.isEmpty() && repository.notes().isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    repository.notes().forEach(note -> text.append("# ").append(printable(note)).append('\n'));
    text.append(repository.declared() ? "repositories: " : "repository: ")
        .append(repository.name())
        .append('\n');
    if (!given.isEmpty()) {
      text.append(grants(given));
    }
    return Optional.of(text.toString());
  }

  private static String printable(String note) {
    return Printable.escape(note);
  }

  private List<String> protections(SharedPatterns patterns) {
    List<String> documents = new ArrayList<>();
    protectedBy.forEach(
        (tags, names) -> {
          String where =
              String.join(
                  "\", \"", patterns.of(names).stream().map(RepositoryPattern::value).toList());
          documents.add(
              "protection: %s/%s\nrepositories: [\"%s\"]\ntags: %s\nrule: immutable\n"
                  .formatted(organization.name(), freeName(documents.size()), where, tags));
        });
    return documents;
  }

  private String freeName(int number) {
    String name =
        context.registry().name() + "-immutable" + (number == 0 ? "" : "-" + (number + 1));
    boolean taken =
        index.workspace().protections().stream()
            .anyMatch(
                one ->
                    one.organization().equals(organization.name())
                        && one.name().equalsIgnoreCase(name));
    return taken ? freeName(number + 100) : name;
  }
}

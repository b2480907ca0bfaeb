package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.SharedPatterns;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.syntax.CanonicalLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is written into the file of one organization. Not for several threads. */
final class ImportedFile {
  private final Organization organization;
  private final Registry registry;
  private final PolicyIndex index;
  private final Set<Subject> roster = new HashSet<>();
  private final List<String> people = new ArrayList<>();
  private final SortedMap<RepositoryName, String> fresh = new TreeMap<>();
  private final SortedSet<RepositoryName> repositories = new TreeSet<>();
  private final SortedSet<RepositoryName> open = new TreeSet<>();
  private final SortedMap<Given, SortedSet<RepositoryName>> grants = new TreeMap<>();
  private final SortedMap<String, SortedSet<RepositoryName>> protections = new TreeMap<>();
  private final SortedMap<RepositoryName, SortedMap<String, String>> webhooks = new TreeMap<>();
  private final Map<RepositoryName, List<String>> notes = new HashMap<>();

  /** What somebody is given alike in several repositories. */
  private record Given(Role role, String subject) implements Comparable<Given> {
    @Override
    public int compareTo(Given other) {
      int by = role.compareTo(other.role);
      return by != 0 ? by : subject.compareTo(other.subject);
    }
  }

  ImportedFile(Organization organization, Registry registry, PolicyIndex index) {
    this.organization = organization;
    this.registry = registry;
    this.index = index;
    Stream.concat(organization.owners().stream(), organization.members().stream())
        .forEach(member -> roster.add(member.subject()));
  }

  String organization() {
    return organization.name();
  }

  boolean isOnRoster(List<Subject> persons) {
    return roster.containsAll(persons);
  }

  void repository(RepositoryName name, boolean isDeclared, String description) {
    repositories.add(name);
    if (!isDeclared) {
      fresh.put(name, description);
    }
  }

  void open(RepositoryName name) {
    if (fresh.containsKey(name)) {
      open.add(name);
    } else {
      grant("anonymous", Role.PULL, name);
    }
  }

  void grant(String subject, Role role, RepositoryName name) {
    grants.computeIfAbsent(new Given(role, subject), same -> new TreeSet<>()).add(name);
  }

  void protect(RepositoryName name, SortedSet<TagPattern> tags) {
    String list =
        tags.stream().map(tag -> quoted(tag.value())).collect(Collectors.joining(", ", "[", "]"));
    protections.computeIfAbsent(list, same -> new TreeSet<>()).add(name);
  }

  void webhook(RepositoryName name, String webhook, String url) {
    webhooks.computeIfAbsent(name, same -> new TreeMap<>()).put(webhook, url);
  }

  void note(RepositoryName name, String what) {
    notes.computeIfAbsent(name, same -> new ArrayList<>()).add(what);
  }

  void team(String name, String description, List<String> members) {
    people.add(
        "team: "
            + organization.name()
            + "/"
            + name
            + "\n"
            + (description.isEmpty() ? "" : "description: " + quoted(description) + "\n")
            + (members.isEmpty() ? "" : "members: [" + String.join(", ", members) + "]\n"));
  }

  void service(String name, String label) {
    boolean isOther = !name.equals(organization.name() + "/" + label);
    people.add(
        "service: "
            + name
            + "\n"
            + (isOther ? "accounts: {" + registry.name() + ": " + quoted(label) + "}\n" : ""));
  }

  boolean isEmpty() {
    return people.isEmpty()
        && fresh.isEmpty()
        && grants.isEmpty()
        && protections.isEmpty()
        && webhooks.isEmpty()
        && notes.isEmpty();
  }

  /** The file, in the canonical layout. */
  String text() {
    SharedPatterns patterns =
        new SharedPatterns(organization, registry, index.workspace(), repositories);
    SortedMap<RepositoryPattern, SortedMap<Role, SortedSet<String>>> byPattern = new TreeMap<>();
    grants.forEach(
        (given, names) ->
            patterns
                .of(names)
                .forEach(
                    pattern ->
                        byPattern
                            .computeIfAbsent(pattern, same -> new TreeMap<>())
                            .computeIfAbsent(given.role(), same -> new TreeSet<>())
                            .add(given.subject())));
    List<String> documents = new ArrayList<>(people);
    byPattern.forEach(
        (pattern, given) -> {
          if (!pattern.isLiteral()) {
            documents.add("repositories: " + quoted(pattern.value()) + "\n" + grants(given));
          }
        });
    for (RepositoryName name : repositories) {
      document(
          name, byPattern.getOrDefault(RepositoryPattern.of(name), new TreeMap<>()), documents);
    }
    addProtections(patterns, documents);
    String head = "# What was in `" + registry.name() + "`, as policy. Edit it as you like.\n";
    String text = head + String.join("---\n", documents);
    return CanonicalLayout.format(PolicyFile.of("imported.yaml", text)).orElse(text);
  }

  private void document(
      RepositoryName name, SortedMap<Role, SortedSet<String>> given, List<String> documents) {
    List<String> said = notes.getOrDefault(name, List.of());
    SortedMap<String, String> hooks = webhooks.getOrDefault(name, new TreeMap<>());
    if (!fresh.containsKey(name) && given.isEmpty() && said.isEmpty() && hooks.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    said.forEach(note -> text.append("# ").append(Printable.escape(note)).append('\n'));
    text.append(fresh.containsKey(name) ? "repository: " : "repositories: ")
        .append(name)
        .append('\n');
    String description = fresh.getOrDefault(name, "");
    if (!description.isEmpty()) {
      text.append("description: ").append(quoted(description)).append('\n');
    }
    if (open.contains(name)) {
      text.append("visibility: public\n");
    }
    text.append(given.isEmpty() ? "" : grants(given));
    if (!hooks.isEmpty()) {
      text.append("native-webhooks:\n");
      hooks.forEach(
          (hook, url) ->
              text.append("  ").append(quoted(hook)).append(": ").append(quoted(url)).append('\n'));
    }
    documents.add(text.toString());
  }

  private static String grants(SortedMap<Role, SortedSet<String>> given) {
    StringBuilder text = new StringBuilder("grants:\n");
    given.forEach(
        (role, subjects) ->
            text.append("  - {role: ")
                .append(role)
                .append(", to: [")
                .append(String.join(", ", subjects))
                .append("]}\n"));
    return text.toString();
  }

  private void addProtections(SharedPatterns patterns, List<String> documents) {
    int number = 1;
    for (Map.Entry<String, SortedSet<RepositoryName>> one : protections.entrySet()) {
      String where =
          patterns.of(one.getValue()).stream()
              .map(pattern -> quoted(pattern.value()))
              .collect(Collectors.joining(", "));
      String name = registry.name() + "-immutable";
      while (isTaken(number == 1 ? name : name + "-" + number)) {
        number++;
      }
      documents.add(
          "protection: %s/%s\nrepositories: [%s]\ntags: %s\nrule: immutable\n"
              .formatted(
                  organization.name(),
                  number == 1 ? name : name + "-" + number,
                  where,
                  one.getKey()));
      number++;
    }
  }

  private boolean isTaken(String name) {
    return index.workspace().protections().stream()
        .anyMatch(
            one ->
                one.organization().equals(organization.name())
                    && one.name().equalsIgnoreCase(name));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || c > 0x7e) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

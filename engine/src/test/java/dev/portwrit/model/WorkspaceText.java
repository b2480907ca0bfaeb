package dev.portwrit.model;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.source.PolicyFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a workspace as the policy files that say it: each document in the file of its place, in
 * the order of the places. {@link #placed} is the same workspace with the places that its text has,
 * so that reading the files gives exactly it.
 */
public final class WorkspaceText {
  private static final String SETTINGS = "portwrit.yaml";

  private final Map<String, Page> pages = new TreeMap<>();
  private final List<Organization> organizations = new ArrayList<>();
  private final List<Team> teams = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final List<User> users = new ArrayList<>();
  private final List<RepositoryRule> repositories = new ArrayList<>();
  private final List<Protection> protections = new ArrayList<>();
  private final List<ProtectionException> exceptions = new ArrayList<>();
  private final List<Registry> registries = new ArrayList<>();
  private final Settings settings;

  private record Document(Place place, Runnable write) {}

  private WorkspaceText(Workspace workspace) {
    this.settings = write(workspace.settings());
    List<Document> documents = new ArrayList<>();
    workspace.organizations().forEach(d -> documents.add(new Document(d.place(), () -> write(d))));
    workspace.teams().forEach(d -> documents.add(new Document(d.place(), () -> write(d))));
    workspace.services().forEach(d -> documents.add(new Document(d.place(), () -> write(d))));
    workspace.users().forEach(d -> documents.add(new Document(d.place(), () -> write(d))));
    workspace.repositories().forEach(d -> documents.add(new Document(d.place(), () -> write(d))));
    workspace.protections().forEach(d -> documents.add(new Document(d.place(), () -> write(d))));
    workspace.exceptions().forEach(d -> documents.add(new Document(d.place(), () -> write(d))));
    workspace.registries().forEach(d -> documents.add(new Document(d.place(), () -> write(d))));
    documents.sort(Comparator.comparing(Document::place));
    documents.forEach(document -> document.write().run());
  }

  /**
   * The files of a workspace.
   *
   * @param workspace any workspace
   * @return sorted by path, {@code portwrit.yaml} among them
   */
  public static List<PolicyFile> render(Workspace workspace) {
    return new WorkspaceText(workspace)
        .pages.entrySet().stream()
            .map(page -> PolicyFile.of(page.getKey(), page.getValue().text()))
            .toList();
  }

  /**
   * The workspace with the places that its files have.
   *
   * @param workspace any workspace
   * @return what reading the files must give
   */
  public static Workspace placed(Workspace workspace) {
    WorkspaceText text = new WorkspaceText(workspace);
    return new Workspace(
        text.settings,
        text.organizations,
        text.teams,
        text.services,
        text.users,
        text.repositories,
        text.protections,
        text.exceptions,
        text.registries);
  }

  private Page begin(Place place) {
    return pages.computeIfAbsent(place.file(), Page::new).begin();
  }

  private Settings write(Settings settings) {
    Page page = new Page(SETTINGS);
    pages.put(SETTINGS, page);
    page.put("version: 1\n");
    var admins = page.members("admins", settings.admins());
    settings.removalBudget().ifPresent(budget -> page.put("removal-budget", budget.toString()));
    if (!settings.guardrails().isEmpty()) {
      throw new IllegalArgumentException("guardrails have no text here");
    }
    return new Settings(admins, settings.removalBudget(), settings.requireSigned(), List.of());
  }

  private void write(Organization organization) {
    Page page = begin(organization.place());
    Place place = page.here();
    page.put("organization", organization.name()).put("description", organization.description());
    page.put("namespaces", organization.namespaces(), RepositoryName::value);
    var owners = page.members("owners", organization.owners());
    var members = page.members("members", organization.members());
    Optional<Place> defaultPlace = Optional.empty();
    if (organization.defaultPlace().isPresent()) {
      defaultPlace = Optional.of(page.put("default: ").here());
      page.put(organization.defaultRole() + "\n");
    }
    organizations.add(
        new Organization(
            place,
            organization.name(),
            organization.description(),
            organization.namespaces(),
            owners,
            members,
            defaultPlace.isPresent() ? organization.defaultRole() : Role.NONE,
            defaultPlace));
  }

  private void write(Team team) {
    Page page = begin(team.place());
    Place place = page.here();
    page.put("team", name(team.subject().organization(), team.subject().name()));
    page.put("description", team.description());
    var members = page.members("members", team.members());
    writeMap(page, "accounts", team.accounts());
    teams.add(new Team(place, team.subject(), team.description(), members, team.accounts()));
  }

  private void write(Service service) {
    Page page = begin(service.place());
    Place place = page.here();
    page.put("service", name(service.subject().organization(), service.subject().name()));
    page.put("description", service.description());
    writeMap(page, "accounts", service.accounts());
    services.add(new Service(place, service.subject(), service.description(), service.accounts()));
  }

  private void write(User user) {
    Page page = begin(user.place());
    Place place = page.here();
    page.put("user", user.subject().name()).put("description", user.description());
    writeMap(page, "accounts", user.accounts());
    users.add(new User(place, user.subject(), user.description(), user.accounts()));
  }

  private void write(RepositoryRule rule) {
    Page page = begin(rule.place());
    Place place = page.here();
    page.put(rule.declared() ? "repository" : "repositories", rule.pattern().value());
    page.put("description", rule.description());
    Optional<Place> publicPlace = Optional.empty();
    if (rule.isPublic()) {
      publicPlace = Optional.of(page.put("visibility: ").here());
      page.put("public\n");
    }
    page.put(rule.grants().isEmpty() ? "" : "grants:\n");
    List<Grant> grants = rule.grants().stream().map(grant -> write(grant, page)).toList();
    repositories.add(
        new RepositoryRule(
            place, rule.pattern(), rule.declared(), rule.description(), publicPlace, grants));
  }

  private static Grant write(Grant grant, Page page) {
    Place place = page.put("  - ").here();
    page.put("role", grant.role().toString()).put("    ");
    var to = page.members("to", grant.to());
    grant.expires().ifPresent(expiry -> page.put("    ").put("expires", expiry.written()));
    if (!grant.reason().isEmpty()) {
      page.put("    ").put("reason", grant.reason());
    }
    return new Grant(place, grant.role(), to, grant.expires(), grant.reason());
  }

  private void write(Protection protection) {
    Page page = begin(protection.place());
    Place place = page.here();
    page.put("protection", protection.fullName());
    page.put("repositories", protection.repositories(), RepositoryPattern::value);
    page.put("tags", protection.tags(), TagPattern::value);
    page.put("rule", protection.rule().toString());
    var to = page.members("to", protection.to());
    page.put("enforce", protection.enforcement().toString());
    protections.add(
        new Protection(
            place,
            protection.organization(),
            protection.name(),
            protection.repositories(),
            protection.tags(),
            protection.rule(),
            to,
            protection.enforcement()));
  }

  private void write(ProtectionException exception) {
    Page page = begin(exception.place());
    Place place = page.here();
    page.put("exception", exception.fullName()).put("protection", exception.protection());
    page.put("repositories", exception.repositories(), RepositoryPattern::value);
    page.put("tags", exception.tags(), TagPattern::value);
    var to = page.members("to", exception.to());
    page.put("expires", exception.expires().written()).put("reason", exception.reason());
    exceptions.add(
        new ProtectionException(
            place,
            exception.organization(),
            exception.name(),
            exception.protection(),
            exception.repositories(),
            exception.tags(),
            to,
            exception.expires(),
            exception.reason()));
  }

  private void write(Registry registry) {
    Page page = begin(registry.place());
    Place place = page.here();
    page.put("registry", registry.name()).put("type", registry.type().toString());
    page.put("repositories", registry.repositories(), RepositoryPattern::value);
    page.put("mode", registry.mode().toString());
    page.put("gateway", Boolean.toString(registry.gateway()));
    registry.url().ifPresent(url -> page.put("url", url.toString()));
    registry.account().ifPresent(account -> page.put("account", account));
    registry.region().ifPresent(region -> page.put("region", region));
    writeMap(page, "prefix", registry.prefix());
    writeMap(page, "credentials", registry.credentials());
    writeEcr(page, registry.ecr());
    writeHub(page, registry.hub());
    registries.add(
        new Registry(
            place,
            registry.name(),
            registry.type(),
            registry.repositories(),
            registry.mode(),
            registry.gateway(),
            registry.url(),
            registry.account(),
            registry.region(),
            registry.prefix(),
            registry.credentials(),
            registry.ecr(),
            registry.hub()));
  }

  private static void writeEcr(Page page, EcrSettings settings) {
    EcrSettings usual = EcrSettings.DEFAULT;
    if (settings.exclusive() != usual.exclusive()) {
      page.put("exclusive", Boolean.toString(settings.exclusive()));
    }
    if (settings.deleteProtection() != usual.deleteProtection()) {
      page.put("delete-protection", Boolean.toString(settings.deleteProtection()));
    }
    settings.engine().ifPresent(engine -> page.put("engine", engine));
    settings.gatewayAccount().ifPresent(account -> page.put("gateway-account", account));
    settings.scanOnPush().ifPresent(scan -> page.put("scan-on-push", Boolean.toString(scan)));
    settings.kmsKey().ifPresent(key -> page.put("kms-key", key));
    writeMap(page, "resource-tags", settings.resourceTags());
    if (settings.createOnPush()) {
      page.put("create-on-push", "true");
    }
    settings.profile().ifPresent(name -> page.put("profile", name));
    settings.assumeRole().ifPresent(role -> page.put("assume-role", role));
    if (settings.managedPolicies()) {
      page.put("managed-policies", "true");
    }
  }

  private static void writeHub(Page page, HubSettings settings) {
    if (settings.members() != HubSettings.Members.MANAGE) {
      page.put("members", settings.members().toString());
    }
    if (!settings.keepMembers().isEmpty()) {
      page.put("keep-members", settings.keepMembers(), name -> name);
    }
    if (!settings.keepTokens().isEmpty()) {
      page.put("keep-tokens", settings.keepTokens(), label -> label);
    }
  }

  private static String name(String organization, String name) {
    return organization + "/" + name;
  }

  private static void writeMap(Page page, String key, Map<String, String> values) {
    if (values.isEmpty()) {
      return;
    }
    page.put(key + ":\n");
    new TreeMap<>(values).forEach((name, value) -> page.put("  ").put(Page.quoted(name), value));
  }
}

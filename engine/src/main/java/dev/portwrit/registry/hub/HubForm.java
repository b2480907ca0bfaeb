package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import dev.portwrit.registry.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What policy becomes on Docker Hub; docs/hub.md says what it keeps itself and what it cannot. */
public final class HubForm implements NativeForm {
  private final HubContext context;
  private final Predicate<String> spokenOf;
  private final Set<String> others;
  private final boolean seesTokens;

  /**
   * The form of a registry.
   *
   * @param registry its definition
   * @param caller the Docker ID by whose credentials policies are applied; empty if it is not
   *     known, or the credentials are those of an organization
   * @throws IllegalArgumentException if it is none of type Docker Hub
   */
  public HubForm(Registry registry, Optional<String> caller) {
    this(registry, caller, true);
  }

  /**
   * The form of a registry.
   *
   * @param registry its definition
   * @param caller the Docker ID by whose credentials policies are applied; empty if it is not
   *     known, or the credentials are those of an organization
   * @param seesTokens whether states hold access tokens, or gaps instead; if not, it is said
   * @throws IllegalArgumentException if it is none of type Docker Hub
   */
  HubForm(Registry registry, Optional<String> caller, boolean seesTokens) {
    if (registry.type() != Registry.Type.DOCKER_HUB) {
      throw new IllegalArgumentException(
          "`" + registry.name() + "` is no registry of type Docker Hub");
    }
    this.context = new HubContext(registry, caller);
    this.spokenOf = name -> true;
    this.others = Set.of();
    this.seesTokens = seesTokens;
  }

  private HubForm(HubForm whole, Predicate<String> spokenOf, Set<String> others) {
    this.context = whole.context;
    this.spokenOf = spokenOf;
    this.others = Set.copyOf(others);
    this.seesTokens = whole.seesTokens;
  }

  @Override
  public Predicate<String> touched(PolicyIndex before, PolicyIndex after, Instant now) {
    return ChangedRepositories.between(before, after, context, now);
  }

  // Who is in the organization, in teams, and what tokens reach depends on all repositories: it is
  // asked for as ever.
  @Override
  public NativeForm within(Predicate<String> repositories, Set<String> others) {
    return new HubForm(this, repositories, others);
  }

  @Override
  public Desired desired(PolicyIndex index, NativeState live, Registry.Mode mode, Instant now) {
    RegistryFindings findings = new RegistryFindings();
    Optional<String> organization = organization(findings);
    if (organization.isEmpty()) {
      return new Desired(new TreeMap<>(), findings.list());
    }
    SortedMap<String, RepositoryName> governed =
        HubNames.of(context.registry()).of(index, live, HubObjects.REPOSITORY, findings);
    NativeNames names = new NativeNames(context.registry());
    others.forEach(one -> names.ours(one).ifPresent(name -> governed.putIfAbsent(one, name)));
    SortedMap<String, RepositoryName> here = new TreeMap<>(governed);
    here.keySet().removeIf(name -> !spokenOf.test(name));
    HubAccounts accounts = new HubAccounts(index, context, organization.get());
    HubRoster roster = new HubRoster(index, context);
    HubGrants grants = new HubGrants(index, context, accounts, roster.owners(), now);
    boolean removes = mode != Registry.Mode.ADDITIVE;
    SortedMap<ObjectId, Reading> targets = new TreeMap<>();
    SortedSet<String> needed = new TreeSet<>();
    governed.values().forEach(name -> needed.addAll(grants.on(name).teams().keySet()));
    targets.putAll(
        new MemberTargets(context, organization.get(), live, removes, findings)
            .of(wanted(accounts, roster, grants, needed)));
    targets.putAll(new TeamTargets(index, context, grants, live, removes).of(needed));
    targets.putAll(new RepositoryTargets(index, context, grants, live, removes, findings).of(here));
    targets.putAll(new WebhookTargets(index, live, removes, findings).of(here));
    targets.putAll(
        new TokenTargets(context, accounts, grants, live, removes, findings, now).of(governed));
    report(index, live, now, here, accounts, grants, targets, findings);
    return new Desired(targets, findings.list());
  }

  private Optional<String> organization(RegistryFindings findings) {
    Set<String> found = HubOrganization.of(context.registry());
    Optional<String> only = found.stream().findFirst();
    if (found.size() == 1 && only.filter(HubNames::isDockerId).isPresent()) {
      return only;
    }
    findings.error(
        context.registry().place(),
        Code.HUB_ORGANIZATION,
        "the repositories of `"
            + context.registry().name()
            + "` are not those of one organization on Docker Hub, but of `"
            + String.join("`, `", found)
            + "`",
        "write one `registry` an organization, whose `repositories` begin with its name, after `prefix`");
    return Optional.empty();
  }

  /** Everybody on a roster, and in a team that is given something. */
  private static Map<String, OrgRole> wanted(
      HubAccounts accounts, HubRoster roster, HubGrants grants, Set<String> needed) {
    Map<String, OrgRole> wanted = new TreeMap<>();
    for (Subject person : roster.people()) {
      accounts
          .user(person)
          .ifPresent(
              user ->
                  wanted.put(
                      user,
                      roster.owners().containsAll(accounts.holdersOfUser(user))
                          ? OrgRole.OWNER
                          : OrgRole.MEMBER));
    }
    for (String group : needed) {
      grants.membersOf(group).forEach(user -> wanted.putIfAbsent(user, OrgRole.MEMBER));
    }
    return wanted;
  }

  private void report(
      PolicyIndex index,
      NativeState live,
      Instant now,
      SortedMap<String, RepositoryName> governed,
      HubAccounts accounts,
      HubGrants grants,
      Map<ObjectId, Reading> targets,
      RegistryFindings findings) {
    HubFindings report = new HubFindings(index, context, findings, now);
    report.report(grants, governed);
    report.reportUnusable(accounts.unusable());
    accounts.shared().forEach((name, holders) -> report.reportShared(name, holders));
    report.reportUnknown(live);
    if (!seesTokens) {
      report.reportUnseenTokens();
    }
    Map<ObjectId, Reading> known = new HashMap<>(targets);
    known.values().removeIf(Reading::isUnknown);
    NativeState then = live.withAll(known);
    report.reportAdministrators(HubAccess.of(then), governed);
    new WiderAccess(index, context, now).report(then, governed, findings);
  }

  @Override
  public Optional<String> engineAccount() {
    return context.engine();
  }

  @Override
  public List<Step> steps(ObjectId object, Reading live, Reading target) {
    return HubSteps.between(object, live, target);
  }

  @Override
  public Concerns concerns(NativeState before, NativeState after) {
    return new HubConcerns(before, after);
  }

  @Override
  public SortedMap<ObjectId, List<Step>> arranged(
      NativeState live, SortedMap<ObjectId, List<Step>> steps) {
    return new HubArrangement(live, steps).arranged();
  }

  @Override
  public NativeAccess access(NativeState state) {
    return HubAccess.of(state);
  }

  @Override
  public Imported imported(PolicyIndex index, NativeState live) {
    RegistryFindings findings = new RegistryFindings();
    return organization(findings)
        .map(one -> new HubImport(context, index, live, one).imported())
        .orElseGet(() -> new Imported(new TreeMap<>(), findings.list()));
  }
}

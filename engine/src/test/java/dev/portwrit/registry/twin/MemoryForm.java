package dev.portwrit.registry.twin;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.Step.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A registry with four kinds of objects: {@code repository NAME}; {@code grants NAME}, the roles of
 * accounts in one repository; {@code bundle ROLE}, which gives accounts a role in several
 * repositories at once; {@code tag-lock NAME}, tags that nobody moves or deletes. It knows no
 * expiry. An account whose name begins with {@code x-} is nobody's business.
 *
 * <p>What somebody has in two repositories or more goes into a bundle, so that a change of policy
 * moves access from one object to another.
 */
final class MemoryForm implements NativeForm {
  static final String REPOSITORY = "repository";
  static final String GRANTS = "grants";
  static final String BUNDLE = "bundle";
  static final String TAG_LOCK = "tag-lock";
  static final List<Role> ROLES = List.of(Role.PULL, Role.PUSH, Role.MAINTAIN, Role.ADMIN);
  private static final String FOREIGN = "x-";

  private final Registry registry;

  MemoryForm(Registry registry) {
    this.registry = registry;
  }

  @Override
  public Set<String> concerns(ObjectId object) {
    return Set.of(object.kind().equals(BUNDLE) ? EVERYWHERE : object.name());
  }

  @Override
  public Optional<String> engineAccount() {
    return Optional.of("engine");
  }

  @Override
  public Desired desired(PolicyIndex index, NativeState live, Registry.Mode mode, Instant now) {
    SortedSet<String> repositories = repositories(index, live);
    SortedMap<ObjectId, Reading> targets = new TreeMap<>();
    SortedMap<String, SortedMap<String, Role>> roles = new TreeMap<>();
    for (String repository : repositories) {
      roles.put(repository, roles(index, repository, now));
    }
    SortedMap<Role, SortedMap<String, SortedSet<String>>> bundles = bundles(roles);
    boolean additive = mode == Registry.Mode.ADDITIVE;
    for (String repository : repositories) {
      targets.put(new ObjectId(REPOSITORY, repository), Reading.present("{}"));
      put(targets, GRANTS, repository, live, r -> grants(at(roles, repository), r, additive));
      put(targets, TAG_LOCK, repository, live, r -> tagLock(index, repository, r, additive));
    }
    boolean cut = live.gaps().stream().anyMatch(gap -> gap.kind().equals(REPOSITORY));
    for (Role role : ROLES) {
      ObjectId id = new ObjectId(BUNDLE, role.toString());
      if (cut) {
        targets.put(id, new Reading.Unknown("not all repositories are known"));
      } else {
        put(
            targets,
            BUNDLE,
            role.toString(),
            live,
            r -> bundle(bundles.getOrDefault(role, new TreeMap<>()), r, additive));
      }
    }
    unknownRepositories(live, targets);
    return new Desired(targets, List.of());
  }

  private static SortedMap<String, Role> at(
      SortedMap<String, SortedMap<String, Role>> roles, String repository) {
    return roles.computeIfAbsent(repository, key -> new TreeMap<>());
  }

  private interface Target {
    Reading of(Reading live);
  }

  private static void put(
      Map<ObjectId, Reading> targets, String kind, String name, NativeState live, Target target) {
    ObjectId id = new ObjectId(kind, name);
    Reading reading = live.at(id);
    targets.put(id, reading.isUnknown() ? reading : target.of(reading));
  }

  // Of a repository of which nobody knows whether it is there, nothing else is known either.
  private static void unknownRepositories(NativeState live, SortedMap<ObjectId, Reading> targets) {
    for (ObjectId id : List.copyOf(targets.keySet())) {
      if (id.kind().equals(REPOSITORY) && live.at(id).isUnknown()) {
        targets.put(id, live.at(id));
        targets.put(new ObjectId(GRANTS, id.name()), live.at(id));
        targets.put(new ObjectId(TAG_LOCK, id.name()), live.at(id));
      }
    }
  }

  private SortedSet<String> repositories(PolicyIndex index, NativeState live) {
    SortedSet<String> names = new TreeSet<>(live.present(REPOSITORY));
    for (RepositoryRule rule : index.workspace().repositories()) {
      if (rule.declared()) {
        names.add(rule.pattern().value());
      }
    }
    names.removeIf(name -> !registry.holds(new RepositoryName(name)));
    return names;
  }

  private SortedMap<String, Role> roles(PolicyIndex index, String repository, Instant now) {
    SortedMap<String, Role> roles = new TreeMap<>();
    RepositoryName name = new RepositoryName(repository);
    Accounts.of(index.workspace(), registry.name())
        .all()
        .forEach(
            (account, subjects) ->
                subjects.forEach(
                    subject -> raise(roles, account, role(index, subject, name, now))));
    raise(roles, NativeAccess.EVERYBODY, role(index, new Subject.Anonymous(), name, now));
    return roles;
  }

  private static Role role(
      PolicyIndex index, Subject subject, RepositoryName repository, Instant now) {
    Role held = Role.NONE;
    for (Role role : ROLES) {
      Action last =
          switch (role) {
            case NONE, PULL -> Action.PULL;
            case PUSH -> Action.PUSH;
            case MAINTAIN -> Action.DELETE;
            case ADMIN -> Action.ADMINISTER;
          };
      Question question = new Question(subject, last, repository, Optional.empty(), now);
      held = index.decide(question).isAllowed() ? role : held;
    }
    return held;
  }

  private static void raise(Map<String, Role> roles, String account, Role role) {
    if (role != Role.NONE) {
      roles.merge(account, role, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  // Takes from the roles what goes into a bundle.
  private static SortedMap<Role, SortedMap<String, SortedSet<String>>> bundles(
      SortedMap<String, SortedMap<String, Role>> roles) {
    SortedMap<Role, SortedMap<String, SortedSet<String>>> all = new TreeMap<>();
    roles.forEach(
        (repository, held) ->
            held.forEach(
                (account, role) ->
                    all.computeIfAbsent(role, key -> new TreeMap<>())
                        .computeIfAbsent(account, key -> new TreeSet<>())
                        .add(repository)));
    all.values().forEach(bundle -> bundle.values().removeIf(names -> names.size() < 2));
    roles.forEach(
        (repository, held) ->
            held.entrySet()
                .removeIf(
                    entry ->
                        all.getOrDefault(entry.getValue(), new TreeMap<>())
                            .getOrDefault(entry.getKey(), new TreeSet<>())
                            .contains(repository)));
    return all;
  }

  private static Reading grants(Map<String, Role> asked, Reading live, boolean additive) {
    SortedMap<String, Role> roles = new TreeMap<>(asked);
    Contents.roles(live)
        .forEach(
            (account, role) -> {
              if (additive || account.startsWith(FOREIGN)) {
                raise(roles, account, role);
              }
            });
    return Contents.ofRoles(roles);
  }

  private static Reading bundle(
      SortedMap<String, SortedSet<String>> asked, Reading live, boolean additive) {
    SortedMap<String, SortedSet<String>> bundle = copy(asked);
    Contents.bundle(live)
        .forEach(
            (account, names) -> {
              if (additive || account.startsWith(FOREIGN)) {
                bundle.computeIfAbsent(account, key -> new TreeSet<>()).addAll(names);
              }
            });
    return Contents.ofBundle(bundle);
  }

  private static SortedMap<String, SortedSet<String>> copy(Map<String, SortedSet<String>> bundle) {
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    bundle.forEach((account, names) -> copy.put(account, new TreeSet<>(names)));
    return copy;
  }

  private static Reading tagLock(
      PolicyIndex index, String repository, Reading live, boolean additive) {
    SortedSet<String> tags = additive ? Contents.tags(live) : new TreeSet<>();
    for (Protection one : index.protectionsReaching(new RepositoryName(repository))) {
      if (one.rule() == Protection.Rule.IMMUTABLE
          && one.enforcement() == Protection.Enforcement.DENY) {
        one.tags().forEach(tag -> tags.add(tag.toString()));
      }
    }
    return Contents.ofTags(tags);
  }

  @Override
  public List<Step> steps(ObjectId object, Reading live, Reading target) {
    if (live.isUnknown() || target.isUnknown() || live.equals(target)) {
      return List.of();
    }
    return switch (object.kind()) {
      case REPOSITORY -> List.of(new Step(Phase.CREATE, object, "Create", live, target));
      case TAG_LOCK -> both(object, "Lock", live, lockOfBoth(live, target), target, Phase.PROTECT);
      case GRANTS -> both(object, "Grant", live, grantsOfBoth(live, target), target, Phase.GRANT);
      case BUNDLE -> both(object, "Bundle", live, bundleOfBoth(live, target), target, Phase.GRANT);
      default -> throw new IllegalArgumentException("not ours: " + object);
    };
  }

  private static List<Step> both(
      ObjectId object, String call, Reading live, Reading both, Reading target, Phase first) {
    List<Step> steps = new ArrayList<>();
    if (!both.equals(live)) {
      steps.add(new Step(first, object, call, live, both));
    }
    if (!both.equals(target)) {
      Phase last = first == Phase.PROTECT ? Phase.UNPROTECT : Phase.REVOKE;
      steps.add(new Step(last, object, call, both, target));
    }
    return steps;
  }

  private static Reading lockOfBoth(Reading live, Reading target) {
    SortedSet<String> tags = Contents.tags(live);
    tags.addAll(Contents.tags(target));
    return Contents.ofTags(tags);
  }

  private static Reading grantsOfBoth(Reading live, Reading target) {
    return grants(Contents.roles(live), target, true);
  }

  private static Reading bundleOfBoth(Reading live, Reading target) {
    return bundle(Contents.bundle(live), target, true);
  }

  @Override
  public NativeAccess access(NativeState state) {
    List<NativeAccess.Edge> edges = new ArrayList<>();
    List<NativeAccess.TagLock> locks = new ArrayList<>();
    SortedMap<String, SortedMap<String, Role>> roles = new TreeMap<>();
    for (String repository : state.present(REPOSITORY)) {
      roles.put(
          repository, new TreeMap<>(Contents.roles(state.at(new ObjectId(GRANTS, repository)))));
      SortedSet<String> tags = Contents.tags(state.at(new ObjectId(TAG_LOCK, repository)));
      if (!tags.isEmpty()) {
        locks.add(lock(repository, tags));
      }
    }
    List<String> present = state.present(REPOSITORY);
    for (Role role : ROLES) {
      Contents.bundle(state.at(new ObjectId(BUNDLE, role.toString())))
          .forEach(
              (account, names) ->
                  names.stream()
                      .filter(present::contains)
                      .forEach(name -> raise(at(roles, name), account, role)));
    }
    roles.forEach(
        (repository, held) ->
            held.forEach((account, role) -> add(edges, account, role, repository)));
    List<String> unknown = new ArrayList<>();
    state.gaps().forEach(gap -> unknown.add(gap.kind() + ": " + gap.reason()));
    return new NativeAccess(edges, locks, unknown);
  }

  private static void add(
      List<NativeAccess.Edge> edges, String account, Role role, String repository) {
    for (Action action : Action.values()) {
      if (role.holds(action)) {
        edges.add(new NativeAccess.Edge(account, action, repository, Optional.empty()));
      }
    }
  }

  private static NativeAccess.TagLock lock(String repository, SortedSet<String> tags) {
    return new NativeAccess.TagLock(
        repository,
        tags.stream().map(TagPattern::of).toList(),
        List.of(),
        EnumSet.of(Action.OVERWRITE, Action.DELETE));
  }

  @Override
  public Imported imported(PolicyIndex index, NativeState live) {
    Accounts accounts = Accounts.of(index.workspace(), registry.name());
    StringBuilder text = new StringBuilder();
    for (String repository : live.present(REPOSITORY)) {
      text.append(text.isEmpty() ? "" : "---\n").append("repository: " + repository + "\n");
      StringBuilder grants = new StringBuilder();
      Contents.roles(live.at(new ObjectId(GRANTS, repository)))
          .forEach(
              (account, role) ->
                  accounts.subjectsOf(account).stream()
                      .limit(1)
                      .forEach(
                          subject ->
                              grants.append("  - {role: " + role + ", to: [" + subject + "]}\n")));
      text.append(grants.isEmpty() ? "" : "grants:\n" + grants);
    }
    return new Imported(new TreeMap<>(Map.of("imported.yaml", text.toString())), List.of());
  }
}

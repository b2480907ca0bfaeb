package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import dev.portwrit.registry.hub.HubContents.Repository;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What repositories shall be: there, described, open or not, with their teams and tags. */
final class RepositoryTargets {
  private final PolicyIndex index;
  private final HubContext context;
  private final HubGrants grants;
  private final NativeState live;
  private final boolean removes;
  private final RegistryFindings findings;
  private final HubGaps gaps;
  private final SortedMap<ObjectId, Reading> targets = new TreeMap<>();
  private final Map<String, SortedSet<String>> liveTeams = new HashMap<>();
  private final Map<String, RepositoryRule> declared = new HashMap<>();

  RepositoryTargets(
      PolicyIndex index,
      HubContext context,
      HubGrants grants,
      NativeState live,
      boolean removes,
      RegistryFindings findings) {
    this.index = index;
    this.context = context;
    this.grants = grants;
    this.live = live;
    this.removes = removes;
    this.findings = findings;
    this.gaps = HubGaps.ofTeamMembers(live);
    for (ObjectId id : live.objects().keySet()) {
      if (id.kind().equals(HubObjects.TEAM_PERMISSION)) {
        HubObjects.InRepository one = HubObjects.InRepository.of(id);
        liveTeams.computeIfAbsent(one.repository(), same -> new TreeSet<>()).add(one.name());
      }
    }
    for (RepositoryRule rule : index.workspace().repositories()) {
      if (rule.declared()) {
        declared.put(rule.pattern().value(), rule);
      }
    }
  }

  SortedMap<ObjectId, Reading> of(SortedMap<String, RepositoryName> governed) {
    governed.forEach(this::add);
    return targets;
  }

  private void add(String nativeName, RepositoryName name) {
    ObjectId repository = HubObjects.repository(nativeName);
    Reading there = live.at(repository);
    HubGrants.Given given = grants.on(name);
    if (there instanceof Reading.Unknown) {
      targets.put(repository, there);
      targets.put(HubObjects.immutableTags(nativeName), there);
      SortedSet<String> teams = new TreeSet<>(given.teams().keySet());
      teams.addAll(liveTeams.getOrDefault(nativeName, new TreeSet<>()));
      teams.forEach(team -> targets.put(HubObjects.teamPermission(nativeName, team), there));
      return;
    }
    boolean isNew = there instanceof Reading.Absent;
    targets.put(repository, repository(name, there, given.isPublic()));
    List<Protection> immutable = Immutable.of(index, name);
    targets.put(HubObjects.immutableTags(nativeName), tags(immutable, nativeName, isNew));
    if (isNew && !immutable.isEmpty()) {
      reportOpen(name, nativeName);
    }
    given.teams().forEach((team, permission) -> permit(nativeName, team, permission, isNew));
    if (removes) {
      for (String team : liveTeams.getOrDefault(nativeName, new TreeSet<>())) {
        ObjectId id = HubObjects.teamPermission(nativeName, team);
        if (!given.teams().containsKey(team) && !HubNames.isOwners(team)) {
          Reading permission = live.at(id);
          targets.put(id, permission.isUnknown() ? permission : become(team, Reading.absent()));
        }
      }
    }
  }

  private Reading repository(RepositoryName name, Reading there, boolean isPublic) {
    String description =
        declared.containsKey(name.value()) ? declared.get(name.value()).description() : "";
    if (!(there instanceof Reading.Present present)) {
      return Reading.present(new Repository(description, isPublic).text());
    }
    try {
      Repository is = Repository.read(present.content());
      return Reading.present(
          new Repository(
                  description.isEmpty() ? is.description() : description,
                  isPublic || (!removes && is.isPublic()))
              .text());
    } catch (UnreadableContent e) {
      return new Reading.Unknown("it is not understood: " + e.getMessage());
    }
  }

  private Reading tags(List<Protection> immutable, String nativeName, boolean isNew) {
    Reading there = isNew ? Reading.absent() : live.at(HubObjects.immutableTags(nativeName));
    if (there instanceof Reading.Unknown) {
      return there;
    }
    SortedSet<TagPattern> wanted = new TreeSet<>();
    immutable.forEach(protection -> wanted.addAll(protection.tags()));
    try {
      Reading target = ImmutableTarget.of(wanted, ImmutableTarget.read(there), removes);
      reportSigningTags(immutable, target, nativeName);
      return target;
    } catch (UnreadableContent e) {
      return new Reading.Unknown("it is not understood: " + e.getMessage());
    }
  }

  private void permit(String nativeName, String team, Permission permission, boolean isNew) {
    ObjectId id = HubObjects.teamPermission(nativeName, team);
    Reading there = isNew ? Reading.absent() : live.at(id);
    if (there instanceof Reading.Present present) {
      try {
        Permission is = TeamPermission.read(present.content()).permission();
        boolean stays = is == permission || (!removes && is.compareTo(permission) > 0);
        targets.put(
            id,
            stays ? there : become(team, Reading.present(new TeamPermission(permission).text())));
      } catch (UnreadableContent e) {
        targets.put(id, new Reading.Unknown("it is not understood: " + e.getMessage()));
      }
    } else {
      targets.put(
          id,
          there.isUnknown()
              ? there
              : become(team, Reading.present(new TeamPermission(permission).text())));
    }
  }

  // Somebody may be in the team who has to leave it, and would have more too; or who keeps what
  // they
  // lose by it in a way that is not known.
  private Reading become(String team, Reading target) {
    return live.at(HubObjects.team(team)) instanceof Reading.Absent ? target : gaps.unless(target);
  }

  private void reportSigningTags(List<Protection> immutable, Reading target, String nativeName)
      throws UnreadableContent {
    HubContents.ImmutableTags tags = ImmutableTarget.read(target);
    for (Protection protection : immutable) {
      boolean reaches =
          protection.tags().stream()
              .anyMatch(
                  pattern ->
                      TagRules.reachesSigningTags(pattern)
                          || (TagRules.isEvery(pattern)
                              && !tags.rules().containsAll(TagRules.EVERY)));
      if (reaches) {
        findings.warning(
            protection.place(),
            Code.NATIVE_SIGNING_TAGS,
            "Docker Hub may keep tags of signing tools in `"
                + nativeName
                + "` too, as `"
                + protection.fullName()
                + "` is written there",
            "name the tags so that no pattern matches `sha256-…`, or protect `*`");
      }
    }
  }

  // Immutability can only be set once the repository is there.
  private void reportOpen(RepositoryName name, String nativeName) {
    findings.warning(
        declared.containsKey(name.value())
            ? declared.get(name.value()).place()
            : context.registry().place(),
        Code.HUB_NEW,
        "`"
            + nativeName
            + "` is made private and without teams until its immutable tags hold; owners, editors and"
            + " access tokens for all repositories can push to it meanwhile",
        "keep the number of owners and editors small, and give no token all repositories");
  }
}

package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.ImmutableTags;
import dev.portwrit.registry.hub.HubContents.Repository;
import dev.portwrit.registry.hub.HubContents.Resource;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Policy files of what is on Docker Hub: what policy has already stays where it is. */
final class HubImport {
  private final HubContext context;
  private final PolicyIndex index;
  private final NativeState live;
  private final RegistryFindings findings = new RegistryFindings();
  private final NativeNames names;
  private final HubGrants known;
  private final ImportedPeople people;
  private final SortedMap<String, ImportedFile> files = new TreeMap<>();
  private final Map<String, RepositoryName> governed = new HashMap<>();
  private final Set<RepositoryName> declared = new HashSet<>();

  HubImport(HubContext context, PolicyIndex index, NativeState live, String organization) {
    this.context = context;
    this.index = index;
    this.live = live;
    this.names = new NativeNames(context.registry());
    HubAccounts accounts = new HubAccounts(index, context, organization);
    HubRoster roster = new HubRoster(index, context);
    this.known = new HubGrants(index, context, accounts, roster.owners(), Instant.EPOCH);
    this.people = new ImportedPeople(context, index, live, accounts, roster, this::leave);
    for (RepositoryRule rule : index.workspace().repositories()) {
      if (rule.declared()) {
        declared.add(new RepositoryName(rule.pattern().value()));
      }
    }
  }

  Imported imported() {
    for (String nativeName : live.present(HubObjects.REPOSITORY)) {
      names.ours(nativeName).ifPresent(name -> governed.put(nativeName, name));
    }
    new TreeMap<>(governed).forEach(this::readRepository);
    for (ObjectId id : live.objects().keySet()) {
      if (id.kind().equals(HubObjects.TEAM_PERMISSION)) {
        readPermission(id);
      }
    }
    for (String label : live.present(HubObjects.ACCESS_TOKEN)) {
      readToken(label);
    }
    people.reportMembers();
    people.reportTeams();
    reportIdleTeams();
    live.gaps()
        .forEach(
            gap ->
                findings.warning(
                    context.registry().place(),
                    Code.NATIVE_UNKNOWN,
                    "some `" + gap.kind() + "` are not known: " + gap.reason(),
                    "mend what hinders it, and import again into another folder"));
    SortedMap<String, String> texts = new TreeMap<>();
    files.forEach(
        (organization, file) -> {
          if (!file.isEmpty()) {
            texts.put(
                "imported/" + context.registry().name() + "/" + organization + ".yaml",
                file.text());
          }
        });
    return new Imported(texts, findings.list());
  }

  private Optional<ImportedFile> fileOf(RepositoryName name) {
    Optional<Organization> owner =
        index.workspace().organizations().stream()
            .filter(one -> one.namespaces().stream().anyMatch(space -> isIn(name, space)))
            .findFirst();
    return owner.map(
        one ->
            files.computeIfAbsent(
                one.name(), same -> new ImportedFile(one, context.registry(), index)));
  }

  private static boolean isIn(RepositoryName name, RepositoryName namespace) {
    return name.equals(namespace) || name.value().startsWith(namespace.value() + "/");
  }

  private void readRepository(String nativeName, RepositoryName name) {
    Optional<ImportedFile> file = fileOf(name);
    if (file.isEmpty()) {
      leave("`" + nativeName + "` is in the namespace of no organization");
      return;
    }
    try {
      Repository is = Repository.read(content(HubObjects.repository(nativeName)));
      file.get().repository(name, declared.contains(name), is.description());
      if (is.isPublic() && !known.on(name).isPublic()) {
        file.get().open(name);
      }
      readTags(file.get(), nativeName, name);
      new ImportedWebhooks(index, live)
          .read(nativeName, name, file.get())
          .forEach(what -> leave(file.get(), name, what));
    } catch (UnreadableContent e) {
      leave(file.get(), name, "`" + nativeName + "` is not understood: " + e.getMessage());
    }
  }

  private void readTags(ImportedFile file, String nativeName, RepositoryName name)
      throws UnreadableContent {
    Reading reading = live.at(HubObjects.immutableTags(nativeName));
    if (reading instanceof Reading.Unknown unknown) {
      leave(file, name, "the immutable tags of `" + nativeName + "`: " + unknown.reason());
      return;
    }
    ImmutableTags tags = ImmutableTarget.read(reading);
    SortedSet<TagPattern> patterns = new TreeSet<>();
    if (ImmutableTarget.isEvery(tags)) {
      patterns.add(TagRules.EVERY_PATTERN);
    } else {
      TagRules.Patterns read = TagRules.patterns(tags.rules());
      for (TagPattern pattern : read.known()) {
        boolean isSaidBack =
            tags.rules().containsAll(TagRules.of(pattern))
                || tags.rules().stream().anyMatch(rule -> TagRules.says(rule, pattern));
        if (isSaidBack) {
          patterns.add(pattern);
        } else {
          leave(file, name, "no pattern says the rule of `" + nativeName + "` like " + pattern);
        }
      }
      read.unknown()
          .forEach(
              rule ->
                  leave(file, name, "no pattern says rule `" + rule + "` of `" + nativeName + "`"));
    }
    for (Protection protection : Immutable.of(index, name)) {
      patterns.removeAll(protection.tags());
    }
    if (!patterns.isEmpty()) {
      file.protect(name, patterns);
    }
  }

  private void readPermission(ObjectId id) {
    HubObjects.InRepository one = HubObjects.InRepository.of(id);
    RepositoryName name = governed.get(one.repository());
    if (name == null || HubNames.isOwners(one.name()) || fileOf(name).isEmpty()) {
      return;
    }
    ImportedFile file = fileOf(name).get();
    try {
      Permission permission = TeamPermission.read(content(id)).permission();
      Permission said = known.on(name).teams().get(one.name());
      if (said != null && said.compareTo(permission) >= 0) {
        return;
      }
      List<String> subjects = people.subjectsOf(one.name(), file);
      if (subjects.isEmpty()) {
        leave(file, name, "team `" + one.name() + "` has " + permission + " in it");
      }
      subjects.forEach(subject -> file.grant(subject, role(permission), name));
    } catch (UnreadableContent e) {
      leave(file, name, "what team `" + one.name() + "` may is not known: " + e.getMessage());
    }
  }

  // A team of ours that is given nothing is none that policies need.
  private void reportIdleTeams() {
    Set<String> needed = new HashSet<>(people.named());
    governed.values().forEach(name -> needed.addAll(known.on(name).teams().keySet()));
    live.present(HubObjects.TEAM).stream()
        .filter(team -> team.startsWith(HubContext.OURS) && !needed.contains(team))
        .forEach(team -> leave("team `" + team + "` is given nothing; a plan takes it away"));
  }

  private static Role role(Permission permission) {
    return switch (permission) {
      case READ -> Role.PULL;
      case WRITE -> Role.PUSH;
      case ADMIN -> Role.ADMIN;
    };
  }

  private void readToken(String label) {
    if (context.settings().keepTokens().contains(label)) {
      return;
    }
    try {
      AccessToken token = AccessToken.read(content(HubObjects.accessToken(label)));
      Map<RepositoryName, Role> roles = new TreeMap<>();
      for (Resource resource : token.resources()) {
        Optional<Role> role = TokenScopes.role(resource.scopes());
        RepositoryName name = governed.get(resource.path());
        boolean isHarmless = resource.equals(TokenTargets.PUBLIC_ONLY);
        if (isHarmless) {
          continue;
        }
        if (!resource.type().equals(Resource.REPOSITORY) || name == null || role.isEmpty()) {
          leave(
              "access token `"
                  + label
                  + "` is for `"
                  + resource.path()
                  + "` with "
                  + String.join(", ", resource.scopes())
                  + ", which no role says");
          return;
        }
        roles.put(name, role.get());
      }
      if (!token.active()) {
        leave("access token `" + label + "` is deactivated");
        return;
      }
      roles.forEach((name, role) -> grantToken(label, name, role));
    } catch (UnreadableContent e) {
      leave("access token `" + label + "` is not understood: " + e.getMessage());
    }
  }

  private void grantToken(String label, RepositoryName name, Role role) {
    HubGrants.TokenGrant said = known.on(name).tokens().get(label);
    if (said == null || said.role().compareTo(role) < 0) {
      fileOf(name)
          .ifPresent(
              file ->
                  people
                      .serviceOf(label, file)
                      .ifPresentOrElse(
                          service -> file.grant(service, role, name),
                          () ->
                              leave(
                                  file,
                                  name,
                                  "access token `" + label + "` has " + role + " in it")));
    }
  }

  private String content(ObjectId id) throws UnreadableContent {
    Reading reading = live.at(id);
    if (reading instanceof Reading.Present present) {
      return present.content();
    }
    throw new UnreadableContent(
        reading instanceof Reading.Unknown unknown ? unknown.reason() : "it is not there");
  }

  private void leave(ImportedFile file, RepositoryName name, String what) {
    file.note(name, what);
    leave(what + " (`" + name + "`)");
  }

  private void leave(String what) {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_NOT_IMPORTED,
        what,
        "write a policy for it by hand, or let a plan take it away");
  }
}

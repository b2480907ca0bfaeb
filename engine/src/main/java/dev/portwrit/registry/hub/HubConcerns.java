package dev.portwrit.registry.hub;

import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.Resource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What waits for what: by repository, and for who is in teams by repository and person, so that one
 * account that does not exist any more keeps nobody else from being removed.
 */
final class HubConcerns implements NativeForm.Concerns {
  private static final String TOKENS = "access tokens";
  private static final String SOMEWHERE = "repositories";

  private final NativeState before;
  private final NativeState after;
  private final HubMemberships then;
  private final HubMemberships now;
  private final Set<String> repositories;
  private final Set<String> opening;
  private final boolean isCut;
  private final Map<String, SortedSet<String>> unknown = new HashMap<>();

  HubConcerns(NativeState before, NativeState after) {
    this.before = before;
    this.after = after;
    this.now = new HubMemberships(before);
    this.then = new HubMemberships(after);
    this.repositories = new TreeSet<>();
    after
        .objects()
        .forEach(
            (id, reading) -> {
              // What is not known may be there.
              if (id.kind().equals(HubObjects.REPOSITORY) && !(reading instanceof Reading.Absent)) {
                repositories.add(id.name());
              }
            });
    this.opening = new TreeSet<>(repositories);
    opening.removeIf(where -> !mayOpen(HubObjects.repository(where)));
    this.isCut = before.gaps().stream().anyMatch(gap -> gap.kind().equals(HubObjects.REPOSITORY));
    for (ObjectId id : before.objects().keySet()) {
      if (id.kind().equals(HubObjects.TEAM_PERMISSION) && before.at(id).isUnknown()) {
        HubObjects.InRepository one = HubObjects.InRepository.of(id);
        unknown.computeIfAbsent(one.name(), same -> new TreeSet<>()).add(one.repository());
      }
    }
  }

  private boolean mayOpen(ObjectId repository) {
    Reading is = before.at(repository);
    // What is made begins closed.
    return is.isUnknown() || (!now.isOpen(repository.name()) && then.isOpen(repository.name()));
  }

  @Override
  public Set<String> troubles(ObjectId object) {
    Set<String> words = new HashSet<>();
    switch (object.kind()) {
      case HubObjects.TEAM_PERMISSION -> {
        HubObjects.InRepository one = HubObjects.InRepository.of(object);
        words.add(one.repository());
        words.add(permission(one.repository(), one.name()));
        people(one.name()).forEach(user -> words.add(in(one.repository(), user)));
      }
      case HubObjects.REPOSITORY ->
          words.addAll(Set.of(object.name(), opening(object.name()), SOMEWHERE));
      case HubObjects.IMMUTABLE_TAGS ->
          words.addAll(Set.of(object.name(), tags(object.name()), SOMEWHERE));
      case HubObjects.WEBHOOK -> words.add(object.toString());
      case HubObjects.ACCESS_TOKEN -> {
        words.addAll(own(object));
        reachOfToken(object).forEach(where -> words.add(in(where, TOKENS)));
      }
      default -> {
        words.addAll(own(object));
        places(object).forEach(one -> words.add(somebody(one.repository())));
      }
    }
    return words;
  }

  @Override
  public Set<String> waits(ObjectId object) {
    Set<String> words = new HashSet<>(leaves(object) ? Set.of(object.toString()) : own(object));
    switch (object.kind()) {
      case HubObjects.TEAM_PERMISSION -> {
        HubObjects.InRepository one = HubObjects.InRepository.of(object);
        words.add(one.repository());
        words.add(HubObjects.team(one.name()).toString());
        // Whoever is not in it yet has nothing to lose by it.
        now.membersOf(one.name()).forEach(user -> words.add(in(one.repository(), user)));
        // A bridge is taken down once what it stood for is there.
        HubArrangement.bridged(one.name()).ifPresent(user -> words.add(in(one.repository(), user)));
      }
      case HubObjects.TEAM_MEMBER -> {
        HubObjects.TeamMember one = HubObjects.TeamMember.of(object);
        words.add(HubObjects.team(one.team()).toString());
        if (then.membersOf(one.team()).contains(one.user())) {
          reach(one.team())
              .forEach(where -> words.addAll(Set.of(permission(where, one.team()), tags(where))));
        }
        awaitOpening(reach(one.team()), words);
      }
      case HubObjects.REPOSITORY, HubObjects.IMMUTABLE_TAGS -> {
        words.add(object.name());
        words.add(in(object.name(), TOKENS));
        // Who has no team yet may pull as everybody may.
        words.add(somebody(object.name()));
      }
      case HubObjects.TEAM -> awaitOpening(reach(object.name()), words);
      case HubObjects.MEMBER -> {
        awaitAnyOpening(words);
        // Whoever comes to rule may do everything everywhere, where tags are not kept yet too.
        if (then.rules(object.name()) && !now.rules(object.name())) {
          words.add(SOMEWHERE);
        }
      }
      case HubObjects.ACCESS_TOKEN -> {
        words.addAll(paths(after, object));
        awaitAnyOpening(words);
      }
      case HubObjects.WEBHOOK -> words.add(HubObjects.InRepository.of(object).repository());
      default -> {
        // Its own words are all.
      }
    }
    return words;
  }

  /** Whoever leaves has nothing afterwards that they could be without meanwhile. */
  private boolean leaves(ObjectId object) {
    return object.kind().equals(HubObjects.MEMBER) && after.at(object) instanceof Reading.Absent;
  }

  private void awaitAnyOpening(Set<String> words) {
    awaitOpening(opening, words);
    // What was not listed may be to be opened.
    if (isCut) {
      words.add(SOMEWHERE);
    }
  }

  // Who may pull since everybody may needs no team for it any more.
  private void awaitOpening(Set<String> where, Set<String> words) {
    where.stream().filter(opening::contains).forEach(one -> words.add(opening(one)));
  }

  private Set<String> own(ObjectId object) {
    Set<String> words = new HashSet<>(Set.of(object.toString()));
    places(object).forEach(one -> words.add(in(one.repository(), one.who())));
    return words;
  }

  /** Somebody in a repository, or a token. */
  private record Place(String repository, String who) {}

  /** Where an object says what somebody may. */
  private List<Place> places(ObjectId object) {
    return switch (object.kind()) {
      case HubObjects.MEMBER -> places(repositories, object.name());
      case HubObjects.TEAM_MEMBER -> {
        HubObjects.TeamMember one = HubObjects.TeamMember.of(object);
        yield places(reach(one.team()), one.user());
      }
      case HubObjects.TEAM ->
          people(object.name()).stream()
              .flatMap(user -> places(reach(object.name()), user).stream())
              .toList();
      case HubObjects.ACCESS_TOKEN -> places(reachOfToken(object), object.toString());
      default -> List.of();
    };
  }

  private static List<Place> places(Set<String> where, String who) {
    return where.stream().map(repository -> new Place(repository, who)).toList();
  }

  /** The repositories that a token reaches, before or after, or perhaps. */
  private Set<String> reachOfToken(ObjectId token) {
    Set<String> reach = new TreeSet<>(paths(before, token));
    reach.addAll(paths(after, token));
    boolean mayBeAll =
        before.at(token).isUnknown() || reach.stream().anyMatch(path -> path.contains("*"));
    if (mayBeAll) {
      reach.addAll(repositories);
    }
    return reach;
  }

  private static Set<String> paths(NativeState state, ObjectId token) {
    Set<String> paths = new HashSet<>();
    try {
      if (state.at(token) instanceof Reading.Present present) {
        for (Resource one : AccessToken.read(present.content()).resources()) {
          paths.add(one.path());
        }
      }
    } catch (UnreadableContent e) {
      // Unknown, and left out by that.
    }
    return paths;
  }

  /** The repositories in which a team may do something, before or after, or perhaps. */
  private Set<String> reach(String team) {
    // It is there neither before nor after.
    if (HubArrangement.isBridge(team)) {
      return repositories;
    }
    Set<String> reach = new TreeSet<>(now.permissionsOf(team).keySet());
    reach.addAll(then.permissionsOf(team).keySet());
    reach.addAll(unknown.getOrDefault(team, new TreeSet<>()));
    return reach;
  }

  private Set<String> people(String team) {
    Set<String> people = new TreeSet<>(now.membersOf(team));
    people.addAll(then.membersOf(team));
    HubArrangement.bridged(team).ifPresent(people::add);
    return people;
  }

  private static String in(String repository, String who) {
    return repository + " | " + who;
  }

  private static String somebody(String repository) {
    return "somebody in " + repository;
  }

  private static String tags(String repository) {
    return "tags of " + repository;
  }

  private static String opening(String repository) {
    return "opening " + repository;
  }

  private static String permission(String repository, String team) {
    return "permission " + repository + " " + team;
  }
}

package dev.portwrit.registry.hub;

import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.hub.HubObjects.InRepository;
import dev.portwrit.registry.hub.HubObjects.TeamMember;
import java.util.Set;
import java.util.TreeSet;

/**
 * In which repositories an object has a say: a team and who is in it where the team may do
 * something, and roles everywhere.
 */
final class HubConcerns {
  private HubConcerns() {}

  static Set<String> of(ObjectId object, Set<ObjectId> all) {
    return switch (object.kind()) {
      case HubObjects.TEAM_PERMISSION, HubObjects.WEBHOOK ->
          Set.of(InRepository.of(object).repository());
      case HubObjects.TEAM -> ofTeam(object.name(), all);
      case HubObjects.TEAM_MEMBER -> ofTeam(TeamMember.of(object).team(), all);
      case HubObjects.MEMBER -> Set.of(NativeForm.EVERYWHERE);
      // Whoever is only invited may do nothing, and a token has nothing from anybody else.
      default -> Set.of(object.name());
    };
  }

  private static Set<String> ofTeam(String team, Set<ObjectId> all) {
    Set<String> repositories = new TreeSet<>();
    for (ObjectId id : all) {
      if (id.kind().equals(HubObjects.TEAM_PERMISSION)) {
        InRepository one = InRepository.of(id);
        if (one.name().equals(team)) {
          repositories.add(one.repository());
        }
      }
    }
    // Its own name stands for the team, so that nobody is put into one that is not there.
    repositories.add(team);
    return repositories;
  }
}

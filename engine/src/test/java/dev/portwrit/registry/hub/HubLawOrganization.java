package dev.portwrit.registry.hub;

import dev.portwrit.reference.Tag;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.ImmutableTags;
import dev.portwrit.registry.hub.HubContents.Member;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.registry.hub.twin.TwinRepository;
import dev.portwrit.registry.hub.twin.TwinService;
import dev.portwrit.registry.hub.twin.TwinTruth.TruthOfToken;
import dev.portwrit.registry.twin.LawWorkspaces;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An organization at the twin that is in some state, with every tag that is asked about. */
final class HubLawOrganization {
  private final HubWorld world;
  private final SortedMap<String, OrgRole> members = new TreeMap<>();

  private HubLawOrganization(String name) {
    this.world = new TwinService(name, Clock.fixed(LawWorkspaces.NOW, ZoneOffset.UTC)).world();
  }

  static HubLawOrganization of(String name, NativeState state) {
    HubLawOrganization made = new HubLawOrganization(name);
    try {
      for (Map.Entry<ObjectId, Reading> one : state.objects().entrySet()) {
        if (one.getValue() instanceof Reading.Present present) {
          made.make(one.getKey(), present.content());
        }
      }
    } catch (UnreadableContent e) {
      throw new IllegalStateException(state.toString(), e);
    }
    return made;
  }

  HubWorld world() {
    return world;
  }

  SortedMap<String, OrgRole> members() {
    return members;
  }

  /** A repository, made private if it is not there; the name is with the organization. */
  TwinRepository repository(String name) {
    TwinRepository one = world.repository(name.split("/", 2)[1]);
    for (Tag tag : LawWorkspaces.TAGS_TO_ASK_ABOUT) {
      one.tagged(tag.value(), "sha256:old");
    }
    return one;
  }

  private void make(ObjectId id, String content) throws UnreadableContent {
    switch (id.kind()) {
      case HubObjects.MEMBER -> {
        OrgRole role = Member.read(content).role();
        world.member(id.name(), role.toString());
        members.put(id.name(), role);
      }
      case HubObjects.TEAM_MEMBER -> {
        HubObjects.TeamMember one = HubObjects.TeamMember.of(id);
        world.team(one.team(), "", one.user());
      }
      case HubObjects.REPOSITORY -> {
        TwinRepository made = repository(id.name());
        if (HubContents.Repository.read(content).isPublic()) {
          made.open();
        }
      }
      case HubObjects.IMMUTABLE_TAGS ->
          repository(id.name()).keeping(ImmutableTags.read(content).rules().toArray(String[]::new));
      case HubObjects.TEAM_PERMISSION -> {
        HubObjects.InRepository one = HubObjects.InRepository.of(id);
        String permission = TeamPermission.read(content).permission().toString();
        world.permit(one.repository().split("/", 2)[1], one.name(), permission);
      }
      case HubObjects.ACCESS_TOKEN -> token(id.name(), AccessToken.read(content));
      default -> {
        // It gives nobody anything.
      }
    }
  }

  private void token(String label, AccessToken token) {
    world.token(
        new TruthOfToken(
            label,
            token.description(),
            token.active(),
            token.expires().map(Object::toString),
            token.resources().stream()
                .map(one -> one.type() + " " + one.path() + " " + String.join(" ", one.scopes()))
                .toList()));
  }
}

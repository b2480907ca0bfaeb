package dev.portwrit.registry.hub;

import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.Step.Phase;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.ImmutableTags;
import dev.portwrit.registry.hub.HubContents.Member;
import dev.portwrit.registry.hub.HubContents.Repository;
import dev.portwrit.registry.hub.HubContents.Resource;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The calls that lead from what an object is to what it shall be. */
final class HubSteps {
  private final ObjectId object;
  private final List<Step> steps = new ArrayList<>();
  private Reading here;

  private HubSteps(ObjectId object, Reading live) {
    this.object = object;
    this.here = live;
  }

  static List<Step> between(ObjectId object, Reading live, Reading target) {
    if (live.isUnknown() || target.isUnknown() || live.equals(target)) {
      return List.of();
    }
    try {
      HubSteps way = new HubSteps(object, live);
      way.find(live, target);
      return List.copyOf(way.steps);
    } catch (UnreadableContent e) {
      return List.of();
    }
  }

  private void go(Phase phase, String call, Reading to) {
    if (!here.equals(to)) {
      steps.add(new Step(phase, object, call, here, to));
      here = to;
    }
  }

  private void find(Reading live, Reading target) throws UnreadableContent {
    switch (object.kind()) {
      case HubObjects.REPOSITORY -> repository(live, target);
      case HubObjects.IMMUTABLE_TAGS -> immutableTags(live, target);
      case HubObjects.TEAM -> team(live, target);
      case HubObjects.TEAM_MEMBER -> come(live, "AddTeamMember", "RemoveTeamMember", target);
      case HubObjects.TEAM_PERMISSION -> teamPermission(live, target);
      case HubObjects.MEMBER -> member(live, target);
      case HubObjects.INVITATION -> invitation(live, target);
      case HubObjects.ACCESS_TOKEN -> accessToken(live, target);
      case HubObjects.WEBHOOK -> webhook(live, target);
      default -> {
        // What is not known has no way.
      }
    }
  }

  private void come(Reading live, String coming, String going, Reading target) {
    if (live instanceof Reading.Absent) {
      go(Phase.GRANT, coming, target);
    } else {
      go(Phase.REVOKE, going, target);
    }
  }

  // A new one is closed until its tags are kept. It is never removed.
  private void repository(Reading live, Reading target) throws UnreadableContent {
    if (!(target instanceof Reading.Present wanted)) {
      return;
    }
    Repository to = Repository.read(wanted.content());
    if (!(live instanceof Reading.Present there)) {
      go(
          Phase.CREATE,
          "CreateRepository",
          Reading.present(new Repository(to.description(), false).text()));
      go(Phase.GRANT, "SetRepositoryPrivacy", target);
      return;
    }
    boolean wasPublic = Repository.read(there.content()).isPublic();
    go(
        Phase.GRANT,
        "UpdateRepository",
        Reading.present(new Repository(to.description(), wasPublic).text()));
    go(to.isPublic() ? Phase.GRANT : Phase.REVOKE, "SetRepositoryPrivacy", target);
  }

  private void immutableTags(Reading live, Reading target) throws UnreadableContent {
    ImmutableTags from = ImmutableTarget.read(live);
    ImmutableTags to = ImmutableTarget.read(target);
    if (!keeps(to, from) && to.enabled()) {
      SortedSet<String> both = new TreeSet<>(from.rules());
      both.addAll(to.rules());
      boolean isEvery = ImmutableTarget.isEvery(from) || ImmutableTarget.isEvery(to);
      go(
          Phase.PROTECT,
          "SetImmutableTags",
          Reading.present(new ImmutableTags(true, isEvery ? new TreeSet<>() : both).text()));
    }
    go(keeps(to, from) ? Phase.PROTECT : Phase.UNPROTECT, "SetImmutableTags", target);
  }

  /** Whether the one keeps, by its rules, all that the other does. */
  private static boolean keeps(ImmutableTags one, ImmutableTags other) {
    return !other.enabled()
        || ImmutableTarget.isEvery(one)
        || (one.enabled()
            && !ImmutableTarget.isEvery(other)
            && one.rules().containsAll(other.rules()));
  }

  private void team(Reading live, Reading target) {
    if (live instanceof Reading.Absent) {
      go(Phase.CREATE, "CreateTeam", target);
    } else if (target instanceof Reading.Absent) {
      go(Phase.REVOKE, "DeleteTeam", target);
    } else {
      go(Phase.GRANT, "UpdateTeam", target);
    }
  }

  private void teamPermission(Reading live, Reading target) throws UnreadableContent {
    if (live instanceof Reading.Present there && target instanceof Reading.Present wanted) {
      boolean isMore =
          TeamPermission.read(wanted.content())
                  .permission()
                  .compareTo(TeamPermission.read(there.content()).permission())
              > 0;
      go(isMore ? Phase.GRANT : Phase.REVOKE, "SetTeamPermission", target);
    } else {
      come(live, "SetTeamPermission", "RemoveTeamPermission", target);
    }
  }

  // Nobody can be made a member, only be invited to become one.
  private void member(Reading live, Reading target) throws UnreadableContent {
    if (live instanceof Reading.Present there) {
      if (target instanceof Reading.Present wanted) {
        boolean isMore =
            Member.read(wanted.content()).role().compareTo(Member.read(there.content()).role()) > 0;
        go(isMore ? Phase.GRANT : Phase.REVOKE, "SetMemberRole", target);
      } else {
        go(Phase.REVOKE, "RemoveMember", target);
      }
    }
  }

  // The role of one that is under way cannot be changed.
  private void invitation(Reading live, Reading target) {
    if (live instanceof Reading.Present && target instanceof Reading.Present) {
      go(Phase.REVOKE, "CancelInvitation", Reading.absent());
      go(Phase.REVOKE, "InviteMember", target);
    } else {
      come(live, "InviteMember", "CancelInvitation", target);
    }
  }

  private void accessToken(Reading live, Reading target) throws UnreadableContent {
    if (!(target instanceof Reading.Present wanted)) {
      return;
    }
    if (!(live instanceof Reading.Present there)) {
      go(Phase.GRANT, "CreateAccessToken", target);
      return;
    }
    AccessToken from = AccessToken.read(there.content());
    AccessToken to = AccessToken.read(wanted.content());
    AccessToken both =
        new AccessToken(
            to.active(),
            to.description(),
            to.expires(),
            Resource.union(from.resources(), to.resources()));
    boolean gives = !both.resources().equals(from.resources()) || from.active() != to.active();
    if (gives) {
      go(Phase.GRANT, "UpdateAccessToken", Reading.present(both.text()));
    }
    go(Phase.REVOKE, "UpdateAccessToken", target);
  }

  private void webhook(Reading live, Reading target) {
    if (live instanceof Reading.Present && target instanceof Reading.Present) {
      go(Phase.GRANT, "DeleteWebhook", Reading.absent());
      go(Phase.GRANT, "CreateWebhook", target);
    } else {
      come(live, "CreateWebhook", "DeleteWebhook", target);
    }
  }
}

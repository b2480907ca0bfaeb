package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.hub.HubObjects.InRepository;
import dev.portwrit.registry.hub.HubObjects.TeamMember;
import dev.portwrit.registry.hub.HubWriter.Change;
import java.util.HashMap;
import java.util.Map;

/** Changes teams, who is in them, and what they may do in repositories. */
final class TeamChanges {
  private static final String OWNERS = "owners";

  private final HubCalls calls;
  private final HubQueries queries;
  private final Map<String, Long> ids = new HashMap<>();

  TeamChanges(HubCalls calls, HubQueries queries) {
    this.calls = calls;
    this.queries = queries;
  }

  Performed ofTeam(Change change) throws HubFailure, UnreadableContent {
    if (change.removes()) {
      return remove(change);
    }
    String description = HubContents.Team.read(change.goal()).description();
    HubAddress at = calls.address();
    if (change.makes()) {
      calls.change(
          "CreateGroup",
          "POST",
          at.organization("groups"),
          HubWriter.body().put("name", change.name()).put("description", description));
    } else {
      calls.change(
          "UpdateGroup",
          "PATCH",
          at.organization("groups", change.name()),
          HubWriter.body().put("description", description));
    }
    return new Performed.Accepted();
  }

  /** Those that policies name are somebody's; those of ours stand for nobody any more. */
  private Performed remove(Change change) throws HubFailure {
    if (!change.name().startsWith(HubContext.OURS)) {
      return change.noWay();
    }
    calls.delete("DeleteGroup", calls.address().organization("groups", change.name()));
    ids.remove(change.name());
    return new Performed.Accepted();
  }

  Performed ofTeamMember(Change change) throws HubFailure {
    TeamMember object = TeamMember.of(change.object());
    if (object.team().equals(OWNERS)) {
      // Who is in it is an owner: that is the role of a member, with what guards it.
      return change.noWay();
    }
    return change.removes() ? remove(object) : add(object);
  }

  private Performed remove(TeamMember object) throws HubFailure {
    calls.delete(
        "RemoveGroupMember",
        calls.address().organization("groups", object.team(), "members", object.user()));
    return new Performed.Accepted();
  }

  private Performed add(TeamMember object) throws HubFailure {
    try {
      calls.change(
          "AddGroupMember",
          "POST",
          calls.address().organization("groups", object.team(), "members"),
          HubWriter.body().put("member", object.user()));
      return new Performed.Accepted();
    } catch (HubFailure e) {
      if (e.kind() != HubFailure.Kind.NOT_FOUND) {
        throw e;
      }
      // Either of both is missing; where the team is not, this throws once more.
      queries.group(object.team());
      return new Performed.UnknownAccount(object.user(), calls.reason(e));
    }
  }

  Performed ofPermission(Change change) throws HubFailure, UnreadableContent {
    InRepository object = InRepository.of(change.object());
    long id = id(object.name());
    try {
      make(change, object.repository(), id);
      return new Performed.Accepted();
    } catch (HubFailure e) {
      if (e.kind() == HubFailure.Kind.NOT_FOUND) {
        // Perhaps the team was made anew, under another number.
        ids.remove(object.name());
      }
      throw e;
    }
  }

  private void make(Change change, String repository, long id)
      throws HubFailure, UnreadableContent {
    String one = calls.detail(repository, "groups", String.valueOf(id));
    if (change.removes()) {
      calls.delete("RemoveGroup", one);
      return;
    }
    String permission = HubContents.TeamPermission.read(change.goal()).permission().toString();
    if (change.makes()) {
      calls.change(
          "AssignGroup",
          "POST",
          calls.detail(repository, "groups"),
          HubWriter.body().put("group_id", id).put("permission", permission));
    } else {
      calls.change(
          "UpdateGroupPermission", "PATCH", one, HubWriter.body().put("permission", permission));
    }
  }

  /** Repositories know teams by their numbers. */
  private long id(String team) throws HubFailure {
    Long known = ids.get(team);
    if (known != null) {
      return known;
    }
    JsonNode id = queries.group(team).path("id");
    if (!id.canConvertToLong()) {
      throw HubFailure.garbled("GetGroup", "it has no number");
    }
    ids.put(team, id.asLong());
    return id.asLong();
  }
}

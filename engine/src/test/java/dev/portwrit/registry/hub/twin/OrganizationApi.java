package dev.portwrit.registry.hub.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.registry.hub.twin.TwinRequest.Route;
import dev.portwrit.registry.hub.twin.TwinRequest.TwinAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Members, invitations and teams.
 *
 * <p>Source: Docker Hub API, the groups {@code orgs}, {@code invites} and {@code groups}, whose
 * calls take tokens of organizations; roles: Docker manuals, "Core roles".
 */
final class OrganizationApi {
  private static final Optional<String> MEMBER_READ = Optional.of("scope-member-read");
  private static final Optional<String> MEMBER_EDIT = Optional.of("scope-member-edit");
  private static final Optional<String> INVITE_READ = Optional.of("scope-invite-read");
  private static final Optional<String> INVITE_EDIT = Optional.of("scope-invite-edit");
  private static final Optional<String> GROUP_READ = Optional.of("scope-group-read");
  private static final Optional<String> GROUP_EDIT = Optional.of("scope-group-edit");

  private final HubWorld world;

  OrganizationApi(HubWorld world) {
    this.world = world;
  }

  Optional<Route> route(String method, List<String> path) {
    String kind = path.size() > 2 ? path.get(2) : "";
    String call = method + " " + path.size() + " " + path.get(0) + " " + kind;
    return Optional.ofNullable(
        switch (call) {
          case "GET 3 orgs members" -> new Route("ListMembers", false, this::members);
          case "PUT 4 orgs members" -> new Route("UpdateMember", true, this::updateMember);
          case "DELETE 4 orgs members" -> new Route("RemoveMember", true, this::removeMember);
          case "GET 3 orgs invites" -> new Route("ListInvites", false, this::invites);
          case "POST 2 invites " -> new Route("CreateInvite", true, this::invite);
          case "DELETE 2 invites " -> new Route("CancelInvite", true, this::cancel);
          case "PATCH 3 invites resend" -> new Route("ResendInvite", true, this::resend);
          case "GET 3 orgs groups" -> new Route("ListGroups", false, this::groups);
          case "POST 3 orgs groups" -> new Route("CreateGroup", true, this::createGroup);
          case "GET 4 orgs groups" -> new Route("GetGroup", false, this::group);
          case "PATCH 4 orgs groups", "PUT 4 orgs groups" ->
              new Route("UpdateGroup", true, this::updateGroup);
          case "DELETE 4 orgs groups" -> new Route("DeleteGroup", true, this::deleteGroup);
          case "GET 5 orgs groups" -> new Route("ListGroupMembers", false, this::groupMembers);
          case "POST 5 orgs groups" -> new Route("AddGroupMember", true, this::addGroupMember);
          case "DELETE 6 orgs groups" ->
              new Route("RemoveGroupMember", true, this::removeGroupMember);
          default -> null;
        });
  }

  /** Who is searched for is found by parts of the name. Roles come back capitalised. */
  private TwinAnswer members(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), MEMBER_READ, "member");
    HubState state = world.shown();
    String type = request.query().getOrDefault("type", "all");
    String role = request.query().getOrDefault("role", "");
    String search = request.query().getOrDefault("search", "");
    List<ObjectNode> all = new ArrayList<>();
    state.members.forEach(
        (name, has) -> {
          if (!type.equals("invitee")
              && name.contains(search)
              && (role.isEmpty() || has.equals(role))) {
            ObjectNode one = user(name).put("role", capital(has));
            state.teamsOf(name).forEach(one.putArray("groups")::add);
            all.add(one);
          }
        });
    boolean withInvites =
        !type.equals("member") && Boolean.parseBoolean(request.query().get("invites"));
    if (type.equals("invitee") || withInvites) {
      state.invites.values().stream()
          .filter(invite -> invite.invitee().contains(search))
          .forEach(invite -> all.add(user(invite.invitee()).put("role", "Invitee")));
    }
    return request.page(all, "count");
  }

  /** Source: docker/terraform-provider-docker, internal/hubclient/client_organization.go. */
  private static String capital(String role) {
    return role.substring(0, 1).toUpperCase(Locale.ROOT) + role.substring(1);
  }

  private static ObjectNode user(String name) {
    return TwinRequest.object().put("id", id(name)).put("username", name).put("type", "User");
  }

  private static String id(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  private TwinAnswer updateMember(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), MEMBER_EDIT, "owner");
    String name = existing(request.at(3));
    String role = request.text("role");
    if (!List.of("owner", "editor", "member").contains(role)) {
      throw TwinRefusal.bad("role has to be owner, editor or member");
    }
    if (!role.equals("owner")) {
      requireAnotherOwner(name);
    }
    world.member(name, role);
    log(request, "org.member.role.change", Map.of("member", name, "role", role));
    return TwinAnswer.ok(user(name).put("role", capital(role)));
  }

  /** Source: "Remove member from org": unless they are the last owner. */
  private TwinAnswer removeMember(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), MEMBER_EDIT, "owner");
    String name = existing(request.at(3));
    requireAnotherOwner(name);
    world.remove(name);
    log(request, "org.member.remove", Map.of("member", name));
    return TwinAnswer.none();
  }

  /**
   * Source of the name: {@code AuditLogs_ListAuditLogs}, parameter {@code name}. That the subject
   * stands in the data is inferred.
   */
  private void log(TwinRequest request, String action, Map<String, String> data) {
    world.log(action, world.organization(), request.caller().actor(), data);
  }

  private String existing(String name) {
    if (!world.now.members.containsKey(name)) {
      throw new TwinRefusal(404, "user is not a member of the organization");
    }
    return name;
  }

  private void requireAnotherOwner(String name) {
    boolean another =
        world.now.members.entrySet().stream()
            .anyMatch(one -> one.getValue().equals("owner") && !one.getKey().equals(name));
    if (!another) {
      throw TwinRefusal.bad("the last owner cannot be removed");
    }
  }

  private TwinAnswer invites(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), INVITE_READ, "owner");
    ObjectNode answer = TwinRequest.object();
    ArrayNode data = answer.putArray("data");
    world.shown().invites.values().forEach(invite -> data.add(invite(invite)));
    return TwinAnswer.ok(answer);
  }

  private ObjectNode invite(HubState.Invite invite) {
    return TwinRequest.object()
        .put("id", invite.id())
        .put("inviter_username", invite.by())
        .put("invitee", invite.invitee())
        .put("org", world.organization())
        .put("role", invite.role())
        .put("created_at", invite.created().toString());
  }

  /**
   * Source: {@code POST /v2/invites/bulk} and its example: 202, and for each invitee a status,
   * within an object that repeats the name. Somebody who is invited already is invited again
   * (docker/terraform-provider-docker#114).
   */
  private TwinAnswer invite(TwinRequest request) {
    if (!request.at(1).equals("bulk")) {
      throw TwinRefusal.notFound();
    }
    request.caller().requireOrganization(request.text("org"), INVITE_EDIT, "owner");
    ObjectNode answer = TwinRequest.object();
    ArrayNode statuses = answer.putObject("invitees").putArray("invitees");
    for (JsonNode invitee : request.body().path("invitees")) {
      String who = invitee.asText();
      String status = status(who);
      ObjectNode one = statuses.addObject().put("invitee", who).put("status", status);
      if (status.equals("invited") && !request.body().path("dry_run").asBoolean()) {
        world.bounce(who);
        world.invite(who, request.body().path("role").asText("member"));
        log(request, "org.member.invite.send", Map.of("invitee", who));
        world.now.invites.values().stream()
            .filter(invite -> invite.invitee().equals(who))
            .forEach(invite -> one.set("invite", invite(invite)));
      }
    }
    return new TwinAnswer(202, answer);
  }

  private String status(String who) {
    if (world.now.members.containsKey(who)) {
      return "existing_org_member";
    }
    boolean mayBe = who.contains("@") ? who.matches("[^@ ]+@[^@ ]+\\.[a-z]+") : isKnown(who);
    return mayBe ? "invited" : "invalid_email_or_docker_id";
  }

  private boolean isKnown(String name) {
    return world.accounts.containsKey(name);
  }

  private TwinAnswer cancel(TwinRequest request) {
    request.caller().requireOrganization(world.organization(), INVITE_EDIT, "owner");
    if (world.now.invites.remove(request.at(1)) == null) {
      throw TwinRefusal.notFound();
    }
    return TwinAnswer.none();
  }

  private TwinAnswer resend(TwinRequest request) {
    request.caller().requireOrganization(world.organization(), INVITE_EDIT, "owner");
    if (!world.now.invites.containsKey(request.at(1))) {
      throw TwinRefusal.notFound();
    }
    return TwinAnswer.none();
  }

  private TwinAnswer groups(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), GROUP_READ, "member");
    HubState state = world.shown();
    List<ObjectNode> all =
        state.teams.values().stream()
            .filter(team -> team.name.contains(request.query().getOrDefault("search", "")))
            .map(OrganizationApi::group)
            .toList();
    return request.page(all, "count");
  }

  private static ObjectNode group(HubState.Team team) {
    return TwinRequest.object()
        .put("id", team.id)
        .put("uuid", UUID.nameUUIDFromBytes(team.name.getBytes(StandardCharsets.UTF_8)).toString())
        .put("name", team.name)
        .put("description", team.description)
        .put("member_count", team.members.size());
  }

  /** That a name has three to thirty of these characters is inferred from the pages of Hub. */
  private TwinAnswer createGroup(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), GROUP_EDIT, "owner");
    String name = request.text("name");
    if (!name.matches("[a-z0-9_-]{3,30}")) {
      throw TwinRefusal.bad("the name has to have 3 to 30 of a-z, 0-9, _ and -");
    }
    if (world.hasTeam(name)) {
      throw TwinRefusal.bad("there is a group of that name");
    }
    world.team(name, request.body().path("description").asText(""));
    log(request, "org.team.create", Map.of("team", name));
    return new TwinAnswer(201, group(team(world.now, name)));
  }

  private static HubState.Team team(HubState state, String name) {
    HubState.Team team = state.teams.get(name);
    if (team == null) {
      throw new TwinRefusal(404, "group not found");
    }
    return team;
  }

  private TwinAnswer group(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), GROUP_READ, "member");
    return TwinAnswer.ok(group(team(world.shown(), request.at(3))));
  }

  private TwinAnswer updateGroup(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), GROUP_EDIT, "owner");
    HubState.Team team = team(world.now, request.at(3));
    team.description = request.body().path("description").asText(team.description);
    log(request, "org.team.update", Map.of("team", team.name));
    return TwinAnswer.ok(group(team));
  }

  private TwinAnswer deleteGroup(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), GROUP_EDIT, "owner");
    HubState.Team team = team(world.now, request.at(3));
    world.now.teams.remove(team.name);
    world.now.repositories.values().forEach(one -> one.permissions.remove(team.id));
    log(request, "org.team.delete", Map.of("team", team.name));
    return TwinAnswer.none();
  }

  private TwinAnswer groupMembers(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), GROUP_READ, "member");
    List<ObjectNode> all =
        team(world.shown(), request.at(3)).members.stream()
            .filter(name -> name.contains(request.query().getOrDefault("search", "")))
            .map(OrganizationApi::user)
            .toList();
    return request.page(all, "count");
  }

  /** That somebody has to be a member of the organization first is inferred. */
  private TwinAnswer addGroupMember(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), GROUP_EDIT, "owner");
    HubState.Team team = team(world.now, request.at(3));
    String name = request.text("member");
    if (!isKnown(name)) {
      throw new TwinRefusal(404, "user not found");
    }
    if (!world.now.members.containsKey(name)) {
      throw TwinRefusal.bad("user is not a member of the organization");
    }
    team.members.add(name);
    world.log("org.team.member.add", name, request.caller().actor(), Map.of("team", team.name));
    return TwinAnswer.ok(TwinRequest.object());
  }

  private TwinAnswer removeGroupMember(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), GROUP_EDIT, "owner");
    HubState.Team team = team(world.now, request.at(3));
    if (!team.members.remove(request.at(5))) {
      throw TwinRefusal.notFound();
    }
    world.log(
        "org.team.member.remove",
        request.at(5),
        request.caller().actor(),
        Map.of("team", team.name));
    return TwinAnswer.none();
  }
}

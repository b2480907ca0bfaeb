package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubWriter.Change;
import java.util.List;
import java.util.Optional;

/** Changes who is in an organization. */
final class MemberChanges {
  private final HubCalls calls;
  private final HubQueries queries;

  MemberChanges(HubCalls calls, HubQueries queries) {
    this.calls = calls;
    this.queries = queries;
  }

  Performed ofMember(Change change) throws HubFailure, UnreadableContent {
    if (change.makes()) {
      // Nobody becomes a member but by saying yes to an invitation.
      return change.noWay();
    }
    Optional<Performed> guard = guard(change);
    if (guard.isPresent()) {
      return guard.get();
    }
    String path = calls.address().organization("members", change.name());
    if (change.removes()) {
      calls.delete("RemoveMember", path);
    } else {
      OrgRole role = HubContents.Member.read(change.goal()).role();
      calls.change("UpdateMember", "PUT", path, HubWriter.body().put("role", role.toString()));
    }
    return new Performed.Accepted();
  }

  /** Keeps the engine itself and the last owner. */
  private Optional<Performed> guard(Change change) throws HubFailure, UnreadableContent {
    if (change.name().equals(calls.credentials().username())) {
      return Optional.of(
          new Performed.Refused(
              "`" + change.name() + "` is the account by which Portwrit itself works"));
    }
    boolean wasOwner = HubContents.Member.read(change.from().orElseThrow()).role() == OrgRole.OWNER;
    if (!wasOwner) {
      return Optional.empty();
    }
    List<JsonNode> owners = queries.owners();
    boolean another =
        owners.stream().anyMatch(owner -> !HubQueries.user(owner).equals(change.name()));
    return another
        ? Optional.empty()
        : Optional.of(
            new Performed.Refused("`" + change.name() + "` is the last owner of the organization"));
  }

  Performed ofInvitation(Change change) throws HubFailure, UnreadableContent {
    if (change.removes()) {
      return cancel(change.name());
    }
    return change.makes() ? invite(change) : change.noWay();
  }

  /** Source: {@code POST /v2/invites/bulk}: each invitee comes back with a status. */
  private Performed invite(Change change) throws HubFailure, UnreadableContent {
    String who = change.name();
    ObjectNode body = HubWriter.body();
    body.put("org", calls.address().organization())
        .put("role", HubContents.Member.read(change.goal()).role().toString())
        .put("dry_run", false)
        .putArray("invitees")
        .add(who);
    JsonNode answer = calls.change("CreateInvite", "POST", "/v2/invites/bulk", body);
    // Docker's own document nests the list in an object of the same name.
    JsonNode list = answer.path("invitees");
    JsonNode invitees = list.isArray() ? list : list.path("invitees");
    for (JsonNode invitee : invitees) {
      if (HubPeople.invitee(invitee).equals(who)) {
        return invited(who, HubQueries.text(invitee, "status"));
      }
    }
    return new Performed.Unclear("`CreateInvite` was answered without `" + who + "`");
  }

  private static Performed invited(String who, String status) {
    return switch (status) {
      case "invited" -> new Performed.Accepted();
      case "existing_org_member" ->
          new Performed.Refused("`" + who + "` is a member of the organization already");
      case "invalid_email_or_docker_id" ->
          new Performed.UnknownAccount(
              who, "Docker Hub knows no such Docker ID or e-mail address, so nobody was invited");
      default ->
          new Performed.Refused(
              "`" + who + "` was not invited: `" + Printable.escape(status) + "`");
    };
  }

  private Performed cancel(String who) throws HubFailure {
    List<JsonNode> pending = pending(who);
    // What was read of them stays so until the last is gone, wherever this stops.
    Reading most = HubPeople.most(pending);
    List<JsonNode> less = pending.stream().filter(one -> !isOf(most, one)).toList();
    cancel(less);
    if (!less.isEmpty() && pending(who).stream().anyMatch(one -> !isOf(most, one))) {
      return new Performed.Unclear("another invitation of `" + who + "` is still there");
    }
    cancel(pending.stream().filter(one -> isOf(most, one)).toList());
    return new Performed.Accepted();
  }

  private List<JsonNode> pending(String who) throws HubFailure {
    return queries.invites().stream().filter(one -> HubPeople.invitee(one).equals(who)).toList();
  }

  private static boolean isOf(Reading reading, JsonNode invitation) {
    return HubReadings.invitation(invitation).equals(reading);
  }

  private void cancel(List<JsonNode> invitations) throws HubFailure {
    for (JsonNode invitation : invitations) {
      String id = HubAddress.segment(HubQueries.text(invitation, "id"));
      calls.delete("CancelInvite", "/v2/invites/" + id);
    }
  }
}

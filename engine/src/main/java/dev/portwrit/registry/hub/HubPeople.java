package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.hub.HubPages.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads who is in an organization and in its teams, and its access tokens. */
final class HubPeople {
  private final HubCalls calls;
  private final HubQueries queries;
  private final HubSight sight;

  HubPeople(HubCalls calls, HubQueries queries, HubSight sight) {
    this.calls = calls;
    this.queries = queries;
    this.sight = sight;
  }

  /**
   * Reads the teams.
   *
   * @return their names; empty where some may be missing
   * @throws RegistryException if there is no such organization
   */
  Optional<List<String>> readTeams(NativeState.Builder state) throws RegistryException {
    Listing listing = queries.groups();
    refuseMissing(listing);
    listing
        .items()
        .forEach(one -> state.put(HubObjects.team(teamName(one)), HubReadings.team(one)));
    Optional<String> broken = HubReader.broken(calls, listing);
    broken.ifPresent(why -> state.gap(HubObjects.TEAM, why));
    return broken.isPresent()
        ? Optional.empty()
        : Optional.of(listing.items().stream().map(HubPeople::teamName).toList());
  }

  /** Reads the members, each of whom comes with the names of their teams. */
  void readMembers(NativeState.Builder state) throws RegistryException {
    Listing listing = queries.members();
    refuseMissing(listing);
    sight.sawMembers(listing.items());
    for (JsonNode one : listing.items()) {
      String user = HubQueries.user(one);
      state.put(HubObjects.member(user), HubReadings.member(one));
      if (!one.path("groups").isArray()) {
        state.gap(
            HubObjects.TEAM_MEMBER, "Docker Hub does not say in which teams `" + user + "` is");
      }
      one.path("groups")
          .forEach(
              team ->
                  state.put(
                      HubObjects.teamMember(team.asText(), user),
                      Reading.present(HubContents.EMPTY)));
    }
    HubReader.broken(calls, listing)
        .ifPresent(why -> state.gap(HubObjects.MEMBER, why).gap(HubObjects.TEAM_MEMBER, why));
  }

  void readInvitations(NativeState.Builder state) {
    try {
      List<JsonNode> all = queries.invites();
      all.forEach(
          one -> state.put(HubObjects.invitation(invitee(one)), invitation(all, invitee(one))));
    } catch (HubFailure e) {
      state.gap(HubObjects.INVITATION, calls.reason(e));
    }
  }

  /** One of somebody. */
  Reading invitation(String who) throws HubFailure {
    return invitation(queries.invites(), who);
  }

  /** Somebody may be invited twice: what they may become is the most of it. */
  private static Reading invitation(List<JsonNode> all, String who) {
    return most(all.stream().filter(one -> invitee(one).equals(who)).toList());
  }

  /** What somebody may become by all their invitations; absent if there are none. */
  static Reading most(List<JsonNode> invitations) {
    Reading most = Reading.absent();
    for (JsonNode one : invitations) {
      most = more(most, HubReadings.invitation(one));
    }
    return most;
  }

  // What is not understood may be the most: nothing is built on another then.
  private static Reading more(Reading one, Reading other) {
    if (one instanceof Reading.Present some && other instanceof Reading.Present more) {
      return some.content().equals(member(OrgRole.OWNER))
              || more.content().equals(member(OrgRole.MEMBER))
          ? one
          : other;
    }
    return one.isUnknown() ? one : other;
  }

  private static String member(OrgRole role) {
    return new HubContents.Member(role).text();
  }

  void readAccessTokens(NativeState.Builder state) {
    Listing listing = queries.accessTokens();
    List<String> labels = new ArrayList<>();
    for (JsonNode one : listing.items()) {
      String label = HubQueries.text(one, "label");
      ObjectId id = HubObjects.accessToken(label.isEmpty() ? "-" : label);
      state.put(id, labels.contains(label) ? twice() : whole(one));
      labels.add(label);
    }
    HubReader.broken(calls, listing).ifPresent(why -> state.gap(HubObjects.ACCESS_TOKEN, why));
  }

  /** One token, by the only name that policy has for it. */
  Reading accessToken(String label) throws HubFailure {
    List<JsonNode> found =
        queries.accessTokens().orThrow().stream()
            .filter(one -> HubQueries.text(one, "label").equals(label))
            .toList();
    if (found.size() > 1) {
      return twice();
    }
    return found.isEmpty() ? Reading.absent() : whole(found.get(0));
  }

  private static Reading twice() {
    return new Reading.Unknown("several access tokens have that label");
  }

  private Reading whole(JsonNode listed) {
    try {
      return HubReadings.accessToken(queries.accessToken(HubQueries.text(listed, "id")));
    } catch (HubFailure e) {
      return new Reading.Unknown(calls.reason(e));
    }
  }

  private void refuseMissing(Listing listing) throws RegistryException {
    Optional<HubFailure> missing =
        listing.failure().filter(e -> e.kind() == HubFailure.Kind.NOT_FOUND);
    if (missing.isPresent()) {
      throw calls.fatal(missing.get());
    }
  }

  /** A Docker ID or an e-mail address, in lower case. */
  static String invitee(JsonNode one) {
    return HubQueries.text(one, "invitee").toLowerCase(Locale.ROOT);
  }

  private static String teamName(JsonNode one) {
    return HubQueries.text(one, "name");
  }
}

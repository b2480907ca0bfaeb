package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.registry.hub.HubPages.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The calls that read, with their paths. */
final class HubQueries {
  private final HubCalls calls;
  private final HubAddress at;

  HubQueries(HubCalls calls) {
    this.calls = calls;
    this.at = calls.address();
  }

  /** Each with the names of their teams. Source: {@code GET /v2/orgs/{org_name}/members}. */
  Listing members() {
    return calls.list("ListMembers", at.organization("members") + "?type=member", HubQueries::user);
  }

  /** One member. */
  Optional<JsonNode> member(String user) throws HubFailure {
    String path = at.organization("members") + "?type=member&search=" + HubAddress.segment(user);
    return calls.list("ListMembers", path, HubQueries::user).orThrow().stream()
        .filter(one -> user(one).equals(user))
        .findFirst();
  }

  /** The owners. */
  List<JsonNode> owners() throws HubFailure {
    String path = at.organization("members") + "?type=member&role=owner";
    return calls.list("ListMembers", path, HubQueries::user).orThrow();
  }

  /** The pending ones, on one page. Source: {@code GET /v2/orgs/{org_name}/invites}. */
  List<JsonNode> invites() throws HubFailure {
    JsonNode data = calls.get("ListInvites", at.organization("invites")).path("data");
    if (!data.isArray()) {
      throw HubFailure.garbled("ListInvites", "it has no list");
    }
    List<JsonNode> invites = new ArrayList<>();
    data.forEach(invites::add);
    return invites;
  }

  /** Source: {@code GET /v2/orgs/{org_name}/groups}. */
  Listing groups() {
    return calls.list("ListGroups", at.organization("groups"), one -> text(one, "name"));
  }

  JsonNode group(String name) throws HubFailure {
    return calls.get("GetGroup", at.organization("groups", name));
  }

  /** Source: {@code GET /v2/orgs/{org_name}/groups/{group_name}/members}. */
  List<JsonNode> groupMembers(String group) throws HubFailure {
    return calls
        .list("ListGroupMembers", at.organization("groups", group, "members"), HubQueries::user)
        .orThrow();
  }

  /** Whether somebody is in a team. */
  boolean isInGroup(String group, String user) throws HubFailure {
    String path =
        at.organization("groups", group, "members") + "?search=" + HubAddress.segment(user);
    return calls.list("ListGroupMembers", path, HubQueries::user).orThrow().stream()
        .anyMatch(one -> user(one).equals(user));
  }

  /** Source: {@code listNamespaceRepositories}. */
  Listing repositories() {
    return calls.list(
        "ListRepositories", at.repositories() + "?ordering=name", one -> text(one, "name"));
  }

  /** Source: {@code GetRepository}. */
  JsonNode repository(String repository) throws HubFailure {
    return calls.get("GetRepository", at.repository(repository));
  }

  /**
   * What teams may in a repository. The document has no such call; the manual of organization
   * access tokens says that there is one, and Hub's own pages use it (docker/hub-feedback#833).
   */
  List<JsonNode> repositoryGroups(String repository) throws HubFailure {
    return calls
        .list(
            "ListRepositoryGroups",
            calls.detail(repository, "groups"),
            one -> text(one, "group_name"))
        .orThrow();
  }

  /** In no document; clients of others list them like this. */
  List<JsonNode> webhooks(String repository) throws HubFailure {
    return calls
        .list(
            "ListWebhooks",
            calls.detail(repository, "webhook_pipeline"),
            one -> text(one, "name") + " " + text(one, "slug"))
        .orThrow();
  }

  /** Without their resources. Source: {@code GET /v2/orgs/{name}/access-tokens}. */
  Listing accessTokens() {
    return calls.list("ListAccessTokens", at.organization("access-tokens"), one -> text(one, "id"));
  }

  JsonNode accessToken(String id) throws HubFailure {
    return calls.get("GetAccessToken", at.organization("access-tokens", id));
  }

  /** Source: {@code ListRepositoryTags}. */
  List<String> tags(String repository) throws HubFailure {
    return calls
        .list("ListTags", at.repository(repository, "tags"), one -> text(one, "name"))
        .orThrow()
        .stream()
        .map(one -> text(one, "name"))
        .toList();
  }

  /** The tags that a rule keeps. Source: {@code VerifyRepositoryImmutableTags}. */
  List<String> verified(String repository, String rule) throws HubFailure {
    JsonNode tags =
        calls
            .ask(
                "VerifyImmutableTags",
                at.repository(repository, "immutabletags", "verify"),
                HubHttp.JSON.createObjectNode().put("regex", rule))
            .path("tags");
    if (!tags.isArray()) {
      throw HubFailure.garbled("VerifyImmutableTags", "it has no list");
    }
    List<String> texts = new ArrayList<>();
    tags.forEach(tag -> texts.add(tag.asText()));
    return texts;
  }

  /** A Docker ID, in lower case. */
  static String user(JsonNode one) {
    return text(one, "username").toLowerCase(Locale.ROOT);
  }

  static String text(JsonNode one, String key) {
    return one.path(key).asText("");
  }
}

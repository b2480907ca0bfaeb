package dev.portwrit.registry.hub.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.registry.hub.twin.TwinRequest.Route;
import dev.portwrit.registry.hub.twin.TwinRequest.TwinAnswer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of the organization, and its audit log.
 *
 * <p>Source: Docker Hub API, the groups {@code org-access-tokens} and {@code audit-logs}. Only an
 * owner's password may manage tokens (docker/terraform-provider-docker, docs, {@code
 * docker_org_access_token}). The listing has no resources, a secret comes once, the end cannot be
 * changed, and tokens that have ended count (Docker manuals, "Create and manage organization access
 * tokens").
 */
final class TokenApi {
  private final HubWorld world;
  private volatile int largestLog = 100;

  TokenApi(HubWorld world) {
    this.world = world;
  }

  void largestLog(int most) {
    largestLog = most;
  }

  Optional<Route> route(String method, List<String> path) {
    String kind = path.size() > 2 ? path.get(2) : "";
    return Optional.ofNullable(
        switch (method + " " + path.size() + " " + path.get(0) + " " + kind) {
          case "GET 3 orgs access-tokens" -> new Route("ListAccessTokens", false, this::list);
          case "POST 3 orgs access-tokens" -> new Route("CreateOrgAccessToken", true, this::create);
          case "GET 4 orgs access-tokens" -> new Route("GetAccessToken", false, this::get);
          case "PATCH 4 orgs access-tokens" -> new Route("UpdateAccessToken", true, this::update);
          case "DELETE 4 orgs access-tokens" -> new Route("DeleteAccessToken", true, this::delete);
          case "GET 2 auditlogs " -> new Route("ListAuditLogs", false, this::log);
          default -> null;
        });
  }

  private void requireOwner(TwinRequest request) {
    request.caller().requireOrganization(request.at(1), Optional.empty(), "owner");
  }

  private TwinAnswer list(TwinRequest request) {
    requireOwner(request);
    return request.page(
        world.shown().tokens.values().stream().map(TokenApi::entry).toList(), "total");
  }

  private static ObjectNode entry(HubState.Token token) {
    return TwinRequest.object()
        .put("id", token.id())
        .put("label", token.label())
        .put("is_active", token.active())
        .put("expires_at", token.expires().map(Instant::toString).orElse(null));
  }

  private static ObjectNode whole(HubState.Token token) {
    ObjectNode whole = entry(token).put("description", token.description());
    ArrayNode resources = whole.putArray("resources");
    for (HubState.Resource resource : token.resources()) {
      ObjectNode one =
          resources.addObject().put("type", resource.type()).put("path", resource.path());
      resource.scopes().forEach(one.putArray("scopes")::add);
    }
    return whole;
  }

  private HubState.Token token(HubState state, TwinRequest request) {
    HubState.Token token = state.tokens.get(request.at(3));
    if (token == null) {
      throw TwinRefusal.notFound();
    }
    return token;
  }

  private TwinAnswer get(TwinRequest request) {
    requireOwner(request);
    return TwinAnswer.ok(whole(token(world.shown(), request)));
  }

  private TwinAnswer create(TwinRequest request) {
    requireOwner(request);
    if (world.now.tokens.size() >= world.tokenLimit) {
      throw new TwinRefusal(403, "the limit of access tokens is reached");
    }
    String id = "token-" + world.nextId();
    HubState.Token made =
        new HubState.Token(
            id,
            request.text("label"),
            request.body().path("description").asText(""),
            "dckr_oat_" + world.secret(),
            true,
            expires(request),
            resources(request.body().path("resources")));
    world.now.tokens.put(id, made);
    world.log(
        "org.access_token.create",
        world.organization(),
        request.caller().actor(),
        Map.of("label", made.label()));
    return new TwinAnswer(201, whole(made).put("token", made.secret()));
  }

  private Optional<Instant> expires(TwinRequest request) {
    JsonNode text = request.body().path("expires_at");
    if (!text.isTextual()) {
      return Optional.empty();
    }
    Instant end;
    try {
      end = OffsetDateTime.parse(text.asText()).toInstant();
    } catch (DateTimeException e) {
      throw TwinRefusal.bad("expires_at is no time");
    }
    if (!end.isAfter(world.clock().instant())) {
      throw TwinRefusal.bad("expires_at has to be in the future");
    }
    return Optional.of(end);
  }

  private List<HubState.Resource> resources(JsonNode array) {
    List<HubState.Resource> resources = new ArrayList<>();
    for (JsonNode one : array) {
      List<String> scopes = new ArrayList<>();
      one.path("scopes").forEach(scope -> scopes.add(scope.asText()));
      String path = one.path("path").asText();
      String type = one.path("type").asText();
      requireResource(type, path);
      resources.add(new HubState.Resource(type, path, scopes));
    }
    return resources;
  }

  /** Source: schema {@code orgAccessTokenResource}: an existing repository, all, or the public. */
  private void requireResource(String type, String path) {
    String organization = world.organization();
    boolean good =
        switch (type) {
          case "TYPE_ORG" -> path.equals(organization);
          case "TYPE_REPO" ->
              path.equals("*/*/public")
                  || path.equals(organization + "/*")
                  || (path.startsWith(organization + "/")
                      && world.find(path.substring(organization.length() + 1)).isPresent());
          default -> false;
        };
    if (!good) {
      throw TwinRefusal.bad("a resource is not one of the organization");
    }
  }

  private TwinAnswer update(TwinRequest request) {
    requireOwner(request);
    HubState.Token old = token(world.now, request);
    JsonNode body = request.body();
    HubState.Token updated =
        new HubState.Token(
            old.id(),
            body.path("label").asText(old.label()),
            body.path("description").asText(old.description()),
            old.secret(),
            body.path("is_active").asBoolean(old.active()),
            old.expires(),
            body.has("resources") ? resources(body.path("resources")) : old.resources());
    world.now.tokens.put(old.id(), updated);
    world.log(
        "org.access_token.update",
        world.organization(),
        request.caller().actor(),
        Map.of("label", updated.label()));
    return TwinAnswer.ok(whole(updated));
  }

  private TwinAnswer delete(TwinRequest request) {
    requireOwner(request);
    HubState.Token old = token(world.now, request);
    world.now.tokens.remove(old.id());
    world.log(
        "org.access_token.delete",
        world.organization(),
        request.caller().actor(),
        Map.of("label", old.label()));
    return TwinAnswer.none();
  }

  /**
   * Pages of 25 unless asked, which say nothing of others. Source: {@code AuditLogs_ListAuditLogs}.
   * That a page holds 100 at most, that the newest comes first and that the ends of the window are
   * in it is inferred.
   */
  private TwinAnswer log(TwinRequest request) {
    request
        .caller()
        .requireOrganization(request.at(1), Optional.of("scope-activity-read"), "owner");
    String action = request.query().getOrDefault("action", "");
    String name = request.query().getOrDefault("name", "");
    int page = Math.max(1, request.number("page", 1));
    int size = Math.min(largestLog, request.number("page_size", 25));
    List<HubWorld.Event> newest = new ArrayList<>(world.events);
    Collections.reverse(newest);
    ObjectNode answer = TwinRequest.object();
    ArrayNode logs = answer.putArray("logs");
    newest.stream()
        .filter(event -> action.isEmpty() || event.action().equals(action))
        .filter(event -> name.isEmpty() || event.name().equals(name))
        .filter(event -> isBetween(event.at(), request.query()))
        .skip((long) (page - 1) * size)
        .limit(size)
        .forEach(event -> logs.add(entry(event)));
    return TwinAnswer.ok(answer);
  }

  private static boolean isBetween(Instant at, Map<String, String> query) {
    boolean isAfter = !query.containsKey("from") || !at.isBefore(Instant.parse(query.get("from")));
    return isAfter && (!query.containsKey("to") || !at.isAfter(Instant.parse(query.get("to"))));
  }

  private ObjectNode entry(HubWorld.Event event) {
    ObjectNode entry =
        TwinRequest.object()
            .put("account", world.organization())
            .put("action", event.action())
            .put("name", event.name())
            .put("actor", event.actor())
            .put("timestamp", event.at().toString());
    ObjectNode data = entry.putObject("data");
    event.data().forEach(data::put);
    return entry;
  }
}

package dev.portwrit.registry.hub.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.portwrit.registry.hub.twin.TwinRequest.Route;
import dev.portwrit.registry.hub.twin.TwinRequest.TwinAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Repositories: by the paths below {@code /v2/namespaces}, which are documented and take tokens of
 * organizations, and by those below {@code /v2/repositories}, which do not.
 *
 * <p>Source: Docker Hub API, the group {@code repositories}; Docker manuals, "Create and manage
 * organization access tokens", "Supported endpoints", which names groups, privacy and webhook
 * pipelines without their paths; the older paths: docker/terraform-provider-docker,
 * internal/hubclient/client_repository.go, and of the listing of groups docker/hub-feedback#833.
 */
final class RepositoryApi {
  private static final String NAME = "[a-z0-9]+(?:[._-][a-z0-9]+)*";

  private final HubWorld world;
  private final Map<String, List<String>> verified = new ConcurrentHashMap<>();

  RepositoryApi(HubWorld world) {
    this.world = world;
  }

  void verifyAs(String rule, List<String> tags) {
    verified.put(rule, List.copyOf(tags));
  }

  Optional<Route> route(String method, List<String> path) {
    if (path.get(0).equals("namespaces")
        && path.size() >= 3
        && path.get(2).equals("repositories")) {
      return ofRepository(method, path.subList(3, path.size()), false);
    }
    return path.get(0).equals("repositories") && path.size() >= 2
        ? ofRepository(method, path.subList(2, path.size()), true)
        : Optional.empty();
  }

  /** Below: the name of the repository, and what is in it. */
  private Optional<Route> ofRepository(String method, List<String> below, boolean older) {
    String kind = below.size() > 1 ? below.get(1) : "";
    String call = method + " " + below.size() + " " + kind;
    Route route =
        switch (call) {
          case "GET 0 " -> new Route("ListRepositories", false, this::list);
          case "POST 0 " -> new Route("CreateRepository", true, this::create);
          case "GET 1 ", "HEAD 1 " -> new Route("GetRepository", false, this::get);
          case "PATCH 1 " -> new Route("UpdateRepository", true, this::update);
          case "POST 2 privacy" -> new Route("SetPrivacy", true, this::privacy);
          case "PATCH 2 immutabletags" ->
              new Route("UpdateImmutableTags", true, this::immutableTags);
          case "POST 3 immutabletags" -> new Route("VerifyImmutableTags", false, this::verify);
          case "GET 2 groups" -> new Route("ListRepositoryGroups", false, this::groups);
          case "POST 2 groups" -> new Route("AssignGroup", true, this::assign);
          case "GET 3 groups" -> new Route("GetRepositoryGroup", false, this::group);
          case "PATCH 3 groups" -> new Route("UpdateGroupPermission", true, this::permission);
          case "DELETE 3 groups" -> new Route("RemoveGroup", true, this::removeGroup);
          case "GET 2 webhook_pipeline" -> new Route("ListWebhooks", false, this::webhooks);
          case "POST 2 webhook_pipeline" -> new Route("CreateWebhook", true, this::addWebhook);
          case "DELETE 3 webhook_pipeline" -> new Route("DeleteWebhook", true, this::removeWebhook);
          case "GET 2 tags" -> new Route("ListTags", false, this::tags);
          case "GET 3 tags" -> new Route("GetTag", false, this::tag);
          case "DELETE 3 tags" -> new Route("DeleteTag", true, this::deleteTag);
          default -> null;
        };
    if (route == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Route(
            route.name(),
            route.writes(),
            request -> {
              if (older) {
                request.caller().requireOlderPath();
              }
              if (!request.at(1).equals(world.organization())) {
                throw TwinRefusal.notFound();
              }
              return route.handler().answer(named(request, below));
            }));
  }

  /** The segments from the name of the repository on. */
  private static TwinRequest named(TwinRequest request, List<String> below) {
    return new TwinRequest(
        below.isEmpty() ? request.path() : below,
        request.query(),
        request.body(),
        request.caller(),
        request.address());
  }

  private TwinRepository repository(HubState state, TwinRequest request) {
    TwinRepository repository = state.repositories.get(request.at(0));
    if (repository == null) {
      throw TwinRefusal.notFound();
    }
    return repository;
  }

  private TwinAnswer list(TwinRequest request) {
    List<ObjectNode> all =
        world.shown().repositories.values().stream()
            .filter(request.caller()::isShown)
            .map(this::entry)
            .toList();
    return request.page(all, "count");
  }

  /** Without the settings about tags, which only the repository itself has. */
  private ObjectNode entry(TwinRepository one) {
    return TwinRequest.object()
        .put("name", one.name)
        .put("namespace", world.organization())
        .put("repository_type", "image")
        .put("status", 1)
        .put("description", one.description)
        .put("is_private", one.isPrivate);
  }

  private ObjectNode info(TwinRepository one) {
    ObjectNode info = entry(one).put("full_description", one.fullDescription);
    ObjectNode settings = info.putObject("immutable_tags_settings").put("enabled", one.immutable);
    one.rules.forEach(settings.putArray("rules")::add);
    return info;
  }

  /** How the limit of private repositories is told is inferred; that there is one is not. */
  private TwinAnswer create(TwinRequest request) {
    request.caller().requireCreate();
    String name = request.text("name");
    if (name.length() < 2 || name.length() > 255 || !name.matches(NAME)) {
      throw TwinRefusal.bad("the name has to have 2 to 255 characters and match " + NAME);
    }
    if (!request.text("namespace").equals(world.organization())) {
      throw TwinRefusal.bad("namespace has to be that of the path");
    }
    if (world.find(name).isPresent()) {
      throw TwinRefusal.bad("Repository with this Name and Namespace already exists.");
    }
    String description = description(request);
    boolean isPrivate = request.body().path("is_private").asBoolean(false);
    if (isPrivate && !world.makesPublicInstead()) {
      requireRoom();
    }
    TwinRepository made = world.repository(name).described(description);
    made.isPrivate = isPrivate && !world.makesPublicInstead();
    made.fullDescription = request.body().path("full_description").asText("");
    log(request, "repo.create", name);
    return new TwinAnswer(201, info(made));
  }

  private static String description(TwinRequest request) {
    String description = request.body().path("description").asText("");
    if (description.length() > 100) {
      throw TwinRefusal.bad("description has at most 100 characters");
    }
    return description;
  }

  private void requireRoom() {
    long there = world.now.repositories.values().stream().filter(one -> one.isPrivate).count();
    if (there >= world.privateLimit) {
      throw new TwinRefusal(403, "No more private repositories available");
    }
  }

  private void log(TwinRequest request, String action, String repository) {
    world.log(action, world.organization() + "/" + repository, request.caller().actor(), Map.of());
  }

  private TwinAnswer get(TwinRequest request) {
    TwinRepository one = repository(world.shown(), request);
    request.caller().requireRead(one, "scope-repository-read");
    return TwinAnswer.ok(info(one));
  }

  private TwinAnswer update(TwinRequest request) {
    TwinRepository one = repository(world.now, request);
    request.caller().requireAdmin(one, "scope-repository-edit");
    if (request.body().has("description")) {
      one.described(description(request));
    }
    if (request.body().has("full_description")) {
      one.fullDescription = request.body().path("full_description").asText("");
    }
    log(request, "repo.update", one.name);
    return TwinAnswer.ok(info(one));
  }

  private TwinAnswer privacy(TwinRequest request) {
    TwinRepository one = repository(world.now, request);
    request.caller().requireAdmin(one, "scope-repository-edit");
    boolean isPrivate = request.flag("is_private");
    if (isPrivate && !one.isPrivate) {
      requireRoom();
    }
    one.isPrivate = isPrivate;
    log(request, "repo.change_privacy", one.name);
    return TwinAnswer.ok(TwinRequest.object());
  }

  /** Both keys are required. */
  private TwinAnswer immutableTags(TwinRequest request) {
    TwinRepository one = repository(world.now, request);
    request.caller().requireAdmin(one, "scope-repository-settings-admin");
    boolean enabled = request.flag("immutable_tags");
    if (!request.body().path("immutable_tags_rules").isArray()) {
      throw TwinRefusal.bad("`immutable_tags_rules` is required");
    }
    List<String> rules = new ArrayList<>();
    for (JsonNode rule : request.body().path("immutable_tags_rules")) {
      rules.add(compiled(rule.asText()).pattern());
    }
    one.immutable = enabled;
    one.rules = rules;
    log(request, "repo.immutable.tags.updated", one.name);
    return TwinAnswer.ok(info(one));
  }

  private static Pattern compiled(String rule) {
    try {
      return Pattern.compile(rule);
    } catch (PatternSyntaxException e) {
      throw TwinRefusal.bad("invalid regular expression");
    }
  }

  private TwinAnswer verify(TwinRequest request) {
    TwinRepository one = repository(world.shown(), request);
    request.caller().requireAdmin(one, "scope-repository-settings-admin");
    Pattern rule = compiled(request.text("regex"));
    ObjectNode answer = TwinRequest.object();
    var tags = answer.putArray("tags");
    if (verified.containsKey(rule.pattern())) {
      verified.getOrDefault(rule.pattern(), List.of()).forEach(tags::add);
      return TwinAnswer.ok(answer);
    }
    one.tags.keySet().stream().filter(tag -> rule.matcher(tag).find()).forEach(tags::add);
    return TwinAnswer.ok(answer);
  }

  private TwinAnswer groups(TwinRequest request) {
    HubState state = world.shown();
    TwinRepository one = repository(state, request);
    request.caller().requireAdmin(one, "scope-repo-group-read");
    List<ObjectNode> all = new ArrayList<>();
    one.permissions.forEach(
        (id, permission) -> state.team(id).ifPresent(team -> all.add(group(team, permission))));
    return request.page(all, "count");
  }

  private static ObjectNode group(HubState.Team team, String permission) {
    return TwinRequest.object()
        .put("group_id", team.id)
        .put("group_name", team.name)
        .put("permission", permission);
  }

  private static String wanted(TwinRequest request) {
    String permission = request.text("permission");
    if (TwinJudge.rank(permission) == 0) {
      throw TwinRefusal.bad("permission has to be read, write or admin");
    }
    return permission;
  }

  /**
   * No event tells of what teams may do: {@code repo.update} is of the description and the status.
   * Source: Docker manuals, "Activity logs", "Repository events".
   */
  private TwinAnswer assign(TwinRequest request) {
    TwinRepository one = repository(world.now, request);
    request.caller().requireAdmin(one, "scope-repo-group-edit");
    HubState.Team team =
        world.now.team(request.body().path("group_id").asLong()).orElseThrow(TwinRefusal::notFound);
    String permission = wanted(request);
    one.permissions.put(team.id, permission);
    return TwinAnswer.ok(group(team, permission));
  }

  private HubState.Team assigned(HubState state, TwinRepository one, TwinRequest request) {
    String id = request.at(2);
    return Optional.of(id)
        .filter(text -> text.matches("[0-9]{1,15}"))
        .map(Long::parseLong)
        .filter(one.permissions::containsKey)
        .flatMap(state::team)
        .orElseThrow(TwinRefusal::notFound);
  }

  private TwinAnswer group(TwinRequest request) {
    HubState state = world.shown();
    TwinRepository one = repository(state, request);
    request.caller().requireAdmin(one, "scope-repo-group-read");
    HubState.Team team = assigned(state, one, request);
    return TwinAnswer.ok(group(team, one.permissions.getOrDefault(team.id, "")));
  }

  private TwinAnswer permission(TwinRequest request) {
    TwinRepository one = repository(world.now, request);
    request.caller().requireAdmin(one, "scope-repo-group-edit");
    HubState.Team team = assigned(world.now, one, request);
    String permission = wanted(request);
    one.permissions.put(team.id, permission);
    return TwinAnswer.ok(group(team, permission));
  }

  private TwinAnswer removeGroup(TwinRequest request) {
    TwinRepository one = repository(world.now, request);
    request.caller().requireAdmin(one, "scope-repo-group-admin");
    one.permissions.remove(assigned(world.now, one, request).id);
    return TwinAnswer.none();
  }

  /** Source: clients of others: a name, a slug made of it, and a list of addresses. */
  private TwinAnswer webhooks(TwinRequest request) {
    TwinRepository one = repository(world.shown(), request);
    request.caller().requireAdmin(one, "scope-webhook-read");
    List<ObjectNode> all = new ArrayList<>();
    one.webhooks.forEach((slug, hook) -> all.add(pipeline(slug, hook)));
    return request.page(all, "count");
  }

  private static ObjectNode pipeline(String slug, TwinRepository.Hook hook) {
    ObjectNode pipeline =
        TwinRequest.object()
            .put("name", hook.name())
            .put("slug", slug)
            .put("expect_final_callback", false);
    pipeline.putArray("webhooks").addObject().put("name", hook.name()).put("hook_url", hook.url());
    return pipeline;
  }

  private TwinAnswer addWebhook(TwinRequest request) {
    TwinRepository one = repository(world.now, request);
    request.caller().requireAdmin(one, "scope-webhook-edit");
    String name = request.text("name");
    String url = request.body().path("webhooks").path(0).path("hook_url").asText("");
    if (!url.matches("https?://.+")) {
      throw TwinRefusal.bad("hook_url " + url + " has to be an address");
    }
    String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    one.webhooks.put(slug, new TwinRepository.Hook(name, url));
    return new TwinAnswer(201, pipeline(slug, new TwinRepository.Hook(name, url)));
  }

  private TwinAnswer removeWebhook(TwinRequest request) {
    TwinRepository one = repository(world.now, request);
    request.caller().requireAdmin(one, "scope-webhook-admin");
    if (one.webhooks.remove(request.at(2)) == null) {
      throw TwinRefusal.notFound();
    }
    return TwinAnswer.none();
  }

  private TwinAnswer tags(TwinRequest request) {
    TwinRepository one = repository(world.shown(), request);
    request.caller().requireRead(one, "scope-tag-read");
    List<ObjectNode> all = new ArrayList<>();
    one.tags.forEach((name, digest) -> all.add(tag(name, digest)));
    return request.page(all, "count");
  }

  private static ObjectNode tag(String name, String digest) {
    return TwinRequest.object().put("name", name).put("digest", digest);
  }

  private TwinAnswer tag(TwinRequest request) {
    TwinRepository one = repository(world.shown(), request);
    request.caller().requireRead(one, "scope-tag-read");
    String digest = one.tags.get(request.at(2));
    if (digest == null) {
      throw TwinRefusal.notFound();
    }
    return TwinAnswer.ok(tag(request.at(2), digest));
  }

  /** Source: docker/docs PR 26007: what is immutable cannot be deleted. */
  private TwinAnswer deleteTag(TwinRequest request) {
    TwinRepository one = repository(world.now, request);
    request.caller().requireAdmin(one, "scope-tag-admin");
    if (one.keeps(request.at(2))) {
      throw new TwinRefusal(403, "the tag is immutable");
    }
    if (one.tags.remove(request.at(2)) == null) {
      throw TwinRefusal.notFound();
    }
    log(request, "repo.tag.delete", one.name);
    return TwinAnswer.none();
  }
}

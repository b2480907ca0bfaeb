package dev.portwrit.registry.hub.twin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is there, from a JSON file; {@code examples/hub/world} is one. */
final class WorldFile {
  private WorldFile() {}

  static void read(Path file, HubWorld world) throws IOException {
    JsonNode json = TwinRequest.JSON.readTree(Files.readString(file));
    each(json.path("members"), (name, role) -> world.member(name, role.asText()));
    each(json.path("accounts"), (name, password) -> world.account(name, password.asText()));
    each(json.path("invitations"), (who, role) -> world.invite(who, role.asText()));
    each(
        json.path("teams"),
        (name, team) ->
            world.team(
                name,
                team.path("description").asText(""),
                texts(team.path("members")).toArray(String[]::new)));
    each(json.path("repositories"), (name, one) -> repository(world, name, one));
    each(
        json.path("personal-tokens"),
        (secret, one) ->
            world.personal.put(
                secret,
                new HubWorld.Personal(one.path("user").asText(), one.path("scope").asText())));
    each(json.path("access-tokens"), (label, one) -> token(world, label, one));
  }

  private static void repository(HubWorld world, String name, JsonNode json) {
    TwinRepository one = world.repository(name).described(json.path("description").asText(""));
    if (json.path("visibility").asText().equals("public")) {
      one.open();
    }
    if (json.has("immutable-tags")) {
      one.keeping(texts(json.path("immutable-tags")).toArray(String[]::new));
    }
    each(json.path("teams"), (team, may) -> world.permit(name, team, may.asText()));
    each(json.path("tags"), (tag, digest) -> one.tagged(tag, digest.asText()));
    each(json.path("webhooks"), (hook, url) -> one.telling(hook, url.asText()));
  }

  private static void token(HubWorld world, String label, JsonNode json) {
    List<String> scopes = texts(json.path("scopes"));
    String path = json.path("path").asText(world.organization() + "/*");
    Optional<Instant> expires =
        json.has("expires")
            ? Optional.of(Instant.parse(json.path("expires").asText()))
            : Optional.empty();
    List<HubState.Resource> resources = new ArrayList<>();
    resources.add(new HubState.Resource("TYPE_REPO", path, scopes));
    if (json.path("organization").asBoolean(false)) {
      resources.add(new HubState.Resource("TYPE_ORG", world.organization(), scopes));
    }
    String id = "token-" + world.nextId();
    world.now.tokens.put(
        id,
        new HubState.Token(
            id,
            label,
            json.path("description").asText(""),
            json.path("secret").asText("dckr_oat_" + world.secret()),
            true,
            expires,
            resources));
  }

  private static void each(JsonNode object, BiConsumer<String, JsonNode> what) {
    object.properties().forEach(entry -> what.accept(entry.getKey(), entry.getValue()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}

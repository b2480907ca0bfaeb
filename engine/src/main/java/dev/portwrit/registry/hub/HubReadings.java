package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.registry.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What answers of the API say of objects. What is not understood is unknown. */
final class HubReadings {
  private HubReadings() {}

  /** Roles come as {@code Owner} and go as {@code owner}; there are others than are documented. */
  static Reading member(JsonNode one) {
    String role = HubQueries.text(one, "role");
    return OrgRole.parse(role)
        .map(known -> Reading.present(new HubContents.Member(known).text()))
        .orElseGet(() -> unknown("role", role));
  }

  /** An invitation of which no role is told is one of a member. */
  static Reading invitation(JsonNode one) {
    String role = HubQueries.text(one, "role");
    return role.isEmpty()
        ? Reading.present(new HubContents.Member(OrgRole.MEMBER).text())
        : member(one);
  }

  static Reading team(JsonNode one) {
    return Reading.present(new HubContents.Team(HubQueries.text(one, "description")).text());
  }

  static Reading repository(JsonNode one) {
    if (!one.path("is_private").isBoolean()) {
      return new Reading.Unknown("Docker Hub does not say whether it is private");
    }
    return Reading.present(
        new HubContents.Repository(
                HubQueries.text(one, "description"), !one.path("is_private").asBoolean())
            .text());
  }

  /** Where it is switched off there is none, whatever rules are left. */
  static Reading immutableTags(JsonNode repository) {
    JsonNode settings = repository.path("immutable_tags_settings");
    if (!settings.path("enabled").isBoolean()) {
      return new Reading.Unknown("Docker Hub does not say which tags are immutable");
    }
    return settings.path("enabled").asBoolean()
        ? Reading.present(new HubContents.ImmutableTags(true, texts(settings.path("rules"))).text())
        : Reading.absent();
  }

  static Reading permission(JsonNode one) {
    String permission = HubQueries.text(one, "permission");
    return Permission.parse(permission)
        .map(known -> Reading.present(new HubContents.TeamPermission(known).text()))
        .orElseGet(() -> unknown("permission", permission));
  }

  /** A pipeline of other than one address is not one of ours. */
  static Reading webhook(JsonNode one) {
    JsonNode hooks = one.path("webhooks");
    return hooks.size() == 1
        ? Reading.present(
            new HubContents.Webhook(HubQueries.text(hooks.path(0), "hook_url")).text())
        : new Reading.Unknown("the webhook has " + hooks.size() + " addresses");
  }

  static Reading accessToken(JsonNode one) {
    if (!one.path("resources").isArray()) {
      return new Reading.Unknown("Docker Hub does not say what the token may do");
    }
    SortedSet<HubContents.Resource> resources = new TreeSet<>();
    for (JsonNode resource : one.path("resources")) {
      resources.add(
          new HubContents.Resource(
              HubQueries.text(resource, "type"),
              HubQueries.text(resource, "path"),
              texts(resource.path("scopes"))));
    }
    Optional<Instant> expires;
    try {
      expires = instant(HubQueries.text(one, "expires_at"));
    } catch (DateTimeException e) {
      return unknown("expires_at", HubQueries.text(one, "expires_at"));
    }
    return Reading.present(
        new HubContents.AccessToken(
                one.path("is_active").asBoolean(),
                HubQueries.text(one, "description"),
                expires,
                resources)
            .text());
  }

  private static Optional<Instant> instant(String text) {
    return text.isEmpty() || text.equals("null")
        ? Optional.empty()
        : Optional.of(OffsetDateTime.parse(text).toInstant());
  }

  private static SortedSet<String> texts(JsonNode array) {
    SortedSet<String> texts = new TreeSet<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  private static Reading unknown(String key, String value) {
    return new Reading.Unknown(
        "`" + key + "` is `" + Printable.escape(value) + "`, which is not known");
  }
}

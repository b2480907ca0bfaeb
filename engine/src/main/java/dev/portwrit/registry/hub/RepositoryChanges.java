package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.hub.HubWriter.Change;
import java.util.Optional;

/** Changes repositories. None is ever removed, or public because it cannot be private. */
final class RepositoryChanges {
  private final HubCalls calls;
  private final RuleCheck check;

  RepositoryChanges(HubCalls calls, HubQueries queries) {
    this.calls = calls;
    this.check = new RuleCheck(queries);
  }

  Performed ofRepository(Change change) throws HubFailure, UnreadableContent {
    if (change.removes()) {
      return change.noWay();
    }
    HubContents.Repository to = HubContents.Repository.read(change.goal());
    if (change.makes()) {
      return create(change.name(), to);
    }
    HubContents.Repository from = HubContents.Repository.read(change.from().orElseThrow());
    if (from.isPublic() != to.isPublic() && from.description().equals(to.description())) {
      return setPrivacy(change.name(), !to.isPublic());
    }
    return from.isPublic() == to.isPublic() ? describe(change.name(), to) : change.noWay();
  }

  private Performed create(String repository, HubContents.Repository to) throws HubFailure {
    HubAddress at = calls.address();
    JsonNode made =
        calls.change(
            "CreateRepository",
            "POST",
            at.repositories(),
            HubWriter.body()
                .put("name", repository.substring(repository.indexOf('/') + 1))
                .put("namespace", at.organization())
                .put("description", to.description())
                .put("registry", "docker.io")
                .put("is_private", !to.isPublic()));
    boolean isWider =
        !to.isPublic()
            && made.path("is_private").isBoolean()
            && !made.path("is_private").asBoolean();
    return isWider
        ? new Performed.Refused(
            "Docker Hub made `" + repository + "` public, and was asked for private")
        : new Performed.Accepted();
  }

  /** The manual says that tokens of organizations may; the older path is that of Terraform. */
  private Performed setPrivacy(String repository, boolean isPrivate) throws HubFailure {
    calls.change(
        "SetPrivacy",
        "POST",
        withoutSlash(calls.detail(repository, "privacy")),
        HubWriter.body().put("is_private", isPrivate));
    return new Performed.Accepted();
  }

  private Performed describe(String repository, HubContents.Repository to) throws HubFailure {
    calls.change(
        "UpdateRepository",
        "PATCH",
        calls.detail(repository),
        HubWriter.body().put("description", to.description()));
    return new Performed.Accepted();
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Source: {@code UpdateRepositoryImmutableTags}: a list, in which commas do no harm. */
  Performed ofImmutableTags(Change change) throws HubFailure, UnreadableContent {
    HubContents.ImmutableTags to =
        change.removes()
            ? HubContents.ImmutableTags.NONE
            : HubContents.ImmutableTags.read(change.goal());
    HubContents.ImmutableTags from =
        change.makes()
            ? HubContents.ImmutableTags.NONE
            : HubContents.ImmutableTags.read(change.from().orElseThrow());
    if (to.enabled()) {
      Optional<String> flaw = check.flaw(change.name(), from, to);
      if (flaw.isPresent()) {
        return new Performed.Refused(flaw.get());
      }
    }
    var body = HubWriter.body().put("immutable_tags", to.enabled());
    to.rules().forEach(body.putArray("immutable_tags_rules")::add);
    calls.change(
        "UpdateImmutableTags",
        "PATCH",
        calls.address().repository(change.name(), "immutabletags"),
        body);
    return new Performed.Accepted();
  }
}

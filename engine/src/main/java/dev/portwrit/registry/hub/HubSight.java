package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.registry.hub.HubPages.Listing;
import java.util.List;
import java.util.Optional;

/**
 * Whether repositories that are not shown are not there. Docker Hub leaves private ones out of what
 * it shows to those who may not see them, and says nothing of it.
 *
 * <p>A token of an organization without {@code scope-repository-list} is shown none that is
 * private, so one private repository in the list proves that it has it. A person sees all only as
 * owner or editor. Source: Docker manuals, "Create and manage organization access tokens", "Listing
 * behavior"; "Core roles".
 */
final class HubSight {
  private final HubCalls calls;
  private final HubQueries queries;
  private volatile boolean isProven;

  HubSight(HubCalls calls, HubQueries queries) {
    this.calls = calls;
    this.queries = queries;
  }

  /** Takes notice of who is what in the organization. */
  void sawMembers(List<JsonNode> members) {
    if (isPerson() && members.stream().anyMatch(this::isRuler)) {
      isProven = true;
    }
  }

  private boolean isRuler(JsonNode member) {
    return HubQueries.user(member).equals(calls.credentials().username())
        && OrgRole.parse(HubQueries.text(member, "role"))
            .filter(role -> role != OrgRole.MEMBER)
            .isPresent();
  }

  /** Takes notice of what is shown. */
  void sawRepositories(List<JsonNode> repositories) {
    if (!isPerson()
        && repositories.stream().anyMatch(one -> one.path("is_private").asBoolean(false))) {
      isProven = true;
    }
  }

  /** Why private repositories may be withheld; empty if none is. */
  Optional<String> doubt() {
    if (isProven) {
      return Optional.empty();
    }
    return switch (calls.credentials().kind()) {
      case ORGANIZATION_TOKEN ->
          Optional.of(
              "Docker Hub shows no private repository to this token and would not say if it"
                  + " withheld them: give it `scope-repository-list`, and if there is none yet,"
                  + " make one private repository by hand or use an owner's password");
      case PERSONAL_TOKEN ->
          Optional.of(
              "Docker Hub shows only the private repositories that the owner of this token may see,"
                  + " and does not tell it who they are: use an organization access token with"
                  + " `scope-repository-list`, or an owner's password");
      case PASSWORD ->
          Optional.of(
              "Docker Hub shows only the private repositories that `"
                  + calls.credentials().username()
                  + "` may see, who is neither owner nor editor of `"
                  + calls.address().organization()
                  + "`");
    };
  }

  /** The same, asking where nothing was looked at yet. */
  Optional<String> doubtAfterLooking() throws HubFailure {
    if (!isProven) {
      if (isPerson()) {
        queries.member(calls.credentials().username()).map(List::of).ifPresent(this::sawMembers);
      } else {
        Listing listing = queries.repositories();
        sawRepositories(listing.items());
      }
    }
    return doubt();
  }

  private boolean isPerson() {
    return calls.credentials().kind() != HubCredentials.Kind.ORGANIZATION_TOKEN;
  }
}

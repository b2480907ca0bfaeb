package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Step;
import java.util.Optional;

/** Changes an organization, one call a step; what it asks besides only holds a step back. */
final class HubWriter implements LiveWriter {
  private final HubCalls calls;
  private final MemberChanges members;
  private final TeamChanges teams;
  private final RepositoryChanges repositories;
  private final TokenChanges tokens;
  private final WebhookChanges webhooks;

  HubWriter(HubCalls calls, TokenFolder secrets) throws RegistryException {
    HubQueries queries = new HubQueries(calls);
    this.calls = calls;
    this.members = new MemberChanges(calls, queries);
    this.teams = new TeamChanges(calls, queries);
    this.repositories = new RepositoryChanges(calls, queries);
    this.tokens = new TokenChanges(calls, queries, secrets);
    this.webhooks = new WebhookChanges(calls, queries);
    calls.logIn();
  }

  /**
   * What an object is and shall be.
   *
   * @param from empty where it is not there
   * @param to empty where it shall not be there
   */
  record Change(ObjectId object, Optional<String> from, Optional<String> to) {
    static Change of(Step step) {
      return new Change(step.object(), content(step.before()), content(step.after()));
    }

    private static Optional<String> content(Reading reading) {
      return reading instanceof Reading.Present present
          ? Optional.of(present.content())
          : Optional.empty();
    }

    String name() {
      return object.name();
    }

    boolean makes() {
      return from.isEmpty();
    }

    boolean removes() {
      return to.isEmpty();
    }

    /** What it shall be, where that is something. */
    String goal() {
      return to.orElseThrow();
    }

    Performed noWay() {
      return new Performed.Refused("there is no call that would change `" + object + "` so");
    }
  }

  /** Carries a change out. */
  interface Changes {
    Performed make(Change change) throws HubFailure, UnreadableContent;
  }

  @Override
  public Performed perform(Step step) {
    try {
      return changes(step.object()).make(Change.of(step));
    } catch (UnreadableContent e) {
      return new Performed.Refused("`" + step.object() + "` is not to be read: " + e.getMessage());
    } catch (HubFailure e) {
      return e.isUnclear()
          ? new Performed.Unclear(calls.reason(e))
          : new Performed.Refused(calls.reason(e));
    }
  }

  private Changes changes(ObjectId object) {
    return switch (object.kind()) {
      case HubObjects.MEMBER -> members::ofMember;
      case HubObjects.INVITATION -> members::ofInvitation;
      case HubObjects.TEAM -> teams::ofTeam;
      case HubObjects.TEAM_MEMBER -> teams::ofTeamMember;
      case HubObjects.TEAM_PERMISSION -> teams::ofPermission;
      case HubObjects.REPOSITORY -> repositories::ofRepository;
      case HubObjects.IMMUTABLE_TAGS -> repositories::ofImmutableTags;
      case HubObjects.ACCESS_TOKEN -> tokens::ofAccessToken;
      case HubObjects.WEBHOOK -> webhooks::ofWebhook;
      default -> Change::noWay;
    };
  }

  static ObjectNode body() {
    return HubHttp.JSON.createObjectNode();
  }

  @Override
  public CallCount calls() {
    return calls.count();
  }

  @Override
  public void close() {
    // Connections end with the client.
  }
}

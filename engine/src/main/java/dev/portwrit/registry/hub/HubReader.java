package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeHistory;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.hub.HubObjects.InRepository;
import dev.portwrit.registry.hub.HubObjects.TeamMember;
import dev.portwrit.registry.hub.HubPages.Listing;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads an organization by the fewest calls: a page of a listing for a hundred members, teams or
 * repositories, two for each repository that is in scope, since the listing names neither its
 * immutable tags nor its teams, and one for each access token.
 */
final class HubReader implements LiveReader {
  private final HubCalls calls;
  private final HubQueries queries;
  private final HubSight sight;
  private final HubPeople people;
  private final HubInterest interest;
  private final HubRepositories repositories;

  HubReader(HubCalls calls, HubInterest interest, int atOnce) {
    this.calls = calls;
    this.interest = interest;
    this.queries = new HubQueries(calls);
    this.sight = new HubSight(calls, queries);
    this.people = new HubPeople(calls, queries, sight);
    this.repositories = new HubRepositories(calls, queries, sight, interest, atOnce);
  }

  @Override
  public NativeState read(Scope scope) throws RegistryException {
    calls.logIn();
    NativeState.Builder state = NativeState.EMPTY.toBuilder();
    Optional<List<String>> teams = people.readTeams(state);
    people.readMembers(state);
    if (scope.accounts()) {
      people.readInvitations(state);
      if (interest.inTokens()) {
        people.readAccessTokens(state);
      }
    }
    repositories.read(scope, teams, state);
    return state.build();
  }

  @Override
  public Reading read(ObjectId object) {
    String name = object.name();
    return switch (object.kind()) {
      case HubObjects.MEMBER ->
          reading(() -> queries.member(name).map(HubReadings::member).orElseGet(Reading::absent));
      case HubObjects.INVITATION -> reading(() -> people.invitation(name));
      case HubObjects.TEAM -> orAbsent(() -> HubReadings.team(queries.group(name)));
      case HubObjects.TEAM_MEMBER -> teamMember(TeamMember.of(object));
      case HubObjects.ACCESS_TOKEN -> reading(() -> people.accessToken(name));
      case HubObjects.REPOSITORY -> repository(name, HubReadings::repository);
      case HubObjects.IMMUTABLE_TAGS -> repository(name, HubReadings::immutableTags);
      case HubObjects.TEAM_PERMISSION -> {
        InRepository at = InRepository.of(object);
        yield inRepository(
            at.repository(),
            () ->
                found(
                    queries.repositoryGroups(at.repository()),
                    one -> HubQueries.text(one, "group_name").equals(at.name()),
                    HubReadings::permission));
      }
      case HubObjects.WEBHOOK -> {
        InRepository at = InRepository.of(object);
        yield inRepository(
            at.repository(),
            () ->
                found(
                    queries.webhooks(at.repository()),
                    one -> HubQueries.text(one, "name").equals(at.name()),
                    HubReadings::webhook));
      }
      default -> new Reading.Unknown("Docker Hub has no `" + object.kind() + "`");
    };
  }

  private Reading teamMember(TeamMember object) {
    return orAbsent(
        () ->
            queries.isInGroup(object.team(), object.user())
                ? Reading.present(HubContents.EMPTY)
                : Reading.absent());
  }

  private interface Content {
    Reading of(JsonNode answer);
  }

  private interface Read {
    Reading read() throws HubFailure;
  }

  private static Reading found(List<JsonNode> all, Predicate<JsonNode> wanted, Content content) {
    List<JsonNode> found = all.stream().filter(wanted).toList();
    if (found.size() > 1) {
      return new Reading.Unknown("there are " + found.size() + " of that name");
    }
    return found.isEmpty() ? Reading.absent() : content.of(found.get(0));
  }

  private Reading repository(String name, Content content) {
    return inRepository(name, () -> content.of(queries.repository(name)));
  }

  /** What is answered 404 is not there, if all that is there is shown. */
  private Reading inRepository(String name, Read read) {
    if (!name.startsWith(calls.address().organization() + "/")) {
      return new Reading.Unknown("`" + name + "` is of another organization");
    }
    return reading(
        () -> {
          try {
            return read.read();
          } catch (HubFailure e) {
            if (e.kind() != HubFailure.Kind.NOT_FOUND) {
              throw e;
            }
            return sight
                .doubtAfterLooking()
                .<Reading>map(Reading.Unknown::new)
                .orElseGet(Reading::absent);
          }
        });
  }

  private Reading orAbsent(Read read) {
    return reading(
        () -> {
          try {
            return read.read();
          } catch (HubFailure e) {
            if (e.kind() == HubFailure.Kind.NOT_FOUND) {
              return Reading.absent();
            }
            throw e;
          }
        });
  }

  /** What cannot be read is unknown. */
  private Reading reading(Read read) {
    try {
      return read.read();
    } catch (HubFailure e) {
      return new Reading.Unknown(calls.reason(e));
    }
  }

  static Optional<String> broken(HubCalls calls, Listing listing) {
    return listing.failure().map(calls::reason).or(listing::broken);
  }

  @Override
  public NativeHistory history() {
    return new HubHistory(calls);
  }

  @Override
  public CallCount calls() {
    return calls.count();
  }

  @Override
  public void close() {
    repositories.close();
  }
}

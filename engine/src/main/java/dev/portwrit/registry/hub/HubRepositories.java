package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.NativeState.Gap;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.Together;
import dev.portwrit.registry.hub.HubPages.Listing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Reads the repositories of an organization, and what is in each. */
final class HubRepositories implements AutoCloseable {
  /** So many are asked for by their names; for more the listing is read. */
  private static final int BY_NAME = 20;

  private static final List<String> OF_A_REPOSITORY =
      List.of(
          HubObjects.REPOSITORY,
          HubObjects.IMMUTABLE_TAGS,
          HubObjects.TEAM_PERMISSION,
          HubObjects.WEBHOOK);

  private final HubCalls calls;
  private final HubQueries queries;
  private final HubSight sight;
  private final HubInterest interest;
  private final ExecutorService threads;

  HubRepositories(
      HubCalls calls, HubQueries queries, HubSight sight, HubInterest interest, int atOnce) {
    this.calls = calls;
    this.queries = queries;
    this.sight = sight;
    this.interest = interest;
    this.threads =
        Executors.newFixedThreadPool(
            atOnce,
            task -> {
              Thread thread = new Thread(task, "hub-reader");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What is found while several threads look. */
  private record Found(Map<ObjectId, Reading> objects, Queue<Gap> gaps) {
    void put(ObjectId id, Reading reading) {
      objects.put(id, reading);
    }
  }

  /**
   * Reads those in a scope.
   *
   * @param teams the names of all teams; empty where some may be missing
   * @throws RegistryException if none can be read at all
   */
  void read(Scope scope, Optional<List<String>> teams, NativeState.Builder state)
      throws RegistryException {
    Found found = new Found(new ConcurrentSkipListMap<>(), new ConcurrentLinkedQueue<>());
    List<String> names = names(scope, state);
    Predicate<String> inWebhooks = scope.aside() ? name -> true : interest.inWebhooks();
    Together.all(
        threads,
        names.stream()
            .<Runnable>map(name -> () -> readOne(name, inWebhooks, teams, found))
            .toList());
    found.objects().forEach(state::put);
    found.gaps().forEach(gap -> state.gap(gap.kind(), gap.reason()));
  }

  private List<String> names(Scope scope, NativeState.Builder state) throws RegistryException {
    if (scope.repositories().isPresent() && scope.repositories().get().size() <= BY_NAME) {
      return List.copyOf(scope.repositories().get());
    }
    Listing listing = queries.repositories();
    Optional<HubFailure> missing =
        listing.failure().filter(e -> e.kind() == HubFailure.Kind.NOT_FOUND);
    if (missing.isPresent()) {
      throw calls.fatal(missing.get());
    }
    sight.sawRepositories(listing.items());
    HubReader.broken(calls, listing)
        .or(sight::doubt)
        .ifPresent(why -> OF_A_REPOSITORY.forEach(kind -> state.gap(kind, why)));
    return listing.items().stream()
        .map(one -> calls.address().organization() + "/" + HubQueries.text(one, "name"))
        .filter(name -> scope.repositories().isPresent() || interest.isOurs().test(name))
        .filter(scope::includes)
        .toList();
  }

  private void readOne(
      String name, Predicate<String> inWebhooks, Optional<List<String>> teams, Found found) {
    JsonNode repository;
    try {
      repository = queries.repository(name);
    } catch (HubFailure e) {
      unread(name, e, inWebhooks, teams, found);
      return;
    }
    found.put(HubObjects.repository(name), HubReadings.repository(repository));
    found.put(HubObjects.immutableTags(name), HubReadings.immutableTags(repository));
    readPermissions(name, teams, found);
    if (inWebhooks.test(name)) {
      readWebhooks(name, found);
    }
  }

  /** It was asked for by its name and is not there, or it went while it was looked at. */
  private void unread(
      String name,
      HubFailure e,
      Predicate<String> inWebhooks,
      Optional<List<String>> teams,
      Found found) {
    Optional<String> why = Optional.of(calls.reason(e));
    if (e.kind() == HubFailure.Kind.NOT_FOUND) {
      try {
        why = sight.doubtAfterLooking();
      } catch (HubFailure other) {
        why = Optional.of(calls.reason(other));
      }
    }
    if (why.isEmpty()) {
      return;
    }
    Reading unknown = new Reading.Unknown(why.get());
    found.put(HubObjects.repository(name), unknown);
    found.put(HubObjects.immutableTags(name), unknown);
    permissionsUnknown(name, why.get(), teams, found);
    if (inWebhooks.test(name)) {
      found.gaps().add(new Gap(HubObjects.WEBHOOK, why.get()));
    }
  }

  private void readPermissions(String name, Optional<List<String>> teams, Found found) {
    try {
      for (JsonNode one : queries.repositoryGroups(name)) {
        found.put(
            HubObjects.teamPermission(name, HubQueries.text(one, "group_name")),
            HubReadings.permission(one));
      }
    } catch (HubFailure e) {
      permissionsUnknown(name, calls.reason(e), teams, found);
    }
  }

  /** A team that is not there may do nothing; of the others nothing is known. */
  private static void permissionsUnknown(
      String name, String why, Optional<List<String>> teams, Found found) {
    teams.ifPresentOrElse(
        all ->
            all.forEach(
                team -> found.put(HubObjects.teamPermission(name, team), new Reading.Unknown(why))),
        () -> found.gaps().add(new Gap(HubObjects.TEAM_PERMISSION, why)));
  }

  private void readWebhooks(String name, Found found) {
    try {
      for (JsonNode one : queries.webhooks(name)) {
        ObjectId id = HubObjects.webhook(name, HubQueries.text(one, "name"));
        found
            .objects()
            .merge(
                id,
                HubReadings.webhook(one),
                (some, other) -> new Reading.Unknown("several webhooks have that name"));
      }
    } catch (HubFailure e) {
      found.gaps().add(new Gap(HubObjects.WEBHOOK, calls.reason(e)));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a listing by its numbered pages to the true end. That is where no next page is named, or
 * where the page past the last is answered 404; and as many must have come as the listing says
 * there are, each once: it shifts while others change it, and is then read again.
 *
 * <p>Source: Docker Hub API, schema {@code page}, and {@code listNamespaceRepositories}: 404.
 */
final class HubPages {
  /** The most that a page may hold. */
  static final int SIZE = 100;

  private static final int READINGS = 3;

  private HubPages() {}

  /**
   * A listing.
   *
   * @param items what came
   * @param broken why others may be missing; empty if all came
   * @param failure what the first page failed with
   */
  record Listing(List<JsonNode> items, Optional<String> broken, Optional<HubFailure> failure) {
    Listing {
      items = List.copyOf(items);
    }

    /** The failure, if there is one. */
    List<JsonNode> orThrow() throws HubFailure {
      if (failure.isPresent()) {
        throw failure.get();
      }
      if (broken.isPresent()) {
        throw HubFailure.garbled("a listing", broken.get());
      }
      return items;
    }
  }

  /** Asks for a page. */
  @FunctionalInterface
  interface Page {
    JsonNode ask(int number) throws HubFailure;
  }

  /**
   * Reads a listing.
   *
   * @param call its name, for the reason
   * @param page asks for one page, from 1 on
   * @param key what an item is told from others by
   */
  static Listing read(String call, Page page, Function<JsonNode, String> key) {
    Listing listing = once(call, page, key);
    for (int read = 1; read < READINGS && shifted(listing); read++) {
      listing = once(call, page, key);
    }
    return listing;
  }

  private static boolean shifted(Listing listing) {
    return listing.broken().isPresent()
        && listing.failure().isEmpty()
        && listing.broken().get().contains(SHIFTED);
  }

  private static final String SHIFTED = "it changed while it was read";

  private static Listing once(String call, Page page, Function<JsonNode, String> key) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    long came = 0;
    long count = -1;
    Optional<JsonNode> before = Optional.empty();
    for (int number = 1; ; number++) {
      JsonNode answer;
      try {
        answer = page.ask(number);
      } catch (HubFailure e) {
        if (number > 1 && e.kind() == HubFailure.Kind.NOT_FOUND) {
          break;
        }
        Optional<HubFailure> first = number == 1 ? Optional.of(e) : Optional.empty();
        return new Listing(List.copyOf(items.values()), Optional.of(e.reason()), first);
      }
      JsonNode results = answer.path("results");
      if (!results.isArray()) {
        return garbled(call, number, items);
      }
      if (before.equals(Optional.of(results)) && !results.isEmpty()) {
        return broken(call + "` gave the same page again, so that others are missing", items);
      }
      before = Optional.of(results);
      results.forEach(item -> items.put(key.apply(item), item));
      came += results.size();
      count = count(answer).orElse(-1L);
      if (answer.path("next").asText("").isEmpty() || answer.path("next").isNull()) {
        break;
      }
    }
    boolean whole = came == items.size() && (count < 0 || count == came);
    return whole
        ? new Listing(new ArrayList<>(items.values()), Optional.empty(), Optional.empty())
        : broken(call + "` gave " + items.size() + " of " + count + ": " + SHIFTED, items);
  }

  private static Optional<Long> count(JsonNode answer) {
    for (String name : new String[] {"count", "total"}) {
      if (answer.path(name).canConvertToLong()) {
        return Optional.of(answer.path(name).asLong());
      }
    }
    return Optional.empty();
  }

  private static Listing garbled(String call, int number, Map<String, JsonNode> items) {
    HubFailure failure = HubFailure.garbled(call, "it has no list");
    return new Listing(
        List.copyOf(items.values()),
        Optional.of(failure.reason()),
        number == 1 ? Optional.of(failure) : Optional.empty());
  }

  private static Listing broken(String why, Map<String, JsonNode> items) {
    return new Listing(List.copyOf(items.values()), Optional.of("`" + why), Optional.empty());
  }
}

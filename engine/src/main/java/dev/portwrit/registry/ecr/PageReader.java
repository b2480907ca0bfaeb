package dev.portwrit.registry.ecr;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a listing to its end, and says where it did not get there. */
final class PageReader {
  private PageReader() {}

  /**
   * One page.
   *
   * @param items what is on it
   * @param next what asks for the page after it; null or empty on the last
   */
  record Page<T>(List<T> items, @Nullable String next) {}

  /**
   * A listing.
   *
   * @param items what came
   * @param broken why there is more that did not come; empty if all came
   * @param failure what the first page failed with
   */
  record Pages<T>(List<T> items, Optional<String> broken, Optional<RuntimeException> failure) {}

  /**
   * Reads page after page.
   *
   * @param call the name of the call, for the reason
   * @param page gives the page that a token asks for, the first one for an empty token
   */
  static <T> Pages<T> read(String call, Function<Optional<String>, Page<T>> page) {
    List<T> items = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    Optional<String> token = Optional.empty();
    do {
      Page<T> one;
      try {
        one = page.apply(token);
      } catch (RuntimeException e) {
        if (!Failures.isOfTheSdk(e)) {
          throw e;
        }
        return new Pages<>(
            items,
            Optional.of(Failures.reason(call, e)),
            asked.isEmpty() ? Optional.of(e) : Optional.empty());
      }
      items.addAll(one.items());
      token = Optional.ofNullable(one.next()).filter(text -> !text.isEmpty());
      if (token.isPresent() && !asked.add(token.get())) {
        return new Pages<>(
            items,
            Optional.of("`" + call + "` gave the same page again, so that others are missing"),
            Optional.empty());
      }
    } while (token.isPresent());
    return new Pages<>(items, Optional.empty(), Optional.empty());
  }
}

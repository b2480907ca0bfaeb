package dev.portwrit.gateway.upstream;

import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the pages of a list to the one that names no next.
 *
 * <p>Source: OCI distribution specification, "Listing Tags": {@code Link: <...>; rel="next"}.
 */
final class Pages {
  /** The largest page, in bytes. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int MAX_PAGES = 10_000;
  private static final Pattern NEXT =
      Pattern.compile("<([^<>]*)>\\s*;\\s*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);

  private final URI first;

  Pages(URI first) {
    this.first = first;
  }

  <T> Listing<T> read(
      String key,
      Function<String, Optional<T>> parse,
      Function<URI, UpstreamAnswer> get,
      Predicate<Answered> isAbsent) {
    List<T> entries = new ArrayList<>();
    Set<URI> seen = new HashSet<>();
    URI page = first;
    while (seen.add(page) && seen.size() <= MAX_PAGES) {
      UpstreamAnswer answer = get.apply(page);
      if (answer instanceof NoAnswer none) {
        return new Listing.Incomplete<>(none.cause());
      }
      Answered answered = (Answered) answer;
      if (entries.isEmpty() && page.equals(first) && isAbsent.test(answered)) {
        return new Listing.Complete<>(List.of());
      }
      if (answered.status() != 200) {
        return new Listing.Incomplete<>("the registry answered a list with " + answered.status());
      }
      try {
        for (String text : RegistryJson.texts(answered.body().bytes(), key)) {
          Optional<T> entry = parse.apply(text);
          if (entry.isEmpty()) {
            return new Listing.Incomplete<>("the registry listed something that is no name");
          }
          entries.add(entry.get());
        }
      } catch (IOException e) {
        return new Listing.Incomplete<>("the registry answered a list that cannot be read");
      }
      List<String> links = answered.header("Link");
      if (links.isEmpty()) {
        return new Listing.Complete<>(entries);
      }
      Optional<URI> next = next(page, links);
      if (next.isEmpty()) {
        return new Listing.Incomplete<>("the registry named a next page that cannot be followed");
      }
      page = next.get();
    }
    return new Listing.Incomplete<>("the registry's list does not end");
  }

  // RFC 3986 keeps the path before a query alone; java.net.URI follows the older RFC 2396.
  private static URI resolve(URI page, String link) {
    return page.resolve(link.startsWith("?") ? page.getRawPath() + link : link);
  }

  /** The next page, if it is a page of the same list at the same registry. */
  private Optional<URI> next(URI page, List<String> links) {
    Matcher matcher = NEXT.matcher(links.get(0));
    if (links.size() != 1 || !matcher.find()) {
      return Optional.empty();
    }
    try {
      URI next = resolve(page, matcher.group(1));
      boolean same =
          first.getRawAuthority().equals(next.getRawAuthority())
              && first.getScheme().equals(next.getScheme())
              && first.getRawPath().equals(next.getRawPath());
      return same ? Optional.of(next) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

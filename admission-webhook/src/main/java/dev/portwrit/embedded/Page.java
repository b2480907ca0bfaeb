package dev.portwrit.embedded;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Some items of an ordered list.
 *
 * @param items the items after {@code last}, at most {@code size} of them
 * @param size how many were asked for
 * @param hasMore whether more follow
 */
record Page(List<String> items, int size, boolean hasMore) {
  /** How many items a page has at most, also when nobody asks for pages. */
  static final int MAX_SIZE = 1000;

  static Page of(Exchange exchange, List<String> sorted) throws RefusedException {
    int size = size(exchange.query("n"));
    String last = exchange.query("last").orElse("");
    List<String> rest = sorted.stream().filter(item -> item.compareTo(last) > 0).toList();
    boolean hasMore = size > 0 && rest.size() > size;
    return new Page(rest.subList(0, Math.min(size, rest.size())), size, hasMore);
  }

  /** The value of a {@code Link} header to the next page, with more of a query behind. */
  Optional<String> link(String path, String query) {
    if (!hasMore) {
      return Optional.empty();
    }
    String last = URLEncoder.encode(items.get(items.size() - 1), StandardCharsets.UTF_8);
    return Optional.of("<" + path + "?n=" + size + "&last=" + last + query + ">; rel=\"next\"");
  }

  private static int size(Optional<String> n) throws RefusedException {
    if (n.isEmpty()) {
      return MAX_SIZE;
    }
    try {
      int size = Integer.parseInt(n.get());
      if (size >= 0) {
        return Math.min(size, MAX_SIZE);
      }
    } catch (NumberFormatException e) {
      // falls through to the one answer for what is no number of items
    }
    throw new RefusedException(ErrorCode.UNSUPPORTED, 400, "`n` is a number of items");
  }
}

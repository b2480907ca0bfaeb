package dev.portwrit.gateway.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.Page;
import dev.portwrit.gateway.upstream.Listing;
import dev.portwrit.reference.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The list of repositories, of which a caller sees those that it may pull.
 *
 * <p>The registry's list is read to its end and paged here in the order of bytes, so that a page
 * means the same whatever the registry makes of {@code n} and {@code last}. A list that did not
 * come whole is an error and never a short list.
 */
final class Catalog {
  /** The most names of one answer, and what is given where the client does not say. */
  static final int MAX_PAGE = 1000;

  private static final int RETRY_SECONDS = 5;

  private final Supplier<Listing<RepositoryName>> repositories;

  Catalog(Supplier<Listing<RepositoryName>> repositories) {
    this.repositories = repositories;
  }

  /** Answers with the names that pass. */
  void answer(Exchange exchange, Page page, Predicate<RepositoryName> mayPull) {
    if (repositories.get() instanceof Listing.Complete<RepositoryName> whole) {
      answer(exchange, page, select(whole.entries(), page, mayPull));
    } else {
      exchange.answer(
          ErrorAnswer.unavailable("the registry's list did not come whole", RETRY_SECONDS));
    }
  }

  private static List<RepositoryName> select(
      List<RepositoryName> all, Page page, Predicate<RepositoryName> mayPull) {
    // One more than the page, to know whether there is a next one.
    return all.stream()
        .sorted()
        .distinct()
        .filter(name -> page.last().isEmpty() || name.value().compareTo(page.last().get()) > 0)
        .filter(mayPull)
        .limit(size(page) + 1L)
        .toList();
  }

  private static int size(Page page) {
    return Math.min(MAX_PAGE, page.size().orElse(MAX_PAGE));
  }

  private static void answer(Exchange exchange, Page page, List<RepositoryName> names) {
    int size = size(page);
    ObjectNode body = Json.object();
    ArrayNode array = body.putArray("repositories");
    names.stream().limit(size).forEach(name -> array.add(name.value()));
    HttpFields.Mutable headers = HttpFields.build();
    headers.put(HttpHeader.CONTENT_TYPE, "application/json");
    if (names.size() > size && size > 0) {
      Page next = new Page(OptionalInt.of(size), Optional.of(names.get(size - 1).value()));
      headers.put(
          HttpHeader.LINK, "<" + new Operation.ListRepositories(next).target() + ">; rel=\"next\"");
    }
    exchange.answer(200, headers, Json.bytes(body));
  }
}

package dev.portwrit.gateway.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.gateway.exchange.SharedReads;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.Page;
import dev.portwrit.gateway.upstream.Listing;
import dev.portwrit.reference.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
 *
 * <p>That is much work for a small request, which anybody may make. So it is done on threads of its
 * own, and those who ask while the registry is asked share the next list: each gets one that was
 * begun after it asked.
 */
public final class Catalog {
  /** The most names of one answer, and what is given where the client does not say. */
  static final int MAX_PAGE = 1000;

  private static final int RETRY_SECONDS = 5;
  private static final int MAX_WAITING = 512;

  /** There is one list. */
  private static final Object ALL = new Object();

  private final Supplier<Listing<RepositoryName>> repositories;
  private final Executor threads;
  private final SharedReads<Object, Asked> lists;

  private record Asked(Exchange exchange, Page page, Predicate<RepositoryName> mayPull) {}

  /**
   * The list of one registry.
   *
   * @param repositories asks the registry; waits
   * @param threads where that, and what is made of it, may wait
   */
  public Catalog(Supplier<Listing<RepositoryName>> repositories, Executor threads) {
    this.repositories = repositories;
    this.threads = threads;
    this.lists =
        new SharedReads<>(
            (key, all, end) -> begin(all, end),
            asked -> Runnable::run,
            Optional.empty(),
            MAX_WAITING);
  }

  /** Answers, in a while, with the names that pass. */
  void answer(Exchange exchange, Page page, Predicate<RepositoryName> mayPull) {
    if (!lists.join(ALL, new Asked(exchange, page, mayPull))) {
      exchange.answer(tooMany());
    }
  }

  private void begin(List<Asked> all, Runnable end) {
    try {
      threads.execute(() -> askRegistry(all, end));
    } catch (RejectedExecutionException e) {
      end.run();
      all.forEach(one -> one.exchange().answer(tooMany()));
    }
  }

  private void askRegistry(List<Asked> all, Runnable end) {
    Optional<List<RepositoryName>> names = Optional.empty();
    try {
      names = names();
    } finally {
      // Also where what nobody foresaw happened: then the list did not come whole.
      for (Asked one : all) {
        hand(one, names);
      }
      end.run();
    }
  }

  private Optional<List<RepositoryName>> names() {
    return repositories.get() instanceof Listing.Complete<RepositoryName> whole
        ? Optional.of(whole.entries().stream().sorted().distinct().toList())
        : Optional.empty();
  }

  private void hand(Asked asked, Optional<List<RepositoryName>> names) {
    try {
      threads.execute(() -> asked.exchange().guard(() -> answer(asked, names)));
    } catch (RejectedExecutionException e) {
      asked.exchange().answer(tooMany());
    }
  }

  private static ErrorAnswer tooMany() {
    return ErrorAnswer.unavailable("too many ask for the list", RETRY_SECONDS);
  }

  private static void answer(Asked asked, Optional<List<RepositoryName>> names) {
    if (names.isPresent()) {
      Page page = asked.page();
      answer(asked.exchange(), page, select(names.get(), page, asked.mayPull()));
    } else {
      asked
          .exchange()
          .answer(ErrorAnswer.unavailable("the registry's list did not come whole", RETRY_SECONDS));
    }
  }

  private static List<RepositoryName> select(
      List<RepositoryName> sorted, Page page, Predicate<RepositoryName> mayPull) {
    // One more than the page, to know whether there is a next one.
    return sorted.stream()
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

package dev.portwrit.gateway.forward;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.portwrit.gateway.exchange.BodyRoom;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.forward.AnswerRule.Checked;
import dev.portwrit.gateway.forward.AnswerRule.Verdict;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Manifests that were asked for by digest and had it. What a digest names never changes, so they
 * are given again without asking the registry; who may have them is decided before, at each
 * request.
 *
 * <p>What can change is whether the manifest is still there. A delete through this gateway makes it
 * forget the repository at once; one by another way is noticed within {@link #AT_MOST}.
 */
public final class ManifestMemory {
  /** How long a manifest is given that was deleted by another way. */
  public static final Duration AT_MOST = Duration.ofMinutes(1);

  private static final long PART_OF_HEAP = 64;
  private static final int ENTRY_BYTES = 512;

  private final Cache<Key, Remembered> known;
  private final AtomicLong forgotten = new AtomicLong();
  private final BodyRoom room;

  /** What is asked for; a registry may answer differently to clients that accept something else. */
  private record Key(RepositoryName repository, String digest, String accept) {
    int bytes() {
      return ENTRY_BYTES + accept.length();
    }
  }

  private static final class Remembered {
    final HttpFields headers;
    final byte[] body;

    Remembered(HttpFields headers, byte[] body) {
      this.headers = headers;
      this.body = body;
    }
  }

  ManifestMemory(long maxBytes, BodyRoom room, Ticker ticker) {
    this.room = room;
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Key key, Remembered value) -> key.bytes() + value.body.length)
            .expireAfterWrite(AT_MOST)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /**
   * A memory of a sixty-fourth part of a heap.
   *
   * @param heapBytes the size of the heap
   * @param room where the bodies of answers are counted
   */
  public static ManifestMemory ofHeap(long heapBytes, BodyRoom room) {
    return new ManifestMemory(heapBytes / PART_OF_HEAP, room, Ticker.systemTicker());
  }

  /**
   * Answers with what is known.
   *
   * @param headers those that would be sent upstream
   * @return false if it was not answered
   */
  boolean answer(Exchange exchange, RepositoryName repository, Digest digest, HttpFields headers) {
    Optional<Key> key = key(repository, digest, headers);
    @Nullable Remembered found = key.map(known::getIfPresent).orElse(null);
    // A client that reads slowly keeps the body in memory, whether or not it is remembered.
    if (found == null || !exchange.shareOf(room).take(found.body.length)) {
      return false;
    }
    exchange.answer(200, found.headers, found.body);
    return true;
  }

  /** Whether it would be answered. */
  boolean knows(RepositoryName repository, Digest digest, HttpFields headers) {
    return key(repository, digest, headers).map(known::getIfPresent).isPresent();
  }

  /** A rule that remembers what another one finds to be as its digest says. */
  AnswerRule remembering(
      RepositoryName repository, Digest digest, HttpFields headers, AnswerRule rule) {
    Optional<Key> key = key(repository, digest, headers);
    if (key.isEmpty()) {
      return rule;
    }
    long before = forgotten.get();
    return (status, answer) -> {
      Verdict verdict = rule.judge(status, answer);
      return verdict instanceof Verdict.Check check && isPlain(check.headers())
          ? new Verdict.Check(
              check.status(), check.headers(), body -> check(key.get(), before, check, body))
          : verdict;
    };
  }

  private Checked check(Key key, long before, Verdict.Check check, byte[] body) {
    Checked checked = check.check().check(body);
    if (checked instanceof Checked.Good good) {
      remember(key, before, with(check.headers(), good.further()), body);
    }
    return checked;
  }

  private void remember(Key key, long before, HttpFields headers, byte[] body) {
    known.put(key, new Remembered(headers, body));
    if (forgotten.get() != before) {
      // It was on its way while something was deleted, and may be from before.
      known.invalidate(key);
    }
  }

  /**
   * Forgets what a repository has, and what is on its way from it. To be called before and after a
   * delete.
   *
   * @param repository where something is deleted
   */
  public void forget(RepositoryName repository) {
    forgotten.incrementAndGet();
    known.asMap().keySet().removeIf(key -> key.repository().equals(repository));
  }

  private static Optional<Key> key(RepositoryName repository, Digest digest, HttpFields headers) {
    return headers.contains(HttpHeader.IF_NONE_MATCH)
        ? Optional.empty()
        : Optional.of(
            new Key(
                repository,
                digest.value(),
                Optional.ofNullable(headers.get(HttpHeader.ACCEPT)).orElse("")));
  }

  private static boolean isPlain(HttpFields headers) {
    return !headers.contains(HttpHeader.CONTENT_ENCODING);
  }

  private static HttpFields with(HttpFields headers, HttpFields further) {
    HttpFields.Mutable all = HttpFields.build(headers);
    further.forEach(all::put);
    return all.asImmutable();
  }
}

package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Many clients who write protected tags at once, and what each was told. */
final class RaceRecord {
  /** More than any client needs that is told to come again. */
  private static final int ATTEMPTS = 2_000;

  private final Map<String, Set<Digest>> acknowledged = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> unexpected = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();

  /** Runs all at the same time, each in a thread of its own, and answers what they answer. */
  static <T> List<T> together(List<Callable<T>> clients)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(clients)) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  /** A manifest that needs nothing, of a name. */
  static byte[] index(String name) {
    return bytes(
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[],"annotations":{"n":"%s"}}"""
            .formatted(INDEX, name));
  }

  /** Pushes until it is told yes or no, coming again as it is told to. */
  int push(RegistryClient client, String tag, String type, byte[] manifest)
      throws IOException, InterruptedException {
    int status = 503;
    for (int i = 0; i < ATTEMPTS && status == 503; i++) {
      status = pushOnce(client, tag, type, manifest);
    }
    return status;
  }

  /** Pushes and remembers what it is told. */
  int pushOnce(RegistryClient client, String tag, String type, byte[] manifest)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.pushManifest(SeveralGateways.API, tag, type, manifest);
    switch (answer.statusCode()) {
      case 201 ->
          acknowledged
              .computeIfAbsent(tag, t -> ConcurrentHashMap.newKeySet())
              .add(Digest.sha256(manifest));
      case 403 -> refused.incrementAndGet();
      case 503 -> assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      default -> unexpected.add(answer.statusCode() + " " + RegistryClient.text(answer));
    }
    return answer.statusCode();
  }

  int refused() {
    return refused.get();
  }

  List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  Set<String> tags() {
    return acknowledged.keySet();
  }

  /** The one digest that clients were told a tag is; empty if nobody was told anything. */
  Optional<Digest> winner(String tag) {
    Set<Digest> told = acknowledged.getOrDefault(tag, Set.of());
    assertThat(told).as(tag).hasSizeLessThanOrEqualTo(1);
    return told.stream().findFirst();
  }
}

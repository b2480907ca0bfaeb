package dev.portwrit.gateway.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** All clients at once, in rounds between which nothing is asked. */
final class Traffic {
  /** A gateway that errs that often need not be asked further. */
  private static final int MOST_ERRORS = 20;

  private final List<SoakClient> clients;
  private final Step change;
  private final Timings timings;
  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();

  Traffic(List<SoakClient> clients, PolicyChanges changes) {
    this.clients = List.copyOf(clients);
    this.change = new Step(PolicyChanges.NAME, 1, changes::change);
    this.timings = new Timings(names());
  }

  private List<String> names() {
    return Stream.concat(clients.get(0).steps().stream(), Stream.of(change))
        .map(Step::name)
        .toList();
  }

  /** Lets each client do one step after the other for so long. */
  void round(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (SoakClient client : clients) {
      List<Step> drawn = new ArrayList<>();
      client.steps().forEach(step -> drawn.addAll(Collections.nCopies(step.weight(), step)));
      threads.add(
          new Thread(
              () -> {
                while (System.nanoTime() < end && errors.size() < MOST_ERRORS) {
                  run(drawn.get(client.random().nextInt(drawn.size())));
                }
              },
              "client"));
    }
    threads.add(
        new Thread(
            () -> {
              while (System.nanoTime() < end && errors.size() < MOST_ERRORS) {
                run(change);
              }
            },
            "policy changes"));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    timings.endRound();
  }

  private void run(Step step) {
    long begin = System.nanoTime();
    try {
      step.act().run();
      timings.add(step.name(), (System.nanoTime() - begin) / 1e6);
    } catch (Exception | AssertionError e) {
      errors.add(step.name() + ": " + e);
    }
  }

  /** What was answered otherwise than it should have been. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  long count() {
    return timings.count();
  }

  /** A row for each step: p50 and p99 of the second and the last third. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    rows.add(
        "%-28s%9s%10s%8s%10s%8s%10s"
            .formatted("milliseconds", "count", "2nd: p50", "p99", "3rd: p50", "p99", "allowed"));
    timings
        .counts()
        .forEach(
            (name, count) -> {
              List<Double> p50 = timings.p50(name);
              List<Double> p99 = timings.p99(name);
              rows.add(
                  String.format(
                      Locale.ROOT,
                      "%-28s%9d%10.1f%8.1f%10.1f%8.1f%10.1f%s",
                      name,
                      count,
                      Tolerance.third(p50, 1),
                      Tolerance.third(p99, 1),
                      Tolerance.third(p50, 2),
                      Tolerance.third(p99, 2),
                      p99().most(Tolerance.third(p99, 1)),
                      isSlower(name) ? "  SLOWER" : ""));
            });
    return rows;
  }

  /** The steps whose p99 is not steady. */
  List<String> slower() {
    return timings.counts().keySet().stream().filter(this::isSlower).toList();
  }

  private boolean isSlower(String name) {
    return !name.equals(SoakClient.PAST_THE_GATEWAY) && p99().isExceededBy(timings.p99(name));
  }

  private Tolerance p99() {
    List<Double> registry = timings.p99(SoakClient.PAST_THE_GATEWAY);
    return Tolerance.P99.slowedBy(Tolerance.third(registry, 2) / Tolerance.third(registry, 1));
  }
}

package dev.portwrit.gateway.write;

import dev.portwrit.gateway.write.InterleavedWorld.Option;
import dev.portwrit.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Every order in which the steps of some clients can come. Each run starts anew and follows what
 * was chosen before up to the first choice that was not tried.
 *
 * <p>A run ends early where everything that its future depends on is as it was in another run: what
 * ledger, registry and locks hold and every answer that each client had. What could come after that
 * has been tried there, or will be. How many orders that stands for is counted along the way.
 */
final class Interleavings {
  private static final String END = "the end";

  private final Supplier<InterleavedWorld> start;
  private final boolean prunes;

  /** What may come after each state, once for each way. */
  private final Map<String, List<String>> after = new LinkedHashMap<>();

  private int runs;
  private int ends;

  private Interleavings(Supplier<InterleavedWorld> start, boolean prunes) {
    this.start = start;
    this.prunes = prunes;
  }

  /**
   * What was run.
   *
   * @param orders how many orders there are, all of which are covered
   * @param ends how many were run to their end
   * @param runs how many were begun
   * @param states how many different states there were
   */
  record Report(long orders, int ends, int runs, int states) {
    static final Report NOTHING = new Report(0, 0, 0, 0);

    Report plus(Report other) {
      return new Report(
          orders + other.orders, ends + other.ends, runs + other.runs, states + other.states);
    }
  }

  static Report all(Supplier<InterleavedWorld> start) throws Exception {
    return new Interleavings(start, true).report();
  }

  /** Runs each to its end, whatever was seen before. */
  static Report oneByOne(Supplier<InterleavedWorld> start) throws Exception {
    return new Interleavings(start, false).report();
  }

  private Report report() throws Exception {
    List<Integer> path = new ArrayList<>();
    do {
      run(path);
    } while (!path.isEmpty());
    String first = after.keySet().iterator().next();
    long orders = prunes ? orders(first, new HashMap<>()) : ends;
    return new Report(orders, ends, runs, after.size());
  }

  private long orders(String state, Map<String, Long> counted) {
    if (state.equals(END)) {
      return 1;
    }
    Long known = counted.get(state);
    if (known != null) {
      return known;
    }
    long orders = 0;
    for (String next : after.getOrDefault(state, List.of())) {
      orders += orders(next, counted);
    }
    counted.put(state, orders);
    return orders;
  }

  /** Follows a path to its end, and leaves the next one to try. */
  private void run(List<Integer> path) throws Exception {
    runs++;
    List<Integer> widths = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int replayed = path.size();
    try (InterleavedWorld world = start.get()) {
      String before = "";
      List<Option> options = world.options();
      boolean isNew = true;
      while (isNew && !options.isEmpty()) {
        String state = Digest.sha256(world.fingerprint().getBytes(StandardCharsets.UTF_8)).hex();
        int depth = names.size();
        if (depth >= replayed) {
          follow(before, state);
          isNew = !after.containsKey(state) || !prunes;
          after.putIfAbsent(state, new ArrayList<>());
        }
        if (isNew) {
          if (depth >= replayed) {
            path.add(0);
          }
          widths.add(options.size());
          Option chosen = options.get(path.get(depth));
          names.add(chosen.name());
          chosen.act().run();
          before = state;
          options = world.options();
        }
      }
      if (isNew) {
        ends++;
        follow(before, END);
        world.check(String.join(", ", names));
      }
    }
    for (int last = path.size() - 1; last >= 0; last--) {
      int next = path.remove(last) + 1;
      if (next < widths.get(last)) {
        path.add(next);
        return;
      }
    }
  }

  private void follow(String before, String state) {
    if (!before.isEmpty()) {
      after.computeIfAbsent(before, b -> new ArrayList<>()).add(state);
    }
  }
}

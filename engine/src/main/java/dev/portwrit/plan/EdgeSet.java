package dev.portwrit.plan;

import dev.portwrit.policy.Action;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Access edges by what they give, to ask whether one is held by others that last as long. */
final class EdgeSet {
  private record Given(String account, Action action, String repository) {}

  private final Map<Given, Instant> until = new HashMap<>();

  EdgeSet(Collection<Edge> edges) {
    for (Edge edge : edges) {
      until.merge(given(edge, edge.account()), end(edge), (one, other) -> later(one, other));
    }
  }

  /** Those of one side that the other does not have, or not as long. */
  static List<Edge> missing(NativeAccess from, NativeAccess in) {
    EdgeSet there = new EdgeSet(in.edges());
    return from.edges().stream().filter(edge -> !there.holds(edge)).toList();
  }

  /** Whether the account itself, or everybody, has as much for as long. */
  boolean holds(Edge edge) {
    return lasts(edge, edge.account()) || lasts(edge, NativeAccess.EVERYBODY);
  }

  /** How many there are, those that are given twice once. */
  int size() {
    return until.size();
  }

  private boolean lasts(Edge edge, String account) {
    Instant here = until.get(given(edge, account));
    return here != null && !here.isBefore(end(edge));
  }

  private static Given given(Edge edge, String account) {
    return new Given(account, edge.action(), edge.repository());
  }

  private static Instant end(Edge edge) {
    return edge.until().orElse(Instant.MAX);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}

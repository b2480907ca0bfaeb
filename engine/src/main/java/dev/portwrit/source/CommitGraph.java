package dev.portwrit.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Commits with their parents, as far as they were asked for, and how many generations are behind
 * each. A walk by generations is exact; Git's own goes by the committers' times, and where some are
 * too early it takes for new what both sides have.
 */
final class CommitGraph {
  private record Node(ObjectId id, List<ObjectId> parents, int generation) {}

  /** One walk back from both sides: what is common comes up before it is passed. */
  private static final class Difference {
    private final Map<ObjectId, Boolean> isCommon = new HashMap<>();
    private final PriorityQueue<Node> next =
        new PriorityQueue<>(
            Comparator.comparingInt(Node::generation).reversed().thenComparing(Node::id));
    private int open;

    void add(Node node, boolean common) {
      Boolean before = isCommon.put(node.id(), common || isCommon(node));
      if (before == null) {
        next.add(node);
        open += common ? 0 : 1;
      } else if (common && !before) {
        open--;
      }
    }

    boolean isCommon(Node node) {
      return isCommon.getOrDefault(node.id(), false);
    }

    Node pop() {
      Node node = next.remove();
      open -= isCommon(node) ? 0 : 1;
      return node;
    }
  }

  private final Map<ObjectId, Node> nodes = new HashMap<>();
  private Set<ObjectId> ends = Set.of();

  /**
   * The commits behind some heads, themselves among them, that are not behind another.
   *
   * @param cut with which commits a shallow clone ends
   * @return each before its parents
   */
  synchronized List<ObjectId> between(
      RevWalk walk, Set<ObjectId> cut, ObjectId base, List<ObjectId> heads) throws IOException {
    if (!cut.equals(ends)) {
      nodes.clear();
      ends = Set.copyOf(cut);
    }
    Difference difference = new Difference();
    difference.add(node(walk, base), true);
    for (ObjectId head : heads) {
      difference.add(node(walk, head), false);
    }
    List<ObjectId> found = new ArrayList<>();
    while (difference.open > 0) {
      Node one = difference.pop();
      boolean isCommon = difference.isCommon(one);
      if (!isCommon) {
        found.add(one.id());
      }
      for (ObjectId parent : one.parents()) {
        difference.add(node(walk, parent), isCommon);
      }
    }
    return found;
  }

  private Node node(RevWalk walk, ObjectId commit) throws IOException {
    Node known = nodes.get(commit);
    Deque<ObjectId> next = new ArrayDeque<>(List.of(commit));
    while (known == null) {
      ObjectId one = next.element();
      List<ObjectId> parents =
          Arrays.stream(walk.parseCommit(one).getParents()).map(RevCommit::copy).toList();
      int generation = 0;
      boolean isReady = true;
      for (ObjectId parent : parents) {
        Node before = nodes.get(parent);
        if (before == null) {
          next.push(parent);
          isReady = false;
        } else {
          generation = Math.max(generation, 1 + before.generation());
        }
      }
      if (isReady) {
        nodes.put(one, new Node(one, parents, generation));
        next.pop();
        known = nodes.get(commit);
      }
    }
    return known;
  }
}

package dev.portwrit.gateway.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A table of how long requests take by several ways, in an order drawn anew each round. */
final class Comparison {
  private final List<Side> sides;

  /** Prints the heading. */
  Comparison(List<Side> sides) {
    this.sides = sides;
    StringBuilder first = new StringBuilder("%-40s".formatted("milliseconds"));
    StringBuilder second = new StringBuilder(" ".repeat(40));
    for (Side side : sides) {
      first.append("%20s".formatted(side.name()));
      second.append("%12s%8s".formatted("p50", "p99"));
    }
    System.out.println(first);
    System.out.println(second);
  }

  interface Measured {
    void over(Side side) throws Exception;
  }

  /** Prints a line. A fifth of the rounds is made before, and does not count. */
  void line(String name, int rounds, Measured measured) throws Exception {
    for (int i = 0; i < rounds / 5 + 1; i++) {
      for (Side side : sides) {
        measured.over(side);
      }
    }
    double[][] times = times(rounds, measured);
    StringBuilder line = new StringBuilder("%-40s".formatted(name));
    for (double[] values : times) {
      Arrays.sort(values);
      line.append("%12.2f%8.2f".formatted(at(values, 0.5), at(values, 0.99)));
    }
    System.out.println(line);
  }

  private double[][] times(int rounds, Measured measured) throws Exception {
    double[][] times = new double[sides.size()][rounds];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      order.add(i);
    }
    Random random = new Random(1);
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (int side : order) {
        long begin = System.nanoTime();
        measured.over(sides.get(side));
        times[side][round] = (System.nanoTime() - begin) / 1e6;
      }
    }
    return times;
  }

  static double at(double[] sorted, double part) {
    return sorted[(int) Math.round(part * (sorted.length - 1))];
  }
}

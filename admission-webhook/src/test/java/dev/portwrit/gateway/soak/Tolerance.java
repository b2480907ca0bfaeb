package dev.portwrit.gateway.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How much higher a figure may be in the last third of a run than in the second. The first third
 * warms up. Of a third its median counts, so that a round in which somebody else had the machine
 * does not.
 *
 * @param factor times the level of the second third
 * @param plus and so much more, in the unit of the figure
 */
record Tolerance(double factor, double plus) {
  /**
   * What caches that are not full yet may still take. Ten minutes have some thousand requests for
   * each of these kilobytes: a leak of a few bytes a request is more.
   */
  static final Tolerance HEAP = new Tolerance(1.04, 1024);

  /** Connections of pools come and go, and up to twenty packs of the copy of the policies. */
  static final Tolerance DESCRIPTORS = new Tolerance(1, 12);

  /** A pool may have a thread more or less, and the compilers of the virtual machine too. */
  static final Tolerance THREADS = new Tolerance(1, 6);

  /** The database grows by steps of pages and of its log, which many tags share. */
  static final Tolerance LEDGER = new Tolerance(1.05, 64);

  /**
   * Milliseconds. The machine is shared: by how much the registry itself became slower, asked past
   * the gateway in the same rounds, the factor is multiplied.
   */
  static final Tolerance P99 = new Tolerance(2, 20);

  /** The most that the last third may have. */
  double most(double second) {
    return second * factor + plus;
  }

  /** Whether these rounds, in their order, ended higher than allowed. */
  boolean isExceededBy(List<Double> rounds) {
    double last = third(rounds, 2);
    return !(Double.isNaN(last) || last <= most(third(rounds, 1)));
  }

  Tolerance slowedBy(double ratio) {
    return new Tolerance(factor * Math.max(1, ratio), plus);
  }

  /** The median of the first (0), second or last third; not a number where nothing was measured. */
  static double third(List<Double> rounds, int which) {
    int from = rounds.size() * which / 3;
    int to = rounds.size() * (which + 1) / 3;
    return part(
        rounds.subList(from, to).stream()
            .mapToDouble(Double::doubleValue)
            .filter(value -> !Double.isNaN(value))
            .toArray(),
        0.5);
  }

  /** The value below which that part of the values lies. */
  static double part(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.ceil(part * sorted.length) - (part > 0 ? 1 : 0)];
  }

  /** The row of a table: the three thirds and the most that the last may have. */
  String row(String name, List<Double> rounds) {
    return String.format(
        Locale.ROOT,
        "%-28s%12.1f%12.1f%12.1f%12.1f%s",
        name,
        third(rounds, 0),
        third(rounds, 1),
        third(rounds, 2),
        most(third(rounds, 1)),
        isExceededBy(rounds) ? "  GREW" : "");
  }
}

package dev.portwrit.registry.ecr;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The instants between which policies always answer the same. */
final class TimeLine {
  private final List<Instant> points;

  private TimeLine(Collection<Instant> points) {
    this.points = List.copyOf(points);
  }

  /** The line of policies: the dates that they compare with the time of a request. */
  static TimeLine of(Collection<PolicyDocument> policies) {
    SortedSet<Instant> points = new TreeSet<>();
    points.add(Instant.EPOCH);
    for (PolicyDocument policy : policies) {
      for (Statement statement : policy.statements()) {
        for (Condition condition : statement.conditions()) {
          if (condition.key().equals(Condition.CURRENT_TIME)) {
            condition
                .values()
                .forEach(
                    value ->
                        ConditionCheck.date(value)
                            .ifPresent(
                                date -> {
                                  points.add(date);
                                  points.add(date.plusNanos(1));
                                }));
          }
        }
      }
    }
    return new TimeLine(points);
  }

  /** The first instant of each stretch, in their order. */
  List<Instant> points() {
    return points;
  }

  /**
   * Until when somebody is allowed something.
   *
   * @param answered some instant at which it was yes or unknown
   * @param until the end of the last time at which it is yes; empty if that does not end
   */
  record Span(Truth answered, Optional<Instant> until) {}

  /** Asks at each time. What begins in the future counts as if it had begun. */
  Span ask(Function<Instant, Truth> question) {
    return askEach(point -> question.apply(points.get(point)));
  }

  /** The same, by the place of the instant among the {@link #points}. */
  Span askEach(IntFunction<Truth> question) {
    Truth any = Truth.NO;
    Optional<Instant> until = Optional.empty();
    for (int i = 0; i < points.size(); i++) {
      Truth answer = question.apply(i);
      any = any.or(answer);
      if (answer == Truth.YES) {
        until = i + 1 < points.size() ? Optional.of(points.get(i + 1)) : Optional.empty();
      }
    }
    return new Span(any, until);
  }
}

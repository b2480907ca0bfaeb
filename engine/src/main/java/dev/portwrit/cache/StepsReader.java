package dev.portwrit.cache;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import dev.portwrit.review.Gain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads what {@link StepsWriter} wrote. Other bytes end in an unchecked exception, or in other
 * steps: whoever reads has compared a checksum before.
 */
final class StepsReader {
  private static final Action[] ACTIONS = Action.values();

  private final ByteSource source;
  private final List<String> texts;
  private final Map<Integer, Subject> subjects = new HashMap<>();
  private final Map<Integer, RepositoryPattern> names = new HashMap<>();
  private final Map<Integer, TagPattern> tags = new HashMap<>();

  private StepsReader(ByteSource source) {
    this.source = source;
    this.texts = list(source::text);
  }

  static KeptSteps read(byte[] bytes, int from) {
    ByteSource source = new ByteSource(bytes, from);
    KeptSteps kept = new StepsReader(source).steps();
    if (!source.isAtEnd()) {
      throw new IllegalArgumentException("more than was counted");
    }
    return kept;
  }

  private KeptSteps steps() {
    List<Set<Subject>> sets = list(() -> Set.copyOf(new HashSet<>(list(this::subject))));
    List<Region> regions = list(() -> new Region(box(), list(this::box)));
    List<KeptSteps.Step> steps =
        list(
            () ->
                new KeptSteps.Step(
                    text(source.count()), text(source.count()), list(() -> gain(sets, regions))));
    return new KeptSteps(steps, text(source.count()), Instant.parse(text(source.count())));
  }

  private Gain gain(List<Set<Subject>> sets, List<Region> regions) {
    int flags = source.count();
    int held = source.count();
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < ACTIONS.length; i++) {
      if ((held & (1 << i)) != 0) {
        actions.add(ACTIONS[i]);
      }
    }
    if (flags > 3 || actions.isEmpty() || held >= 1 << ACTIONS.length) {
      throw new IllegalArgumentException("no gain: " + flags + " " + held);
    }
    return new Gain(
        sets.get(source.count()),
        (flags & 1) != 0,
        actions,
        regions.get(source.count()),
        (flags & 2) != 0);
  }

  private Subject subject() {
    return subjects.computeIfAbsent(
        source.count(), number -> Subject.parse(text(number)).orElseThrow());
  }

  private Box box() {
    List<RepositoryPattern> repositories =
        list(
            () ->
                names.computeIfAbsent(
                    source.count(), number -> new RepositoryPattern(text(number))));
    if (repositories.isEmpty()) {
      throw new IllegalArgumentException("a box of no repositories");
    }
    return new Box(
        repositories,
        list(() -> tags.computeIfAbsent(source.count(), number -> TagPattern.of(text(number)))));
  }

  private String text(int number) {
    return texts.get(number);
  }

  private <T> List<T> list(Supplier<T> element) {
    int count = source.count();
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(element.get());
    }
    return all;
  }
}

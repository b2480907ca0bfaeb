package dev.portwrit.cache;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import dev.portwrit.review.Gain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes what expanded along a branch: each text, each set of subjects and each region once, and
 * behind them the steps, which refer to them by number. {@link StepsReader} reads it in the same
 * order.
 */
final class StepsWriter {
  private static final Action[] ACTIONS = Action.values();

  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final Map<Set<Subject>, Integer> subjects = new LinkedHashMap<>();
  private final Map<Region, Integer> regions = new LinkedHashMap<>();
  private final ByteSink sets = new ByteSink();
  private final ByteSink places = new ByteSink();

  private StepsWriter() {}

  static byte[] write(KeptSteps kept) {
    StepsWriter writer = new StepsWriter();
    ByteSink steps = new ByteSink();
    steps.number(kept.steps().size());
    kept.steps().forEach(step -> writer.step(steps, step));
    writer.text(steps, kept.reached());
    writer.text(steps, kept.until().toString());
    return writer.finish(steps);
  }

  private byte[] finish(ByteSink steps) {
    ByteSink all = new ByteSink();
    all.number(texts.size());
    texts.keySet().forEach(all::text);
    all.number(subjects.size());
    all.append(sets);
    all.number(regions.size());
    all.append(places);
    all.append(steps);
    return all.toBytes();
  }

  private void step(ByteSink steps, KeptSteps.Step step) {
    text(steps, step.younger());
    text(steps, step.older());
    steps.number(step.gains().size());
    step.gains().forEach(gain -> gain(steps, gain));
  }

  private void gain(ByteSink steps, Gain gain) {
    steps.number((gain.isOfAllOthers() ? 1 : 0) + (gain.isCertain() ? 2 : 0));
    int held = 0;
    for (int i = 0; i < ACTIONS.length; i++) {
      if (gain.actions().contains(ACTIONS[i])) {
        held |= 1 << i;
      }
    }
    steps.number(held);
    steps.number(subjects.computeIfAbsent(gain.subjects(), this::set));
    steps.number(regions.computeIfAbsent(gain.region(), this::region));
  }

  private int set(Set<Subject> some) {
    sets.number(some.size());
    some.stream().map(Subject::toString).sorted().forEach(name -> text(sets, name));
    return subjects.size();
  }

  private int region(Region region) {
    box(region.box());
    places.number(region.except().size());
    region.except().forEach(this::box);
    return regions.size();
  }

  private void box(Box box) {
    list(box.repositories().stream().map(RepositoryPattern::value).toList());
    list(box.tags().stream().map(TagPattern::value).toList());
  }

  private void list(List<String> words) {
    places.number(words.size());
    words.forEach(word -> text(places, word));
  }

  private void text(ByteSink sink, String text) {
    sink.number(texts.computeIfAbsent(text, some -> texts.size()));
  }
}

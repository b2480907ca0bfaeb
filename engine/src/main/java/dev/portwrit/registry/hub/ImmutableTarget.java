package dev.portwrit.registry.hub;

import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubContents.ImmutableTags;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which tags shall be immutable, in the words that are there already where they say it. */
final class ImmutableTarget {
  private ImmutableTarget() {}

  /**
   * The target.
   *
   * @param wanted the patterns that policy keeps
   * @param there what is kept now
   * @param removes whether what policy does not keep may be released
   */
  static Reading of(Collection<TagPattern> wanted, ImmutableTags there, boolean removes) {
    if (isEvery(there) && (!removes || wanted.stream().anyMatch(TagRules::isEvery))) {
      return reading(there);
    }
    SortedSet<String> rules = new TreeSet<>();
    for (TagPattern pattern : wanted) {
      rules.addAll(rules(pattern, isEvery(there) ? Set.of() : there.rules()));
    }
    if (!removes && there.enabled()) {
      rules.addAll(there.rules());
    }
    return reading(rules.isEmpty() ? ImmutableTags.NONE : new ImmutableTags(true, rules));
  }

  // All spellings that are there stay, so that nothing is written for its spelling.
  private static Set<String> rules(TagPattern pattern, Collection<String> there) {
    Set<String> rules = new HashSet<>();
    there.stream().filter(rule -> TagRules.says(rule, pattern)).forEach(rules::add);
    if (rules.isEmpty() || there.containsAll(TagRules.of(pattern))) {
      rules.addAll(TagRules.of(pattern));
    }
    return rules;
  }

  /** Enabled without rules is taken for every tag: docker/docs says so of no rule at all. */
  static boolean isEvery(ImmutableTags tags) {
    return tags.enabled() && tags.rules().isEmpty();
  }

  static ImmutableTags read(Reading reading) throws UnreadableContent {
    return reading instanceof Reading.Present present
        ? ImmutableTags.read(present.content())
        : ImmutableTags.NONE;
  }

  static Reading reading(ImmutableTags tags) {
    return tags.enabled() ? Reading.present(tags.text()) : Reading.absent();
  }
}

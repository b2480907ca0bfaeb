package dev.portwrit.region;

import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a tag that some patterns match and of others not all of a list. Remembers its answers. */
final class TagSearch {
  private final List<TagPattern> wanted;
  private final long budget;
  private final Map<List<List<TagPattern>>, Optional<Tag>> answers = new HashMap<>();
  private boolean open;

  TagSearch(List<TagPattern> wanted, long budget) {
    this.wanted = wanted;
    this.budget = budget;
  }

  /** A tag that every wanted pattern matches and for each list some pattern of it does not. */
  Optional<Tag> find(List<List<TagPattern>> unwanted) {
    return answers.computeIfAbsent(unwanted, this::search);
  }

  /** Whether some search ended without an answer. */
  boolean isOpen() {
    return open;
  }

  private Optional<Tag> search(List<List<TagPattern>> unwanted) {
    if (unwanted.stream().anyMatch(all -> wanted.containsAll(all))) {
      return Optional.empty();
    }
    for (Tag tag : Samples.tags(wanted)) {
      if (isGood(tag, unwanted)) {
        return Optional.of(tag);
      }
    }
    return thorough(unwanted);
  }

  private boolean isGood(Tag tag, List<List<TagPattern>> unwanted) {
    return wanted.stream().allMatch(pattern -> pattern.matches(tag))
        && unwanted.stream()
            .noneMatch(all -> all.stream().allMatch(pattern -> pattern.matches(tag)));
  }

  // What an automaton says of a signing tag is not yet what the pattern says of it, so signing tags
  // are told apart and the patterns themselves are asked.
  private Optional<Tag> thorough(List<List<TagPattern>> unwanted) {
    List<TagPattern> patterns = new ArrayList<>(wanted);
    unwanted.forEach(
        all -> all.stream().filter(one -> !patterns.contains(one)).forEach(patterns::add));
    List<Nfa> parts = new ArrayList<>(List.of(TagAutomata.grammar()));
    for (TagPattern pattern : patterns) {
      Optional<Nfa> automaton = TagAutomata.of(pattern);
      if (automaton.isEmpty()) {
        open = true;
        return Optional.empty();
      }
      parts.add(automaton.get());
    }
    parts.add(TagAutomata.signing());
    ProductSearch search =
        new ProductSearch(parts, 1 + wanted.size(), TagAutomata.ALPHABET, Tag.MAX_LENGTH, budget);
    Optional<String> found = search.find((text, accepted) -> isGood(new Tag(text), unwanted));
    open |= search.isExhausted();
    return found.map(Tag::new);
  }
}

package dev.portwrit.region;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds one place in a region, or proves that there is none. Names that are made by filling the
 * stars are tried first; where each of them is taken away, all names are gone through by what the
 * patterns can tell apart.
 */
public final class SpotSearch {
  /** Steps of automata; a few hundred milliseconds. */
  private static final long BUDGET = 20_000_000;

  private final Region region;
  private final TagSearch tags;

  private SpotSearch(Region region) {
    this.region = region;
    this.tags = new TagSearch(region.box().tags(), BUDGET);
  }

  /**
   * Looks for a place. Of a region of whole repositories it is a repository as such.
   *
   * @param region where
   * @return a place in it, nothing, or that it became too much
   */
  public static Found in(Region region) {
    return new SpotSearch(region).find();
  }

  private Found find() {
    if (region.isClearlyEmpty()) {
      return new Found.Nothing();
    }
    Optional<Spot> sample =
        Samples.names(region.box().repositories())
            .filter(region.box()::reaches)
            .map(this::spot)
            .flatMap(Optional::stream)
            .findFirst();
    if (sample.isPresent()) {
      return new Found.There(sample.get());
    }
    boolean named = region.box().repositories().stream().anyMatch(RepositoryPattern::isLiteral);
    return named ? ended(false) : thorough();
  }

  /** A place in one repository. */
  private Optional<Spot> spot(RepositoryName name) {
    List<Box> reaching = region.except().stream().filter(box -> box.reaches(name)).toList();
    if (reaching.stream().anyMatch(Box::isWhole)) {
      return Optional.empty();
    }
    if (region.box().isWhole()) {
      return Optional.of(new Spot(name, Optional.empty()));
    }
    return tags.find(reaching.stream().map(Box::tags).toList())
        .map(tag -> new Spot(name, Optional.of(tag)));
  }

  private Found thorough() {
    List<RepositoryPattern> patterns = new ArrayList<>(region.box().repositories());
    int needed = 1 + patterns.size();
    for (Box box : region.except()) {
      box.repositories().stream().filter(one -> !patterns.contains(one)).forEach(patterns::add);
    }
    List<Nfa> parts = new ArrayList<>(List.of(NameAutomata.grammar()));
    patterns.forEach(pattern -> parts.add(NameAutomata.of(pattern)));
    ProductSearch search =
        new ProductSearch(
            parts, needed, NameAutomata.ALPHABET, RepositoryName.MAX_LENGTH + 1, BUDGET);
    List<Spot> found = new ArrayList<>();
    search.find(
        (text, accepted) -> {
          RepositoryName name = new RepositoryName(text.substring(0, text.length() - 1));
          spot(name).ifPresent(found::add);
          return !found.isEmpty();
        });
    if (!found.isEmpty()) {
      return new Found.There(found.get(0));
    }
    return ended(search.isExhausted());
  }

  private Found ended(boolean exhausted) {
    if (exhausted || tags.isOpen()) {
      return new Found.Open("too many patterns of names or tags meet here to tell");
    }
    return new Found.Nothing();
  }
}

package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The problems of all files of a workspace. */
final class Findings {
  // Looking for what somebody meant costs a look at every name. Where hundreds of thousands of
  // names are wrong, because a file is gone, the first ones have to do.
  private static final long MOST_COMPARISONS = 2_000_000;

  private final Map<String, Problems> byFile = new HashMap<>();
  private final List<Diagnostic> withoutPlace = new ArrayList<>();
  private long comparisons;
  private long count;

  void addAll(String file, List<Diagnostic> problems) {
    of(file).addAll(problems);
  }

  void error(Place place, Code code, String message, String help) {
    of(place.file()).error(place, code, message, help);
  }

  void warning(Place place, Code code, String message, String help) {
    of(place.file())
        .add(
            new Diagnostic(Optional.of(place), Severity.WARNING, code, message, Optional.of(help)));
  }

  void error(Code code, String message, String help) {
    count++;
    withoutPlace.add(
        new Diagnostic(Optional.empty(), Severity.ERROR, code, message, Optional.of(help)));
  }

  /** Reports a name that nothing defines, with the name that was probably meant. */
  void unknown(Place place, Code code, String message, String name, Collection<String> known) {
    unknown(place, code, message, name, known, "define it, or mend the name");
  }

  /** The same with what to say where no known name is near. */
  void unknown(
      Place place,
      Code code,
      String message,
      String name,
      Collection<String> known,
      String otherwise) {
    comparisons += known.size();
    String nearest = comparisons > MOST_COMPARISONS ? "" : Suggestion.didYouMean(name, known);
    error(place, code, message, nearest.isEmpty() ? otherwise : nearest);
  }

  /** Everything, in the order in which it is shown; what was found twice is there once. */
  List<Diagnostic> sorted() {
    List<Diagnostic> all = new ArrayList<>(withoutPlace);
    byFile.values().forEach(problems -> all.addAll(problems.list()));
    return all.stream().distinct().sorted().toList();
  }

  /** How often something was reported, whether it is kept or not. */
  long count() {
    return count;
  }

  private Problems of(String file) {
    count++;
    return byFile.computeIfAbsent(file, same -> new Problems());
  }
}

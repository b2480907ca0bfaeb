package dev.portwrit.cli;

import dev.portwrit.policy.Subject;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import dev.portwrit.review.ChangeGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some names, of which a line has the first few.
 *
 * @param label what they are
 * @param names all of them, without spaces
 */
record NameList(String label, List<String> names) {
  private static final int FEW = 3;
  private static final int WIDTH = 120;

  /** Whom a group concerns; nothing of a whole team or organization, or of everybody. */
  static NameList who(ChangeGroup group) {
    return who(group.isPublic() || group.wholeGroup() ? List.of() : group.subjects());
  }

  static NameList who(List<Subject> subjects) {
    return new NameList("who", subjects.stream().map(Subject::toString).toList());
  }

  /** The patterns of some regions. */
  static NameList where(List<Region> regions) {
    return new NameList(
        "where",
        regions.stream().map(region -> DiffWords.repositories(region.box())).distinct().toList());
  }

  /** What of some regions is not meant. */
  static NameList except(List<Region> regions) {
    return new NameList(
        "except",
        regions.stream()
            .flatMap(region -> region.except().stream())
            .map(NameList::text)
            .distinct()
            .toList());
  }

  private static String text(Box box) {
    return DiffWords.repositories(box) + (box.isWhole() ? "" : ":" + DiffWords.tags(box));
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** Whether there are more than a line has. */
  boolean isLong() {
    return names.size() > FEW;
  }

  /** The first few, and how many more there are. */
  String few() {
    String first = String.join(", ", names.subList(0, Math.min(FEW, names.size())));
    return isLong() ? first + " and " + DiffWords.number(names.size() - FEW) + " more" : first;
  }

  /** All, with commas between them. */
  String all() {
    return String.join(", ", names);
  }

  /** All names of the lists that are long, in lines that begin with a space or more. */
  static List<String> lines(NameList... lists) {
    return Stream.of(lists)
        .filter(NameList::isLong)
        .flatMap(list -> list.lines().stream())
        .toList();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder("      ").append(label).append(':');
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i) + (i < names.size() - 1 ? "," : "");
      if (line.length() + 1 + name.length() > WIDTH && !line.toString().isBlank()) {
        lines.add(line.toString());
        line = new StringBuilder("       ");
      }
      line.append(' ').append(name);
    }
    lines.add(line.toString());
    return lines;
  }
}

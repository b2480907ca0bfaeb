package dev.portwrit.cli;

import dev.portwrit.audit.LiveDifference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Policy beside a live registry as a person reads it on a terminal. */
final class LiveDiffText {
  private static final String INDENT = "  ";

  private final LiveDifference difference;
  private final LiveReplay replay;

  LiveDiffText(LiveDifference difference, LiveReplay replay) {
    this.difference = difference;
    this.replay = replay;
  }

  void print(Console console) {
    List<LiveDiffGroup> expands = LiveDiffGroup.of(difference.expands());
    List<LiveDiffGroup> restricts = LiveDiffGroup.of(difference.restricts());
    print(console, "EXPANDS", "+", expands);
    print(console, "RESTRICTS", "-", restricts);
    if (!difference.unknown().isEmpty()) {
      console.print("UNKNOWN");
      difference.unknown().forEach(reason -> console.print(INDENT + "? " + reason));
    }
    console.print(summary(difference));
    Optional<String> first =
        Stream.concat(expands.stream(), restricts.stream())
            .map(LiveDiffGroup::witness)
            .flatMap(Optional::stream)
            .findFirst();
    first.ifPresent(
        question -> {
          console.print("replay");
          console.print(INDENT + replay.liveCommand(question));
          console.print(INDENT + replay.policyCommand(question));
        });
  }

  static String summary(LiveDifference difference) {
    String unchanged = DiffWords.number(difference.unchanged());
    return difference.isSame()
        ? "nobody's access differs; unchanged " + unchanged
        : DiffWords.summary(
            difference.expands().size(),
            difference.restricts().size(),
            difference.unknown().size(),
            difference.unchanged());
  }

  private static void print(
      Console console, String heading, String sign, List<LiveDiffGroup> groups) {
    if (groups.isEmpty()) {
      return;
    }
    console.print(heading);
    String answer = sign.equals("+") ? "deny -> allow" : "allow -> deny";
    for (LiveDiffGroup group : groups) {
      boolean isProtected = group.first().isProtected();
      StringBuilder line = new StringBuilder(INDENT);
      line.append(isProtected ? "!" : sign).append(' ').append(DiffWords.actions(group.actions()));
      line.append(INDENT).append(group.who()).append(INDENT).append(group.first().repository());
      group.first().tags().ifPresent(tags -> line.append(INDENT).append("tags ").append(tags));
      if (isProtected) {
        line.append(INDENT).append("PROTECTED");
      }
      line.append(INDENT).append(group.cause());
      group.place().ifPresent(place -> line.append(" (").append(place).append(')'));
      console.print(line.toString());
      group
          .witness()
          .ifPresent(one -> console.print(INDENT + INDENT + INDENT + one + ": " + answer));
    }
  }
}

package dev.portwrit.cli;

import dev.portwrit.review.ChangeGroup;
import dev.portwrit.source.ShownAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * The commands that show the answer to one question before and after.
 *
 * @param where the workspace as the commands take it, such as {@code -C DIR}; empty or with a space
 *     in front
 * @param now the instant at which expiry is judged of what is so now
 * @param before what {@code --at} takes for the old state
 * @param after what {@code --at} takes for the new one
 */
record Replay(String where, Instant now, Optional<String> before, Optional<String> after) {
  static Replay of(Invocation invocation, ComparedPolicies policies, Instant now) {
    // Expiry is judged at one instant in both; that of a commit would be its own.
    return new Replay(where(invocation), now, policies.oldName(), policies.newName());
  }

  /** Where and when, as every command takes it; with a space in front. */
  static String options(Invocation invocation, Instant now) {
    return where(invocation) + " --now " + now;
  }

  private static String where(Invocation invocation) {
    return invocation
        .value(CommonOptions.WORKSPACE)
        .map(place -> " -C " + quoted(ShownAddress.of(place)))
        .orElse("");
  }

  String beforeCommand(ChangeGroup group) {
    return command(group, before);
  }

  String afterCommand(ChangeGroup group) {
    return command(group, after);
  }

  private String command(ChangeGroup group, Optional<String> commit) {
    return "portwrit explain "
        + group.witness()
        + commit.map(id -> " --at " + id).orElse("")
        + where
        + " --now "
        + group.from().orElse(now);
  }

  /** The comparison itself, which shows all. */
  String diffCommand() {
    return "portwrit diff "
        + before.orElse("HEAD")
        + after.map(name -> " " + name).orElse("")
        + where
        + " --now "
        + now;
  }

  /** A word as a shell takes it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

package dev.portwrit.cli;

import dev.portwrit.review.ChangeGroup;
import dev.portwrit.source.ShownAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * The commands that show the answer to one question before and after.
 *
 * @param options what the commands need besides, such as {@code -C DIR}; empty or with a space in
 *     front
 * @param before what {@code --at} takes for the old state
 * @param after what {@code --at} takes for the new one
 */
record Replay(String options, Optional<String> before, Optional<String> after) {
  static Replay of(Invocation invocation, ComparedPolicies policies, Instant now) {
    // Expiry is judged at one instant in both; that of a commit would be its own.
    return new Replay(options(invocation, now), policies.oldName(), policies.newName());
  }

  /** Where and when, as every command takes it; with a space in front. */
  static String options(Invocation invocation, Instant now) {
    String where =
        invocation
            .value(CommonOptions.WORKSPACE)
            .map(place -> " -C " + quoted(ShownAddress.of(place)))
            .orElse("");
    return where + " --now " + now;
  }

  String beforeCommand(ChangeGroup.Witness witness) {
    return command(witness, before);
  }

  String afterCommand(ChangeGroup.Witness witness) {
    return command(witness, after);
  }

  private String command(ChangeGroup.Witness witness, Optional<String> commit) {
    return "portwrit explain " + witness + commit.map(id -> " --at " + id).orElse("") + options;
  }

  /** A word as a shell takes it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

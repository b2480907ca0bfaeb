package dev.portwrit.cli;

import java.util.Optional;

/**
 * The commands that show the answer of a live registry and that of policy.
 *
 * @param registry the name of the registry
 * @param options what both need besides, such as {@code -C DIR}; with a space in front
 */
record LiveReplay(String registry, String options) {
  static LiveReplay of(Invocation invocation, String registry, Policy policy) {
    String at = state(invocation, policy).map(commit -> " --at " + commit).orElse("");
    return new LiveReplay(registry, at + Replay.options(invocation, policy.now()));
  }

  /** The commit whose policies say who has which account there; empty for those of now. */
  static Optional<String> state(Invocation invocation, Policy policy) {
    return policy
        .commit()
        .filter(commit -> invocation.has(CommonOptions.AT))
        .map(commit -> commit.shortId());
  }

  /** What a live answer is about; its own state is never of the past. */
  static String subject(String registry, Optional<String> state) {
    return "`"
        + registry
        + "` as it is now"
        + state.map(commit -> ", by the accounts and names of " + commit).orElse("");
  }

  /** What the registry answers, which is how it is. */
  String liveCommand(String question) {
    return "portwrit explain " + question + " --registry " + Replay.quoted(registry) + options;
  }

  /** The comparison itself, which shows all. */
  String diffCommand() {
    return "portwrit diff --registry " + Replay.quoted(registry) + options;
  }

  /** What policy answers, which is how it shall be. */
  String policyCommand(String question) {
    return "portwrit explain " + question + options;
  }
}

package dev.portwrit.cli;

/**
 * The commands that show the answer of a live registry and that of policy.
 *
 * @param registry the name of the registry
 * @param options what both need besides, such as {@code -C DIR}; with a space in front
 */
record LiveReplay(String registry, String options) {
  static LiveReplay of(Invocation invocation, String registry, Policy policy) {
    String at =
        policy.commit().isPresent() && invocation.has(CommonOptions.AT)
            ? " --at " + policy.commit().get().shortId()
            : "";
    return new LiveReplay(registry, at + Replay.options(invocation, policy.now()));
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

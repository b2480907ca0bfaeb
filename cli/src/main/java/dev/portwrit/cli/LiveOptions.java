package dev.portwrit.cli;

import dev.portwrit.plan.Overrides;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** The options of the verbs about live registries. */
final class LiveOptions {
  static final String REGISTRY = "registry";
  static final String STATE = "state";
  static final String OVERRIDE = "override";

  private LiveOptions() {}

  static Option registry() {
    return CommonOptions.value(null, REGISTRY, "NAME", "the registry of the workspace");
  }

  static Option state() {
    return CommonOptions.value(
        null, STATE, "FOLDER", "what is kept between runs; below $XDG_STATE_HOME by default");
  }

  static Option override() {
    return CommonOptions.value(
        null,
        OVERRIDE,
        "KIND=PLAN,…",
        "allow one plan besides: removals, public or history, and the plan's digest");
  }

  /** The name of the registry, which every one of these verbs needs. */
  static String registry(Invocation invocation, String verb) throws Failure {
    return invocation
        .value(REGISTRY)
        .orElseThrow(
            () ->
                Failure.wrong(
                    "`" + verb + "` needs `--registry NAME`",
                    "name a `registry:` of the workspace"));
  }

  static Optional<Path> state(Invocation invocation) {
    return invocation.value(STATE).map(invocation.environment().directory()::resolve);
  }

  static Overrides overrides(Invocation invocation) throws Failure {
    List<String> texts =
        invocation.value(OVERRIDE).stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .toList();
    return Overrides.parse(texts)
        .orElseThrow(
            () ->
                Failure.wrong(
                    "`--override` cannot be read",
                    "write it as the refusal shows it, such as `removals=` and the plan's digest;"
                        + " several with commas between"));
  }
}

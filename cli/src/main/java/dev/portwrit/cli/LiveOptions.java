package dev.portwrit.cli;

import dev.portwrit.apply.StateDatabase;
import dev.portwrit.apply.StateFolder;
import dev.portwrit.plan.Overrides;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** The options of the verbs about live registries. */
final class LiveOptions {
  static final String REGISTRY = "registry";
  static final String STATE = "state";
  static final String STATE_PASSWORD = "state-password";
  static final String OVERRIDE = "override";

  private LiveOptions() {}

  static Option registry() {
    return CommonOptions.value(null, REGISTRY, "NAME", "the registry of the workspace");
  }

  static Option state() {
    return CommonOptions.value(
        null,
        STATE,
        "FOLDER",
        "what is kept between runs; below $XDG_STATE_HOME by default. Or jdbc:postgresql://…, where"
            + " several machines apply");
  }

  static Option statePassword() {
    return CommonOptions.value(
        null, STATE_PASSWORD, "SOURCE", "that of the database: env:NAME or file:PATH");
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

  /** Where the state of a registry of a workspace is. */
  static StatePlace state(Invocation invocation, String workspace, String registry) throws Failure {
    Environment environment = invocation.environment();
    Optional<String> named = invocation.value(STATE);
    Optional<String> url = named.filter(place -> place.startsWith("jdbc:"));
    if (url.isEmpty()) {
      if (invocation.has(STATE_PASSWORD)) {
        throw Failure.wrong(
            "`--state-password` goes with a `--state` that is a database", "leave it out");
      }
      return new StatePlace.Folder(
          named
              .map(environment.directory()::resolve)
              .orElseGet(() -> StateFolder.standard(environment.variables(), workspace, registry)));
    }
    if (!url.get().startsWith(StateDatabase.SCHEME)) {
      throw Failure.wrong(
          "`--state`: of databases only `jdbc:postgresql:` is served",
          "name a folder, or a database of PostgreSQL");
    }
    List<String> problems = new ArrayList<>();
    Optional<Secret> password = LedgerOptions.secret(invocation, STATE_PASSWORD, problems::add);
    StateDatabase database = new StateDatabase(url.get(), () -> password.flatMap(Secret::read));
    if (database.showsPassword()) {
      problems.add("the address `" + database + "` carries a password, which others can see");
    }
    if (!problems.isEmpty()) {
      throw Failure.wrong(
          problems.get(0), "give the password by `--state-password env:NAME` or `file:PATH`");
    }
    return new StatePlace.Database(database, StateFolder.key(workspace, registry));
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

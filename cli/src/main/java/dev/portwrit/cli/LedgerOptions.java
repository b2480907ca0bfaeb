package dev.portwrit.cli;

import dev.portwrit.gateway.identity.TokenKeySource;
import dev.portwrit.gateway.ledger.PostgresPace;
import dev.portwrit.gateway.ledger.PostgresSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a gateway keeps what it must not forget.
 *
 * @param file the ledger, or what the rest lies beside where the ledger is a database
 * @param database where the ledger is instead
 * @param tokenKey where the key of the tokens comes from, if not from beside the ledger
 */
record LedgerOptions(
    Path file, Optional<PostgresSettings> database, Optional<TokenKeySource> tokenKey) {

  /** Reads the options, and says what is wrong with them. */
  static LedgerOptions of(Invocation invocation, String registry, Consumer<String> problem) {
    Environment environment = invocation.environment();
    Optional<String> named = invocation.value(GatewayVerb.LEDGER);
    Optional<String> url = named.filter(place -> place.startsWith("jdbc:"));
    if (url.isPresent() && !url.get().startsWith(PostgresSettings.SCHEME)) {
      problem.accept("`--ledger`: of databases only `jdbc:postgresql:` is served");
    }
    Optional<Secret> password = secret(invocation, GatewayVerb.LEDGER_PASSWORD, problem);
    if (url.isEmpty()) {
      for (String option : new String[] {GatewayVerb.LEDGER_PASSWORD, GatewayVerb.STATE}) {
        if (invocation.has(option)) {
          problem.accept("`--" + option + "` goes with a `--ledger` that is a database");
        }
      }
    }
    Path state =
        invocation
            .value(GatewayVerb.STATE)
            .map(folder -> environment.directory().resolve(folder))
            .orElseGet(() -> usual(environment.variables()).resolve(registry));
    return new LedgerOptions(
        named
            .filter(place -> url.isEmpty())
            .map(place -> environment.directory().resolve(place))
            .orElseGet(() -> state.resolve("ledger")),
        url.map(place -> database(place, password)),
        secret(invocation, GatewayVerb.TOKEN_KEY, problem).flatMap(Secret::tokenKey));
  }

  private static PostgresSettings database(String url, Optional<Secret> password) {
    return new PostgresSettings(
        url,
        Optional.empty(),
        () -> password.flatMap(Secret::read),
        PostgresSettings.DEFAULT_SESSIONS,
        PostgresPace.DEFAULT);
  }

  /** A secret that an option names; that there is none to be read is a problem. */
  static Optional<Secret> secret(Invocation invocation, String option, Consumer<String> problem) {
    Optional<String> source = invocation.value(option);
    Optional<Secret> secret = source.flatMap(text -> Secret.of(text, invocation.environment()));
    if (source.isPresent() && secret.isEmpty()) {
      problem.accept("`--" + option + "` wants `env:NAME` or `file:PATH`, never a secret itself");
    }
    secret
        .filter(one -> one.read().isEmpty() && !(one.isFile() && isMade(option)))
        .ifPresent(one -> problem.accept("`--" + option + "`: `" + one + "` cannot be read"));
    return secret;
  }

  /** A file with the key is made where there is none. */
  private static boolean isMade(String option) {
    return option.equals(GatewayVerb.TOKEN_KEY);
  }

  private static Path usual(Map<String, String> variables) {
    String state = variables.get("XDG_STATE_HOME");
    Path home = Path.of(variables.getOrDefault("HOME", "."), ".local", "state");
    return (state == null ? home : Path.of(state)).resolve("portwrit");
  }
}

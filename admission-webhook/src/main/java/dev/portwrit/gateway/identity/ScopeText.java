package dev.portwrit.gateway.identity;

import dev.portwrit.reference.RepositoryName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the scopes that a client asks for.
 *
 * <p>A text that is not by the grammar is an error. A scope that is by the grammar and asks for
 * something that this registry does not have, such as a repository of another host, another type of
 * resource or an action we do not know, is left out: a token with less than what was asked for is
 * what the protocol foresees.
 *
 * <p>Source: distribution token scope documentation, "Resource Scope Grammar". A name may hold a
 * colon, that of a host's port, so a scope is cut at its first colon and at its last.
 */
final class ScopeText {
  static final int MAX_SCOPES = 32;
  static final int MAX_CHARACTERS = 4096;

  private static final Pattern TYPE = Pattern.compile("[a-z0-9]+(?:\\([a-z0-9]+\\))?");
  private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9.-]+(?::[0-9]+)?");
  private static final Pattern ACTION = Pattern.compile("[a-z]+|\\*");

  private final List<Scope> scopes = new ArrayList<>();

  private ScopeText() {}

  /**
   * Reads scopes, each text perhaps several with spaces between.
   *
   * @return the scopes that this registry has; empty if a text is not by the grammar or there are
   *     too many
   */
  static Optional<List<Scope>> parse(List<String> texts) {
    ScopeText reader = new ScopeText();
    int characters = 0;
    int count = 0;
    for (String text : texts) {
      characters += text.length();
      if (characters > MAX_CHARACTERS) {
        return Optional.empty();
      }
      if (text.isEmpty()) {
        // `docker login` asks for nothing with an empty scope.
        continue;
      }
      for (String word : text.split(" ", -1)) {
        count++;
        if (count > MAX_SCOPES || !reader.read(word)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(reader.scopes);
  }

  /** Takes one scope, and answers whether it is by the grammar. */
  private boolean read(String word) {
    int first = word.indexOf(':');
    int last = word.lastIndexOf(':');
    if (first == last || !TYPE.matcher(word.substring(0, first)).matches()) {
      return false;
    }
    Set<ScopeAction> actions = EnumSet.noneOf(ScopeAction.class);
    for (String action : word.substring(last + 1).split(",", -1)) {
      if (!ACTION.matcher(action).matches()) {
        return false;
      }
      ScopeAction.parse(action).ifPresent(actions::add);
    }
    String name = word.substring(first + 1, last);
    Optional<RepositoryName> repository = RepositoryName.parse(name);
    if (repository.isEmpty()) {
      return isOfAnotherHost(name);
    }
    if (!actions.isEmpty()) {
      keep(typeWithoutClass(word), repository.get(), actions);
    }
    return true;
  }

  private static String typeWithoutClass(String word) {
    String type = word.substring(0, word.indexOf(':'));
    int parenthesis = type.indexOf('(');
    return parenthesis < 0 ? type : type.substring(0, parenthesis);
  }

  private void keep(String type, RepositoryName name, Set<ScopeAction> actions) {
    if (type.equals("repository")) {
      scopes.add(new Scope(Optional.of(name), actions));
    } else if (type.equals("registry")
        && name.value().equals("catalog")
        && actions.contains(ScopeAction.ALL)) {
      scopes.add(Scope.CATALOG);
    }
  }

  private static boolean isOfAnotherHost(String name) {
    int slash = name.indexOf('/');
    return slash > 0
        && HOST.matcher(name.substring(0, slash)).matches()
        && RepositoryName.parse(name.substring(slash + 1)).isPresent();
  }
}

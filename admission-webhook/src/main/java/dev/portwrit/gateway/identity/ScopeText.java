package dev.portwrit.gateway.identity;

import dev.portwrit.reference.RepositoryName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the scopes that a client asks for.
 *
 * <p>A text that is not by the grammar is an error. A scope that is by the grammar and asks for
 * something that this registry does not have, such as a repository of another host, another type of
 * resource or an action we do not know, is left out: a token with less than what was asked for is
 * what the protocol foresees.
 */
final class ScopeText {
  static final int MAX_SCOPES = 32;
  static final int MAX_CHARACTERS = 4096;

  private static final String HOST_PART = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)";
  private static final String HOST = HOST_PART + "(?:\\." + HOST_PART + ")*(?::[0-9]+)?";
  private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z0-9]+)(?:\\([a-z0-9]+\\))?"
              + (":((?:" + HOST + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*)")
              + ":((?:[a-z]+|\\*)(?:,(?:[a-z]+|\\*))*)");

  private ScopeText() {}

  /**
   * Reads scopes, each text perhaps several with spaces between.
   *
   * @return the scopes that this registry has; empty if a text is not by the grammar or there are
   *     too many
   */
  static Optional<List<Scope>> parse(List<String> texts) {
    List<Scope> scopes = new ArrayList<>();
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
        Matcher matcher = FORM.matcher(word);
        if (++count > MAX_SCOPES || !matcher.matches()) {
          return Optional.empty();
        }
        read(matcher.group(1), matcher.group(2), matcher.group(3)).ifPresent(scopes::add);
      }
    }
    return Optional.of(scopes);
  }

  private static Optional<Scope> read(String type, String name, String words) {
    Set<ScopeAction> actions = EnumSet.noneOf(ScopeAction.class);
    for (String word : words.split(",", -1)) {
      ScopeAction.parse(word).ifPresent(actions::add);
    }
    if (actions.isEmpty()) {
      return Optional.empty();
    }
    if (type.equals("repository")) {
      return RepositoryName.parse(name).map(known -> new Scope(Optional.of(known), actions));
    }
    boolean isCatalog =
        type.equals("registry") && name.equals("catalog") && actions.contains(ScopeAction.ALL);
    return isCatalog ? Optional.of(Scope.CATALOG) : Optional.empty();
  }
}

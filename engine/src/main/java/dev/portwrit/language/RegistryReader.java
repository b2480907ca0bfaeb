package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.syntax.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the document {@code registry}. */
final class RegistryReader {
  private static final List<String> SPECIAL = List.of("url", "account", "region", "credentials");

  private final Problems problems;

  RegistryReader(Problems problems) {
    this.problems = problems;
  }

  Optional<Draft> read(Values values, boolean complete) {
    Optional<Registry.Type> type = values.word("type", Registry.Type.values());
    if (complete) {
      type.ifPresent(one -> checkKeys(values, one));
      checkPrefix(values);
    }
    List<Placed<RepositoryPattern>> repositories =
        values.placedList("repositories", RepositoryPattern::parse);
    return DraftReader.placedName(values, "registry")
        .map(
            name ->
                new Draft.Registry(
                    name,
                    repositories,
                    new Registry(
                        values.place(),
                        name.value(),
                        type.orElse(Registry.Type.DISTRIBUTION),
                        repositories.stream().map(Placed::value).toList(),
                        values.word("mode", Registry.Mode.values()).orElse(Registry.Mode.OBSERVE),
                        values.textOrNothing("gateway").equals("true"),
                        values.text("url").flatMap(text -> UrlForm.parse(text.text())),
                        values.text("account").map(Node.Scalar::text),
                        values.text("region").map(Node.Scalar::text),
                        values.mapping("prefix").allTexts(),
                        values.mapping("credentials").allTexts())));
  }

  private void checkKeys(Values values, Registry.Type type) {
    Set<String> needed = needed(type);
    Set<String> possible = possible(type);
    for (String key : SPECIAL) {
      if (values.placeOfKey(key).isPresent() && !possible.contains(key)) {
        problems.error(
            values.placeOfKey(key).get(),
            Code.KEY_NOT_OF_TYPE,
            "a registry of type `" + type + "` has no `" + key + "`",
            type == Registry.Type.ECR
                ? "remove it: the ordinary AWS credential chain signs"
                : "remove it, or mend the type");
      }
      if (values.placeOfKey(key).isEmpty() && needed.contains(key)) {
        problems.error(
            values.place(),
            Code.MISSING_KEY,
            "key `" + key + "` is missing",
            "a registry of type `" + type + "` needs its `" + key + "`");
      }
    }
  }

  private static Set<String> needed(Registry.Type type) {
    return switch (type) {
      case DOCKER_HUB -> Set.of();
      case ECR -> Set.of("account", "region");
      case HARBOR, ZOT, DISTRIBUTION -> Set.of("url");
    };
  }

  private static Set<String> possible(Registry.Type type) {
    return switch (type) {
      case DOCKER_HUB, HARBOR, ZOT, DISTRIBUTION -> Set.of("url", "credentials");
      case ECR -> Set.of("url", "account", "region");
    };
  }

  private void checkPrefix(Values values) {
    Set<String> taken = new HashSet<>();
    for (Values.Texts rename : values.texts("prefix")) {
      if (!taken.add(rename.text())) {
        problems.error(
            rename.key().place(),
            Code.NOT_A_PREFIX,
            "two prefixes become the same, so that two repositories would become one",
            "give each its own");
      }
    }
  }
}

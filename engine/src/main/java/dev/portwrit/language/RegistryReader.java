package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.syntax.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the document {@code registry}. */
final class RegistryReader {
  private static final List<String> ECR =
      List.of(
          "exclusive",
          "delete-protection",
          "engine",
          "gateway-account",
          "scan-on-push",
          "kms-key",
          "resource-tags",
          "create-on-push",
          "profile",
          "assume-role",
          "managed-policies");
  private static final List<String> HUB = List.of("members", "keep-members", "keep-tokens");
  private static final List<String> SPECIAL =
      Stream.of(List.of("url", "account", "region", "credentials"), ECR, HUB)
          .flatMap(List::stream)
          .toList();

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
                        values.mapping("credentials").allTexts(),
                        ecr(values),
                        hub(values))));
  }

  private static HubSettings hub(Values values) {
    return new HubSettings(
        values.word("members", HubSettings.Members.values()).orElse(HubSettings.Members.MANAGE),
        values.list("keep-members", text -> Optional.of(text.text())),
        values.list("keep-tokens", text -> Optional.of(text.text())));
  }

  private static EcrSettings ecr(Values values) {
    return new EcrSettings(
        values.textOrNothing("exclusive").equals("true"),
        !values.textOrNothing("delete-protection").equals("false"),
        values.text("engine").map(Node.Scalar::text),
        values.text("gateway-account").map(Node.Scalar::text),
        values.text("scan-on-push").map(text -> text.text().equals("true")),
        values.text("kms-key").map(Node.Scalar::text),
        values.mapping("resource-tags").allTexts(),
        values.textOrNothing("create-on-push").equals("true"),
        values.text("profile").map(Node.Scalar::text),
        values.text("assume-role").map(Node.Scalar::text),
        values.textOrNothing("managed-policies").equals("true"));
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
            key.equals("credentials") && type == Registry.Type.ECR
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
      case DOCKER_HUB ->
          Stream.concat(Stream.of("url", "credentials"), HUB.stream())
              .collect(Collectors.toUnmodifiableSet());
      case HARBOR, ZOT, DISTRIBUTION -> Set.of("url", "credentials");
      case ECR ->
          Stream.concat(Stream.of("url", "account", "region"), ECR.stream())
              .collect(Collectors.toUnmodifiableSet());
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

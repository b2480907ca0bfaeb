package dev.portwrit.registry.ecr;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.ecr.twin.TwinRepository;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Repositories of the twin as the program's reader would read them, if nothing went wrong. */
final class EcrLawContents {
  // The same policies and settings come in world after world.
  private static final Map<String, Reading> POLICIES = new ConcurrentHashMap<>();
  private static final Map<TwinRepository.Mutability, Tags> TAGS = new ConcurrentHashMap<>();
  private static final int MOST_KEPT = 5_000;

  private record Tags(Reading mutability, Reading repository) {}

  private EcrLawContents() {}

  static void put(NativeState.Builder state, TwinRepository repository) {
    String name = repository.name();
    Tags tags = kept(TAGS, repository.mutability(), EcrLawContents::tags);
    state.put(EcrObjects.repository(name), tags.repository());
    state.put(EcrObjects.tagMutability(name), tags.mutability());
    repository
        .policy()
        .ifPresent(
            text ->
                state.put(
                    EcrObjects.repositoryPolicy(name),
                    kept(POLICIES, text, one -> Contents.policy("it", one))));
  }

  /** Makes a repository what it was. */
  static void make(TwinRepository repository, NativeState state) {
    TwinRepository.Mutability tags = mutability(repository.name(), state);
    TwinRepository unused =
        repository.withMutability(tags.mode(), tags.filters().toArray(String[]::new));
    Optional<String> policy = policy(repository.name(), state);
    unused = policy.isEmpty() ? repository.withoutPolicy() : repository.withPolicy(policy.get());
  }

  /** The policy of a repository in a state; empty if it has none. */
  static Optional<String> policy(String name, NativeState state) {
    return text(state.at(EcrObjects.repositoryPolicy(name)));
  }

  /** Which tags may be moved in a repository of a state. */
  static TwinRepository.Mutability mutability(String name, NativeState state) {
    Optional<String> content = text(state.at(EcrObjects.tagMutability(name)));
    if (content.isEmpty()) {
      return new TwinRepository.Mutability("MUTABLE", List.of());
    }
    JsonObject setting = EcrLawJudge.read(content.get());
    return new TwinRepository.Mutability(
        setting.getString("mode"),
        setting.getJsonArray("filters").getValuesAs(JsonString::getString));
  }

  private static Optional<String> text(Reading reading) {
    return reading instanceof Reading.Present present
        ? Optional.of(present.content())
        : Optional.empty();
  }

  private static <K, V> V kept(Map<K, V> known, K key, Function<K, V> read) {
    if (known.size() > MOST_KEPT) {
      known.clear();
    }
    return known.computeIfAbsent(key, read);
  }

  private static Tags tags(TwinRepository.Mutability written) {
    TagMutability tags =
        new TagMutability(
            TagMutability.Mode.valueOf(written.mode()), new TreeSet<>(written.filters()));
    String repository =
        PolicyJson.JSON
            .createObjectBuilder()
            .add(
                "encryption", PolicyJson.JSON.createObjectBuilder().add("encryptionType", "AES256"))
            .add("scanOnPush", false)
            .add("tagMutability", EcrLawJudge.read(tags.content()))
            .build()
            .toString();
    return new Tags(Reading.present(tags.content()), Reading.present(repository));
  }
}

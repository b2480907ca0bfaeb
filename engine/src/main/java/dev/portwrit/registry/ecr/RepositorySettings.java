package dev.portwrit.registry.ecr;

import dev.portwrit.policy.EcrSettings;
import dev.portwrit.registry.Reading;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.TreeMap;

/**
 * What repositories are made with besides their policies: encryption, scanning, tags of AWS.
 *
 * @param settings what policy says of it
 */
record RepositorySettings(EcrSettings settings) {
  private static final String SORTED =
      "{\"encryption\":{},\"scanOnPush\":false,\"tagMutability\":{},\"tags\":{}}";

  /** A repository that is made, with the mutability of its tags. */
  Reading created(String mutability) {
    try {
      JsonObjectBuilder patch = PolicyJson.JSON.createObjectBuilder();
      settings.scanOnPush().ifPresent(scan -> patch.add("scanOnPush", scan));
      patch.add("encryption", encryption()).add("tags", tags());
      patch.add("tagMutability", PolicyJson.read(mutability));
      JsonValue made =
          PolicyJson.JSON.createMergePatch(patch.build()).apply(PolicyJson.read(SORTED));
      return Reading.present(made.toString());
    } catch (UnreadablePolicy e) {
      throw new IllegalStateException("what we wrote is to be read", e);
    }
  }

  /** The part of a creation template that is about them. */
  JsonObjectBuilder template() {
    return PolicyJson.JSON
        .createObjectBuilder()
        .add("encryption", encryption())
        .add("tags", tags());
  }

  private JsonObjectBuilder encryption() {
    JsonObjectBuilder encryption = PolicyJson.JSON.createObjectBuilder();
    if (settings.kmsKey().isPresent()) {
      return encryption.add("encryptionType", "KMS").add("kmsKey", settings.kmsKey().get());
    }
    return encryption.add("encryptionType", "AES256");
  }

  private JsonObjectBuilder tags() {
    JsonObjectBuilder tags = PolicyJson.JSON.createObjectBuilder();
    new TreeMap<>(settings.resourceTags()).forEach(tags::add);
    return tags;
  }
}

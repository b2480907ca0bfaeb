package dev.portwrit.registry.ecr;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.EncryptionConfigurationForRepositoryCreationTemplate;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilterType;
import software.amazon.awssdk.services.ecr.model.Tag;

/** The parts of an object's content, as the API takes them: {@link Contents} the other way. */
final class WrittenContents {
  private final JsonObject content;
  private final Optional<Mutability> mutability;

  /**
   * Which tags may be moved.
   *
   * @param mode the mode
   * @param filters the exceptions from it; null where there are none, since the API takes no empty
   *     list
   */
  record Mutability(
      ImageTagMutability mode, @Nullable List<ImageTagMutabilityExclusionFilter> filters) {}

  WrittenContents(JsonObject content) throws UnreadablePolicy {
    this.content = content;
    this.mutability =
        content.containsKey("tagMutability")
            ? Optional.of(mutability(PolicyJson.object(content, "tagMutability")))
            : Optional.empty();
  }

  static Mutability mutability(JsonObject content) throws UnreadablePolicy {
    List<ImageTagMutabilityExclusionFilter> filters =
        texts(content, "filters").stream()
            .map(
                filter ->
                    ImageTagMutabilityExclusionFilter.builder()
                        .filterType(ImageTagMutabilityExclusionFilterType.WILDCARD)
                        .filter(filter)
                        .build())
            .toList();
    return new Mutability(
        ImageTagMutability.fromValue(PolicyJson.text(content, "mode")),
        filters.isEmpty() ? null : filters);
  }

  Optional<Mutability> mutability() {
    return mutability;
  }

  boolean scanOnPush() {
    return content.getBoolean("scanOnPush", false);
  }

  List<Tag> tags() {
    return content.get("tags") instanceof JsonObject tags
        ? tags.keySet().stream()
            .map(key -> Tag.builder().key(key).value(tags.getString(key)).build())
            .toList()
        : List.of();
  }

  Optional<EncryptionConfiguration> encryption() {
    return Optional.ofNullable(content.getJsonObject("encryption"))
        .map(
            encryption ->
                EncryptionConfiguration.builder()
                    .encryptionType(encryption.getString("encryptionType"))
                    .kmsKey(encryption.getString("kmsKey", null))
                    .build());
  }

  Optional<EncryptionConfigurationForRepositoryCreationTemplate> templateEncryption() {
    return encryption()
        .map(
            encryption ->
                EncryptionConfigurationForRepositoryCreationTemplate.builder()
                    .encryptionType(encryption.encryptionType())
                    .kmsKey(encryption.kmsKey())
                    .build());
  }

  List<String> appliedFor() {
    return texts(content, "appliedFor");
  }

  @Nullable String text(String key) {
    return content.getString(key, null);
  }

  /** For a change, in which what is left out stays. */
  String textOrEmpty(String key) {
    return content.getString(key, "");
  }

  @Nullable String object(String key) {
    return content.get(key) instanceof JsonObject object ? object.toString() : null;
  }

  String objectOrEmpty(String key) {
    return content.get(key) instanceof JsonObject object ? object.toString() : "";
  }

  private static List<String> texts(JsonObject content, String key) {
    return content.get(key) instanceof JsonArray array
        ? array.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList()
        : List.of();
  }
}

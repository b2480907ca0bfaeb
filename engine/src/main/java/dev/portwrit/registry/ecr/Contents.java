package dev.portwrit.registry.ecr;

import dev.portwrit.registry.Reading;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.EncryptionConfigurationForRepositoryCreationTemplate;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRule;
import software.amazon.awssdk.services.ecr.model.ReplicationConfiguration;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryCreationTemplate;
import software.amazon.awssdk.services.ecr.model.Tag;

/**
 * What the API answers, as the canonical texts of objects: keys sorted, and lists whose order means
 * nothing sorted too.
 */
final class Contents {
  private Contents() {}

  /**
   * A repository.
   *
   * @param tags its tags, empty if they were not asked for: a listing does not have them
   */
  static String repository(Repository repository, Optional<List<Tag>> tags) {
    JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder();
    EncryptionConfiguration encryption = repository.encryptionConfiguration();
    if (encryption != null) {
      object.add(
          "encryption", encryption(encryption.encryptionTypeAsString(), encryption.kmsKey()));
    }
    object.add(
        "scanOnPush",
        repository.imageScanningConfiguration() != null
            && Boolean.TRUE.equals(repository.imageScanningConfiguration().scanOnPush()));
    object.add("tagMutability", mutabilityOf(repository));
    tags.ifPresent(list -> object.add("tags", tags(list)));
    return object.build().toString();
  }

  private static JsonObject encryption(String type, @Nullable String key) {
    JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder().add("encryptionType", type);
    if (key != null && !key.isEmpty()) {
      object.add("kmsKey", key);
    }
    return object.build();
  }

  private static JsonObject tags(List<Tag> tags) {
    TreeMap<String, String> sorted = new TreeMap<>();
    tags.forEach(tag -> sorted.put(tag.key(), tag.value()));
    JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder();
    sorted.forEach(object::add);
    return object.build();
  }

  static String mutability(Repository repository) {
    return mutabilityOf(repository).toString();
  }

  private static JsonObject mutabilityOf(Repository repository) {
    return mutability(
        repository.imageTagMutabilityAsString(), repository.imageTagMutabilityExclusionFilters());
  }

  private static JsonObject mutability(
      @Nullable String mode, Collection<ImageTagMutabilityExclusionFilter> filters) {
    return PolicyJson.JSON
        .createObjectBuilder()
        .add(
            "filters",
            texts(filters.stream().map(ImageTagMutabilityExclusionFilter::filter).toList()))
        // The API reference: without a setting it is MUTABLE.
        .add("mode", mode == null ? "MUTABLE" : mode)
        .build();
  }

  /** A policy document in its canonical form, if it is understood. */
  static Reading policy(String what, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return new Reading.Unknown(what + " came without its text");
    }
    try {
      return Reading.present(PolicyDocument.canonical(text));
    } catch (UnreadablePolicy e) {
      return new Reading.Unknown(what + " is not understood: " + e.getMessage());
    }
  }

  /** A text with its keys sorted, and lists left in their order. */
  static Reading json(String what, @Nullable String text) {
    try {
      return Reading.present(sorted(PolicyJson.read(text == null ? "" : text)).toString());
    } catch (UnreadablePolicy e) {
      return new Reading.Unknown(what + " is not understood: " + e.getMessage());
    }
  }

  /** A creation template, but for when it was made. */
  static Reading template(RepositoryCreationTemplate template) {
    String what = "the creation template `" + template.prefix() + "`";
    JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder();
    object.add("appliedFor", texts(template.appliedForAsStrings()));
    optional(object, "customRoleArn", template.customRoleArn());
    optional(object, "description", template.description());
    EncryptionConfigurationForRepositoryCreationTemplate encryption =
        template.encryptionConfiguration();
    if (encryption != null) {
      object.add(
          "encryption", encryption(encryption.encryptionTypeAsString(), encryption.kmsKey()));
    }
    optional(object, "lifecyclePolicy", template.lifecyclePolicy());
    String policy = template.repositoryPolicy();
    if (policy != null && !policy.isEmpty()) {
      try {
        object.add("repositoryPolicy", PolicyJson.read(PolicyDocument.canonical(policy)));
      } catch (UnreadablePolicy e) {
        return new Reading.Unknown(what + ": its policy is not understood: " + e.getMessage());
      }
    }
    object.add(
        "tagMutability",
        mutability(
            template.imageTagMutabilityAsString(), template.imageTagMutabilityExclusionFilters()));
    object.add("tags", tags(template.resourceTags()));
    return Reading.present(sorted(object.build()).toString());
  }

  static String pullThroughCache(PullThroughCacheRule rule) {
    JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder();
    optional(object, "credentialArn", rule.credentialArn());
    optional(object, "customRoleArn", rule.customRoleArn());
    optional(object, "upstreamRegistryUrl", rule.upstreamRegistryUrl());
    optional(object, "upstreamRepositoryPrefix", rule.upstreamRepositoryPrefix());
    return object.build().toString();
  }

  /** Where images are copied to; rules have no order among each other. */
  static Reading replication(@Nullable ReplicationConfiguration configuration) {
    if (configuration == null || configuration.rules().isEmpty()) {
      return Reading.absent();
    }
    List<String> rules =
        configuration.rules().stream()
            .map(
                rule ->
                    PolicyJson.JSON
                        .createObjectBuilder()
                        .add(
                            "destinations",
                            texts(
                                rule.destinations().stream()
                                    .map(one -> one.registryId() + " " + one.region())
                                    .toList()))
                        .add(
                            "prefixes",
                            texts(
                                rule.repositoryFilters().stream()
                                    .map(filter -> filter.filter())
                                    .toList()))
                        .build()
                        .toString())
            .sorted()
            .toList();
    return Reading.present("{\"rules\":[" + String.join(",", rules) + "]}");
  }

  private static void optional(JsonObjectBuilder object, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      object.add(key, value);
    }
  }

  static JsonArray texts(Collection<String> texts) {
    return PolicyJson.array(texts.stream().sorted().distinct().toList());
  }

  private static JsonObject sorted(JsonObject object) {
    JsonObjectBuilder sorted = PolicyJson.JSON.createObjectBuilder();
    new TreeMap<>(object).forEach((key, value) -> sorted.add(key, sorted(value)));
    return sorted.build();
  }

  private static JsonValue sorted(JsonValue value) {
    if (value instanceof JsonObject object) {
      return sorted(object);
    }
    if (value instanceof JsonArray array) {
      JsonArrayBuilder copy = PolicyJson.JSON.createArrayBuilder();
      array.forEach(one -> copy.add(sorted(one)));
      return copy.build();
    }
    return value;
  }
}

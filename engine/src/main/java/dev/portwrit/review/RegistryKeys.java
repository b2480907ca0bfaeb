package dev.portwrit.review;

import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryPattern;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that a {@code registry:} document says, by the keys of the language. */
final class RegistryKeys {
  private final NavigableMap<String, String> keys = new TreeMap<>();

  private RegistryKeys() {}

  /** By path, such as {@code prefix.acme/}; what is as it is where nothing is said is not there. */
  static NavigableMap<String, String> of(Registry registry) {
    RegistryKeys made = new RegistryKeys();
    made.put("type", registry.type());
    made.put(
        "repositories", registry.repositories().stream().map(RepositoryPattern::value).toList());
    made.put("mode", registry.mode());
    made.put("gateway", registry.gateway(), false);
    made.put("url", registry.url());
    made.put("account", registry.account());
    made.put("region", registry.region());
    made.put("prefix", registry.prefix());
    made.put("credentials", registry.credentials());
    made.put(registry.ecr());
    made.put(registry.hub());
    return made.keys;
  }

  private void put(EcrSettings ecr) {
    put("exclusive", ecr.exclusive(), false);
    put("delete-protection", ecr.deleteProtection(), true);
    put("engine", ecr.engine());
    put("gateway-account", ecr.gatewayAccount());
    put("scan-on-push", ecr.scanOnPush());
    put("kms-key", ecr.kmsKey());
    put("resource-tags", ecr.resourceTags());
    put("create-on-push", ecr.createOnPush(), false);
    put("profile", ecr.profile());
    put("assume-role", ecr.assumeRole());
    put("managed-policies", ecr.managedPolicies(), false);
  }

  private void put(HubSettings hub) {
    if (hub.members() != HubSettings.DEFAULT.members()) {
      put("members", hub.members());
    }
    put("keep-members", hub.keepMembers());
    put("keep-tokens", hub.keepTokens());
  }

  private void put(String key, Enum<?> value) {
    keys.put(key, value.toString());
  }

  private void put(String key, boolean value, boolean usual) {
    if (value != usual) {
      keys.put(key, Boolean.toString(value));
    }
  }

  private void put(String key, Optional<?> value) {
    value.ifPresent(one -> keys.put(key, one.toString()));
  }

  private void put(String key, Collection<String> values) {
    if (!values.isEmpty()) {
      keys.put(key, String.join(", ", new TreeSet<>(values)));
    }
  }

  private void put(String key, Map<String, String> values) {
    values.forEach((name, value) -> keys.put(key + "." + name, value));
  }
}

package dev.portwrit.registry.ecr.twin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who wants to do what, with the keys that conditions ask for.
 *
 * <p>Source: IAM User Guide, "AWS global condition context keys".
 */
record TwinRequest(String principal, String entity, String action, String resource, Instant at) {
  private static final Pattern ACCOUNT_OF_ARN =
      Pattern.compile("arn:[a-z-]+:[a-z]+::([0-9]{12}):.*");

  String account() {
    return ACCOUNT_OF_ARN.matcher(entity).replaceAll("$1");
  }

  Optional<String> key(String name) {
    Map<String, String> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    // Of a session it is the role's ARN, not that of the session.
    keys.put("aws:PrincipalArn", entity);
    keys.put("aws:PrincipalAccount", account());
    keys.put("aws:PrincipalType", entity.contains(":user/") ? "User" : "AssumedRole");
    keys.put("aws:CurrentTime", at.toString());
    keys.put("aws:EpochTime", String.valueOf(at.getEpochSecond()));
    keys.put("aws:SecureTransport", "true");
    keys.put("aws:PrincipalIsAWSService", "false");
    if (entity.contains(":user/")) {
      keys.put("aws:username", entity.substring(entity.lastIndexOf('/') + 1));
    }
    return Optional.ofNullable(keys.get(name));
  }
}

package dev.portwrit.registry.ecr;

import dev.portwrit.registry.ecr.twin.TwinRepository;
import dev.portwrit.registry.ecr.twin.TwinWorld;
import java.util.List;
import java.util.Random;

/** What somebody does in the console meanwhile. */
final class EcrDisturbance {
  private static final List<String> ACTIONS =
      List.of(
          "\"ecr:BatchGetImage\",\"ecr:GetDownloadUrlForLayer\"",
          "\"ecr:BatchGetImage\",\"ecr:GetDownloadUrlForLayer\",\"ecr:CompleteLayerUpload\","
              + "\"ecr:InitiateLayerUpload\",\"ecr:PutImage\",\"ecr:UploadLayerPart\"",
          "\"ecr:*\"",
          "\"ecr:BatchDeleteImage\"");
  private static final List<String> PRINCIPALS =
      List.of(
          "arn:aws:iam::123456789012:user/bob",
          "arn:aws:iam::123456789012:user/cy",
          EcrLawAccount.SCANNER,
          EcrLawAccount.PARTNER,
          "arn:aws:iam::123456789012:root");

  private final TwinWorld world;

  EcrDisturbance(TwinWorld world) {
    this.world = world;
  }

  void happen(Random random) {
    List<TwinRepository> all = List.copyOf(world.repositories());
    if (all.isEmpty()) {
      return;
    }
    TwinRepository repository = all.get(random.nextInt(all.size()));
    switch (random.nextInt(7)) {
      case 0, 1 -> add(repository, statement(random, "Allow"));
      case 2 -> add(repository, statement(random, "Deny"));
      case 3 -> repository.withoutPolicy();
      case 4 -> repository.withPolicy(policy(statement(random, "Allow")));
      case 5 -> tags(repository, random);
      default -> {
        if (random.nextBoolean()) {
          world.remove(repository.name());
        } else {
          world.with("acme/pay/extra").withPolicy(policy(statement(random, "Allow")));
        }
      }
    }
  }

  private static void tags(TwinRepository repository, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> repository.withMutability("MUTABLE");
      case 1 -> repository.withMutability("IMMUTABLE");
      case 2 -> repository.withMutability("MUTABLE_WITH_EXCLUSION", "other-*");
      default -> repository.withMutability("MUTABLE_WITH_EXCLUSION", "v*", "stable");
    }
  }

  private static void add(TwinRepository repository, String statement) {
    String policy = repository.policy().orElse(policy(""));
    int open = policy.indexOf('[', policy.indexOf("\"Statement\"")) + 1;
    boolean more = policy.charAt(open) != ']';
    repository.withPolicy(
        policy.substring(0, open) + statement + (more ? "," : "") + policy.substring(open));
  }

  private static String policy(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  // Whom a Deny takes something is never the engine, nor everybody.
  private static String statement(Random random, String effect) {
    List<String> whom = effect.equals("Allow") ? PRINCIPALS : PRINCIPALS.subList(0, 4);
    return "{\"Effect\":\""
        + effect
        + "\",\"Principal\":{\"AWS\":\""
        + whom.get(random.nextInt(whom.size()))
        + "\"},\"Action\":["
        + ACTIONS.get(random.nextInt(ACTIONS.size()))
        + "]}";
  }
}

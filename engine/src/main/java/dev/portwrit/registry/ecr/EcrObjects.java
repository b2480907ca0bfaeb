package dev.portwrit.registry.ecr;

import dev.portwrit.registry.ObjectId;

/** The kinds of native objects of ECR. */
final class EcrObjects {
  static final String REPOSITORY = "repository";
  static final String TAG_MUTABILITY = "tag-mutability";
  static final String REPOSITORY_POLICY = "repository-policy";
  static final String LIFECYCLE_POLICY = "lifecycle-policy";
  static final String CREATION_TEMPLATE = "creation-template";
  static final String REGISTRY_POLICY = "registry-policy";
  static final String REGISTRY_POLICY_SCOPE = "registry-policy-scope";
  static final String PULL_THROUGH_CACHE = "pull-through-cache";
  static final String REPLICATION = "replication";
  static final String IDENTITY = "identity";
  static final String MANAGED_POLICY = "managed-policy";
  static final String ATTACHMENT = "attachment";

  /** The name of what a registry has one of. */
  static final String ONLY = "-";

  private EcrObjects() {}

  static ObjectId repository(String name) {
    return new ObjectId(REPOSITORY, name);
  }

  static ObjectId tagMutability(String name) {
    return new ObjectId(TAG_MUTABILITY, name);
  }

  static ObjectId registryPolicy() {
    return new ObjectId(REGISTRY_POLICY, ONLY);
  }

  static ObjectId registryPolicyScope() {
    return new ObjectId(REGISTRY_POLICY_SCOPE, ONLY);
  }

  static ObjectId repositoryPolicy(String name) {
    return new ObjectId(REPOSITORY_POLICY, name);
  }
}

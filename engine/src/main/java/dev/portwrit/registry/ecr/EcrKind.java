package dev.portwrit.registry.ecr;

import dev.portwrit.registry.ObjectId;

/** The kinds of objects of ECR; the page of the package says what each holds. */
final class EcrKind {
  static final String REPOSITORY = "repository";
  static final String TAG_MUTABILITY = "tag-mutability";
  static final String REPOSITORY_POLICY = "repository-policy";
  static final String LIFECYCLE_POLICY = "lifecycle-policy";
  static final String CREATION_TEMPLATE = "creation-template";
  static final String REGISTRY_POLICY = "registry-policy";
  static final String PULL_THROUGH_CACHE = "pull-through-cache";
  static final String REPLICATION = "replication";
  static final String IDENTITY = "identity";

  /** The name of what a registry has once. */
  static final String THE_ONE = "-";

  static final ObjectId THE_REGISTRY_POLICY = new ObjectId(REGISTRY_POLICY, THE_ONE);
  static final ObjectId THE_REPLICATION = new ObjectId(REPLICATION, THE_ONE);

  private EcrKind() {}
}

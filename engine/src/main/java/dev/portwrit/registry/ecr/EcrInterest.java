package dev.portwrit.registry.ecr;

import java.util.function.Predicate;

/**
 * What of a registry is worth a call.
 *
 * @param ours the repositories that live there by policy, by their native names
 * @param lifecycle those whose lifecycle policy matters: where a tag may not be deleted. Of others
 *     nothing is said
 * @param tags those whose tags of AWS matter. The content of others has no {@code tags}
 * @param managedPolicies whether policy asks for managed policies, which then are read whatever the
 *     scope
 */
record EcrInterest(
    Predicate<String> ours,
    Predicate<String> lifecycle,
    Predicate<String> tags,
    boolean managedPolicies) {
  /** Every repository and its lifecycle policy; no tags of AWS. */
  static final EcrInterest ALL = new EcrInterest(name -> true, name -> true, name -> false);

  /** Where policy asks for no managed policies. */
  EcrInterest(Predicate<String> ours, Predicate<String> lifecycle, Predicate<String> tags) {
    this(ours, lifecycle, tags, false);
  }

  boolean isOurs(String repository) {
    return ours.test(repository);
  }

  boolean inLifecycle(String repository) {
    return lifecycle.test(repository);
  }

  boolean inTags(String repository) {
    return tags.test(repository);
  }
}

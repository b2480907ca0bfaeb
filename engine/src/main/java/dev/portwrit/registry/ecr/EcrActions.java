package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The actions of ECR that concern one repository, and what they are to policies; docs/ecr.md has
 * the table with its sources.
 *
 * <p>Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon
 * Elastic Container Registry", those with the resource type {@code repository}.
 */
final class EcrActions {
  /** All of ECR, those actions too that ECR gets later. */
  static final String ALL = "ecr:*";

  static final String PUT_IMAGE = "ecr:PutImage";
  static final String BATCH_DELETE_IMAGE = "ecr:BatchDeleteImage";
  static final String DELETE_REPOSITORY = "ecr:DeleteRepository";
  static final String PUT_IMAGE_TAG_MUTABILITY = "ecr:PutImageTagMutability";

  /** What reads nothing but how a repository is governed. */
  static final SortedSet<String> GOVERNING_READS =
      names(
          "DescribeRepositories",
          "GetLifecyclePolicy",
          "GetLifecyclePolicyPreview",
          "GetRepositoryPolicy",
          "ListTagsForResource");

  private static final SortedSet<String> DOWNLOAD =
      names("BatchGetImage", "GetDownloadUrlForLayer");
  private static final SortedSet<String> UPLOAD =
      names("CompleteLayerUpload", "InitiateLayerUpload", "PutImage", "UploadLayerPart");
  private static final SortedSet<String> DELETE = names("BatchDeleteImage");
  private static final SortedSet<String> GOVERN =
      names("DeleteRepositoryPolicy", "SetRepositoryPolicy");

  private static final SortedSet<String> READ =
      with(
          DOWNLOAD,
          names(
              "BatchCheckLayerAvailability",
              "DescribeImageScanFindings",
              "DescribeImages",
              "DescribeRepositories",
              "GetLifecyclePolicy",
              "GetLifecyclePolicyPreview",
              "GetRepositoryPolicy",
              "ListImageReferrers",
              "ListImages",
              "ListTagsForResource"));
  // What comes in from elsewhere: another region or account, or an upstream registry.
  private static final SortedSet<String> WRITE =
      with(UPLOAD, names("BatchImportUpstreamImage", "ReplicateImage"));
  private static final SortedSet<String> ADMINISTER =
      with(
          GOVERN,
          names(
              "CreateRepository",
              "DeleteLifecyclePolicy",
              "DeleteRepository",
              "PutImageScanningConfiguration",
              "PutImageTagMutability",
              "PutLifecyclePolicy",
              "StartImageScan",
              "StartLifecyclePolicyPreview",
              "TagResource",
              "UntagResource"));

  private static final SortedSet<String> KNOWN = with(with(READ, WRITE), with(DELETE, ADMINISTER));

  private EcrActions() {}

  /** Every action that is known to concern a repository. */
  static SortedSet<String> known() {
    return KNOWN;
  }

  /** What a role becomes in a statement; those of {@link Role#ADMIN} are all there are. */
  static SortedSet<String> of(Role role) {
    SortedSet<String> pull =
        with(DOWNLOAD, names("BatchCheckLayerAvailability", "DescribeImages", "ListImages"));
    return switch (role) {
      case NONE -> names();
      case PULL -> pull;
      case PUSH -> with(pull, UPLOAD);
      case MAINTAIN -> with(with(pull, UPLOAD), DELETE);
      case ADMIN -> new TreeSet<>(Set.of(ALL));
    };
  }

  /** What a statement has to hold to be taken for a role. */
  private static SortedSet<String> least(Role role) {
    return switch (role) {
      case NONE -> names();
      case PULL -> DOWNLOAD;
      case PUSH -> with(DOWNLOAD, UPLOAD);
      case MAINTAIN -> with(with(DOWNLOAD, UPLOAD), DELETE);
      case ADMIN -> with(with(with(DOWNLOAD, UPLOAD), DELETE), GOVERN);
    };
  }

  /** What a role may hold at most: every action that is not more than it. */
  private static SortedSet<String> most(Role role) {
    return switch (role) {
      case NONE -> names();
      case PULL -> READ;
      case PUSH -> with(READ, UPLOAD);
      case MAINTAIN -> with(with(READ, UPLOAD), DELETE);
      case ADMIN -> KNOWN;
    };
  }

  /**
   * The role that the actions of a statement amount to: nothing is missing that its users need, and
   * nothing is in them that goes beyond it. {@link Role#NONE} where it is none.
   */
  static Role roleOf(ActionSet actions) {
    if (actions.negated()) {
      return Role.NONE;
    }
    SortedSet<String> names = actions.patterns();
    if (names.contains(ALL) || names.contains("*")) {
      return Role.ADMIN;
    }
    for (Role role : EnumSet.range(Role.PULL, Role.ADMIN)) {
      if (names.containsAll(least(role)) && most(role).containsAll(names)) {
        return role;
      }
    }
    return Role.NONE;
  }

  /** What somebody can do who may call an action: those of the policy that need it at least. */
  static Set<Action> meaningOf(String action) {
    if (READ.contains(action)) {
      return EnumSet.of(Action.PULL);
    }
    if (action.equals(PUT_IMAGE)) {
      return EnumSet.of(Action.PUSH, Action.OVERWRITE);
    }
    if (WRITE.contains(action)) {
      return EnumSet.of(Action.PUSH);
    }
    return EnumSet.of(DELETE.contains(action) ? Action.DELETE : Action.ADMINISTER);
  }

  /** The actions of ECR by which something of the policy's actions is done. */
  static SortedSet<String> by(Set<Action> actions) {
    return KNOWN.stream()
        .filter(name -> !Collections.disjoint(meaningOf(name), actions))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The spelling of the documentation, where it is one action that is known. */
  static String canonical(String pattern) {
    for (String name : KNOWN) {
      if (name.equalsIgnoreCase(pattern)) {
        return name;
      }
    }
    int colon = pattern.indexOf(':');
    return pattern.substring(0, colon + 1).toLowerCase(Locale.ROOT) + pattern.substring(colon + 1);
  }

  private static SortedSet<String> names(String... names) {
    return Stream.of(names)
        .map(name -> "ecr:" + name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> with(SortedSet<String> some, SortedSet<String> more) {
    return Stream.concat(some.stream(), more.stream())
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(TreeSet::new), Collections::unmodifiableSortedSet));
  }
}

/**
 * AWS Elastic Container Registry: what policy becomes in it, and what its native state allows.
 *
 * <p>The objects, by kind and name, and their contents, each the canonical text of a JSON value:
 *
 * <ul>
 *   <li>{@code repository NAME}: {@code {"encryption":{…},"scanOnPush":false,"tags":{…}}}
 *   <li>{@code tag-mutability NAME}: {@code {"filters":["v*"],"mode":"MUTABLE_WITH_EXCLUSION"}}
 *   <li>{@code repository-policy NAME}: an IAM policy document
 *   <li>{@code lifecycle-policy NAME}, {@code creation-template PREFIX}, {@code registry-policy -},
 *       {@code pull-through-cache PREFIX}, {@code replication -}: as the API gives them
 *   <li>{@code identity ARN}: what IAM gives a user or role, {@code
 *       {"boundary":{…},"policies":[{…}]}}, each an IAM policy document, those of its groups among
 *       them; without {@code boundary} where it has none
 * </ul>
 *
 * <p>Whatever decides what a policy document allows answers yes, no or unknown: what is not
 * understood is never taken for the one or the other.
 */
@NullMarked
package dev.portwrit.registry.ecr;

import org.jspecify.annotations.NullMarked;

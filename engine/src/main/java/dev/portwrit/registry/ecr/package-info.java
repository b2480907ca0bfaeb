/**
 * AWS Elastic Container Registry: what policy becomes in it, and what its native state allows.
 *
 * <p>The objects, by kind and name, and their contents, each the canonical text of a JSON value:
 *
 * <ul>
 *   <li>{@code repository NAME}: {@code {"encryption":{"encryptionType":"AES256"},
 *       "scanOnPush":false,"tagMutability":{…},"tags":{…}}}, with a {@code kmsKey} where it has
 *       one. It is made so; then it stays, but for the mutability, which is an object of its own.
 *       In a listing {@code tags} are there only where they were asked for
 *   <li>{@code tag-mutability NAME}: {@code {"filters":["v*"],"mode":"MUTABLE_WITH_EXCLUSION"}}
 *   <li>{@code repository-policy NAME}: an IAM policy document
 *   <li>{@code creation-template PREFIX}: {@code {"appliedFor":["CREATE_ON_PUSH"],
 *       "repositoryPolicy":{…},"tagMutability":{…},"tags":{…}}}, and what else the API has of it
 *   <li>{@code registry-policy -}: an IAM policy document
 *   <li>{@code registry-policy-scope -}: {@code {"value":"V2"}}; only where there is a policy of
 *       the registry
 *   <li>{@code lifecycle-policy NAME}, {@code pull-through-cache PREFIX}: as the API gives them
 *   <li>{@code replication -}: {@code {"rules":[{"destinations":["123456789012 eu-west-1"],
 *       "prefixes":["pay"]}]}}
 *   <li>{@code identity ARN}: what IAM gives a user or role, {@code
 *       {"boundary":{…},"policies":[{…}]}}, each an IAM policy document, those of its groups among
 *       them; without {@code boundary} where it has none. {@code groups}, where there are any, are
 *       their ARNs. Managed policies of ours are left out:
 *   <li>{@code managed-policy REGISTRY=ORGANIZATION=TEAM}: an IAM policy document
 *   <li>{@code attachment POLICY ARN}: {@code {}}, where it is attached to a role, user or group
 * </ul>
 *
 * <p>Whatever decides what a policy document allows answers yes, no or unknown: what is not
 * understood is never taken for the one or the other.
 */
@NullMarked
package dev.portwrit.registry.ecr;

import org.jspecify.annotations.NullMarked;

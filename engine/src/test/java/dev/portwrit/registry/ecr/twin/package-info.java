/**
 * A stand-in for AWS ECR, IAM and STS, with their real rules, each with its source. It shares no
 * code with what it tests: above all, what a policy document allows is worked out anew here.
 *
 * <p>{@link dev.portwrit.registry.ecr.twin.EcrTwin} serves the APIs; {@link
 * dev.portwrit.registry.ecr.twin.TwinWorld} is what is there; {@link
 * dev.portwrit.registry.ecr.twin.DataPath} says who may do what with images now; {@link
 * dev.portwrit.registry.ecr.twin.Faults} makes it fail to order.
 */
@NullMarked
package dev.portwrit.registry.ecr.twin;

import org.jspecify.annotations.NullMarked;

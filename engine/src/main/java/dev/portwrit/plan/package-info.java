/**
 * What an apply would do: policy held against a live registry, before anything is written.
 *
 * <p>{@link dev.portwrit.plan.Planner} compares what {@link dev.portwrit.registry.NativeForm} asks
 * for with what was read, and gives a {@link dev.portwrit.plan.Plan}: the steps in their phases,
 * the access that people gain and lose, what of both is the commit's doing and what reverts drift,
 * and what is unknown. {@link dev.portwrit.plan.Guards} says why it may not be applied, by the
 * {@link dev.portwrit.plan.Restraints} of the commit that was applied last. {@link
 * dev.portwrit.plan.SavedPlan} is the part that is kept in a file.
 *
 * <p>Nothing here can write to a registry: no writer comes into this package.
 */
@NullMarked
package dev.portwrit.plan;

import org.jspecify.annotations.NullMarked;

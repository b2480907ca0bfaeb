/**
 * What policy files define, resolved and checked: organizations, teams, services, people,
 * repositories with their grants, protections, exceptions, registries.
 *
 * <p>A {@link dev.portwrit.policy.Workspace} is the whole of it at one commit. Every subject that
 * it names is defined in it, every pattern lies in a namespace of its organization, and every value
 * keeps the place it came from. What it means for one question is the matter of the package {@code
 * decision}.
 */
@NullMarked
package dev.portwrit.policy;

import org.jspecify.annotations.NullMarked;

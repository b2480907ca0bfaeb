/**
 * The relation between subjects and repositories as a whole: who can do something, what somebody
 * can do, and every edge between them.
 *
 * <p>{@link dev.portwrit.access.AccessRelation} answers both ways. Over one repository it lists
 * subjects exactly, the same for whom {@link dev.portwrit.decision.PolicyIndex#decide} says yes.
 * Over all repositories, of which there is no end, it lists {@link dev.portwrit.access.Access}
 * edges whose scope is a pattern, each with the restrictions that protections put on it: an action
 * on a tag is allowed where an edge reaches it that no restriction takes away.
 */
@NullMarked
package dev.portwrit.access;

import org.jspecify.annotations.NullMarked;

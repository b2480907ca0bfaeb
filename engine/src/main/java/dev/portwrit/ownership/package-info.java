/**
 * Who reviews which file of a workspace: whoever holds {@code administer} on everything that its
 * documents speak of, as a file of owners that code hosts understand.
 *
 * <p>INVARIANT: never wider than policy. What ends by itself does not count, and a file of which
 * nobody can be said to administer everything is reviewed by the admins of the workspace.
 */
@NullMarked
package dev.portwrit.ownership;

import org.jspecify.annotations.NullMarked;

/**
 * How the answer to one question came to be: the commits of a branch that changed it, and the
 * instants at which something expired in between; and by which commit each access of a policy did.
 *
 * <p>{@link dev.portwrit.history.AnswerHistory} goes back along the first parents of a branch,
 * which is what the branch was, and looks into what was merged for the commit that made the
 * difference. A commit that does not compile has no answer; where a shallow clone ends, what was
 * before is unknown. {@link dev.portwrit.history.AccessOrigins} goes the same way for all access at
 * once, from the policy of today back.
 */
@NullMarked
package dev.portwrit.history;

import org.jspecify.annotations.NullMarked;

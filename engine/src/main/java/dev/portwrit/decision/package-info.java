/**
 * What a workspace means: a question and its answer, with the rule that decides it.
 *
 * <p>A deny is an answer, not an error. What cannot be decided is {@link
 * dev.portwrit.decision.Decision.Indeterminate}, and whoever asks must treat it as refused.
 */
@NullMarked
package dev.portwrit.decision;

import org.jspecify.annotations.NullMarked;

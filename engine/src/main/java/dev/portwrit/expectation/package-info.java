/**
 * A workspace's own tests: questions with the answers that its authors expect, in {@code
 * tests/*.yaml}, and the Rego tests of its own guardrails.
 *
 * <p>{@link dev.portwrit.expectation.Expectations} reads the files and puts the questions to the
 * same index that answers everywhere else; what is not met is a {@link
 * dev.portwrit.diagnostic.Diagnostic} at the place of the expectation. The format is documented in
 * {@code docs/testing.md}.
 */
@NullMarked
package dev.portwrit.expectation;

import org.jspecify.annotations.NullMarked;

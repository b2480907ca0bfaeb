/**
 * The policy language: documents of nodes become a checked {@link dev.portwrit.policy.Workspace},
 * or problems.
 *
 * <p>{@link dev.portwrit.language.PolicyCompiler} is the way in. It works in three steps. First
 * each file alone: its documents are held against the one table of documents and keys ({@code
 * DocumentKind}), which the JSON Schema comes from as well, and become drafts, in which short names
 * are still short. Then what all drafts define is collected. Last every name is resolved and the
 * rules between documents are checked. A file that did not change keeps its drafts from one run to
 * the next.
 *
 * <p>All problems of all files come out of one run. What could not be read is not held against what
 * refers to it: a roster with a mistake in it is not complete, so nobody is told that they are not
 * on it.
 */
@NullMarked
package dev.portwrit.language;

import org.jspecify.annotations.NullMarked;

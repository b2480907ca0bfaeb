/**
 * The names that registries and policies share: repositories, tags, digests, and the patterns that
 * select them.
 *
 * <p>Everything here is a value that cannot be malformed: {@code parse} answers the value or
 * nothing, and a constructor that is given nonsense is a bug in the caller. The grammars are those
 * of the <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 * distribution specification</a>. Nothing in this package knows what a policy is.
 */
@NullMarked
package dev.portwrit.reference;

import org.jspecify.annotations.NullMarked;

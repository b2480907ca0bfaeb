/**
 * What was compiled before. A commit never changes, so what its policies mean never does, as long
 * as the same program reads them: {@link dev.portwrit.cache.CompilationCache} keeps what came out
 * of compiling in a file of its own and finds it again by the tree of the commit.
 *
 * <p>{@link dev.portwrit.cache.OriginsCache} keeps by which commits access came to be, found by the
 * commit at which it holds.
 *
 * <p>A cache must not be able to answer otherwise than the compiler. So it is asked only about
 * commits, never about files that lie in a folder; each build has names of its own for what it
 * keeps; and whatever is odd about a file, from its owner to its last bit, makes it as if it were
 * not there. It may be deleted at any time, while somebody reads it too.
 */
@NullMarked
package dev.portwrit.cache;

import org.jspecify.annotations.NullMarked;

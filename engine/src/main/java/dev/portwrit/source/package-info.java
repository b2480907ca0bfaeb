/**
 * Where policies come from: a plain folder, a working tree, or a commit of a Git repository, read
 * without a checkout.
 *
 * <p>What comes out is bytes by path. Nothing here knows what the bytes mean.
 */
@NullMarked
package dev.portwrit.source;

import org.jspecify.annotations.NullMarked;

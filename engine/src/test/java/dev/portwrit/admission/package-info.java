/** Tests of the judgement of tag writes and deletes. */
@NullMarked
package dev.portwrit.admission;

import org.jspecify.annotations.NullMarked;

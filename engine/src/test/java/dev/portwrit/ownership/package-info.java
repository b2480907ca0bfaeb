/** Who reviews which file. */
@NullMarked
package dev.portwrit.ownership;

import org.jspecify.annotations.NullMarked;

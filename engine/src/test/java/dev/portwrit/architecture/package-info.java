/** The rules of the house that a machine can keep. */
@NullMarked
package dev.portwrit.architecture;

import org.jspecify.annotations.NullMarked;

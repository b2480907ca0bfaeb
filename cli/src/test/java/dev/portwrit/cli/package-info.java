/** Tests of the command as a whole: words in, text and exit code out. */
@NullMarked
package dev.portwrit.cli;

import org.jspecify.annotations.NullMarked;

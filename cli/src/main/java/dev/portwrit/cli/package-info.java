/**
 * The {@code portwrit} command: one class a verb.
 *
 * <p>{@link dev.portwrit.cli.Main} finds the verb by its name in {@link dev.portwrit.cli.Verbs},
 * reads its options into an {@link dev.portwrit.cli.Invocation} and turns the outcome into an exit
 * code. A verb asks the engine and prints; it decides nothing by itself. Data goes to standard
 * output, everything else to standard error.
 */
@NullMarked
package dev.portwrit.cli;

import org.jspecify.annotations.NullMarked;

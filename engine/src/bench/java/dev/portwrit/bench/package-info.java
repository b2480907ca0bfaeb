/**
 * What the engine costs: decisions against OPA, the building and the size of the index.
 *
 * <p>Compiled with {@code mvn -Pbench test-compile} and run from the test classes; {@code
 * bin/bench} does both. Figures of a shared machine rank, they do not measure; peers are run in the
 * same run for that reason.
 */
@NullMarked
package dev.portwrit.bench;

import org.jspecify.annotations.NullMarked;

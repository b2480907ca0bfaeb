/**
 * Large workspaces for benchmarks and tests: generated, the same for the same seed, and written as
 * an organization would write them.
 */
@NullMarked
package dev.portwrit.workload;

import org.jspecify.annotations.NullMarked;

/**
 * Carrying out a plan without accidents.
 *
 * <p>{@link dev.portwrit.apply.ApplyRun} is one run: under the {@linkplain
 * dev.portwrit.apply.RegistryLock lock} of its registry it reads, plans, holds the plan against its
 * restraints, makes the steps, and leaves a record. {@link dev.portwrit.apply.Steps} makes single
 * steps: it reads the object before, writes an intent that is on the disk before the call, and
 * believes only what it reads afterwards. A run that ended anywhere is resumed by the next one,
 * since that reads what is there.
 *
 * <p>What is kept between runs lies in a {@link dev.portwrit.apply.StateFolder}: the lock, the
 * commit that was applied last, and the records, each of which holds the hash of the one before.
 */
@NullMarked
package dev.portwrit.apply;

import org.jspecify.annotations.NullMarked;

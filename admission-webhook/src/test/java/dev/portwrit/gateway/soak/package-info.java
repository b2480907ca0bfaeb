/**
 * Mixed traffic over minutes, through a gateway that is a process of its own: nothing may be
 * answered otherwise than it should, and nothing may grow. {@code bin/check --soak} runs it.
 */
@NullMarked
package dev.portwrit.gateway.soak;

import org.jspecify.annotations.NullMarked;

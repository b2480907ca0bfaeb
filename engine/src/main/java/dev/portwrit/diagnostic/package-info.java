/**
 * What Portwrit says about what it was given: a place, a stable code, a message of one line, and
 * apart from it the next step.
 *
 * <p>Problems are values. They are collected, all of them, and shown in order of their place; the
 * program goes on to look for more as long as what it reads still makes sense.
 */
@NullMarked
package dev.portwrit.diagnostic;

import org.jspecify.annotations.NullMarked;

/** Tests of what decides whether a request may go on. */
@NullMarked
package dev.portwrit.gateway.gate;

import org.jspecify.annotations.NullMarked;

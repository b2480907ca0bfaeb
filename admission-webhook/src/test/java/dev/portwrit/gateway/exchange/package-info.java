/** Tests of what an exchange with a client keeps within bounds. */
@NullMarked
package dev.portwrit.gateway.exchange;

import org.jspecify.annotations.NullMarked;

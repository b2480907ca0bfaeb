/** Tests of the gateway over real sockets, and the hand-written neighbours that they need. */
@NullMarked
package dev.portwrit.gateway.sweep;

import org.jspecify.annotations.NullMarked;

/** Tests of the protocol by which the gateway writes and deletes. */
@NullMarked
package dev.portwrit.gateway.write;

import org.jspecify.annotations.NullMarked;

/** Tests of the gateway's memory of protected tags. */
@NullMarked
package dev.portwrit.gateway.ledger;

import org.jspecify.annotations.NullMarked;

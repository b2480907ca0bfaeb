/** Tests of how the gateway asks the registry behind it. */
@NullMarked
package dev.portwrit.gateway.upstream;

import org.jspecify.annotations.NullMarked;

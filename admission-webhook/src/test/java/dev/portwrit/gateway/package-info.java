/** The gateway as a whole, before real registries and with real clients. */
@NullMarked
package dev.portwrit.gateway;

import org.jspecify.annotations.NullMarked;

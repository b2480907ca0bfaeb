/** Tests of webhooks. */
@NullMarked
package dev.portwrit.gateway.webhook;

import org.jspecify.annotations.NullMarked;

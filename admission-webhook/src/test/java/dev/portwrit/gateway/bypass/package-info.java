/**
 * Attempts to get around the gateway: generated in great number, sent byte by byte, and judged by
 * an oracle that is written from the papers and shares no code with what it judges.
 */
@NullMarked
package dev.portwrit.gateway.bypass;

import org.jspecify.annotations.NullMarked;

/**
 * The registry behind the gateway, as the gateway itself asks it: tags, manifests, deletes,
 * listings. What clients send and fetch in bulk does not pass here.
 *
 * <p>The attitude of this package is distrust. Bytes are hashed, never a header believed; a request
 * is sent once and never again by itself; a redirect is not followed; what is too long, cut off,
 * late, contradictory or merely unexpected is <em>unknown</em> and says why. Only one answer means
 * that something is not there: 404 with a code that says so.
 *
 * <p>{@link dev.portwrit.gateway.upstream.Upstream} is the port, {@link
 * dev.portwrit.gateway.upstream.HttpUpstream} what speaks HTTP. Manifests are read by {@link
 * dev.portwrit.gateway.upstream.ManifestContent}, as strictly as two programs must read them that
 * are to see the same thing.
 */
@NullMarked
package dev.portwrit.gateway.upstream;

import org.jspecify.annotations.NullMarked;

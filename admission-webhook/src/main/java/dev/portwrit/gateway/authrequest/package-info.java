/**
 * Deciding for another proxy, which asks before it carries a request out itself: {@code
 * auth_request} of nginx.
 *
 * <p>The proxy says the method and the target of the request; {@link
 * dev.portwrit.gateway.authrequest.OriginalRequest} reads them by the grammar that every request is
 * read by, and takes only what means to the registry what it means to us, since the registry is
 * given the client's own bytes. The way in is the gateway's own. What is behind it differs: the
 * proxy shows no body, waits for no lock and tells no end, so what would move or delete a protected
 * tag is not judged here but refused, and a read passes only if the registry itself keeps it to the
 * repository that was named.
 *
 * <p>An answer is 200, 401 or 403. nginx takes everything else, and no answer, for an error.
 */
@NullMarked
package dev.portwrit.gateway.authrequest;

import org.jspecify.annotations.NullMarked;

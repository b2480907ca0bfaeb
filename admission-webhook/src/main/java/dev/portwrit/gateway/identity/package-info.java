/**
 * Who asks: the users of a gateway, their passwords, and the tokens of the distribution token
 * protocol.
 *
 * <p>{@link dev.portwrit.gateway.identity.Identity} opens it all. At each request {@link
 * dev.portwrit.gateway.identity.Authenticator} turns an {@code Authorization} header into an {@link
 * dev.portwrit.gateway.identity.Authentication}; {@link dev.portwrit.gateway.identity.TokenService}
 * answers for the token endpoint; {@link dev.portwrit.gateway.identity.Challenge} words the {@code
 * WWW-Authenticate} header that leads a client there.
 *
 * <p>Nothing here knows what anybody may do. A token carries what its client asked for; it limits
 * and never grants, and the policy in force is asked at each request besides. What is checked here
 * at each request is that the user of the token is still in the users file with the same password:
 * who is taken out of the file, or gets another password, is out at once, not when the token
 * expires.
 *
 * <p>What is slow is kept away from who is honest: a password that was right is remembered for a
 * minute under a keyed hash, bcrypt runs on two threads of its own, and {@link
 * dev.portwrit.gateway.identity.AttemptLimits} explains how failures are slowed without giving
 * strangers a way to lock somebody out.
 *
 * <p>INVARIANT: no password, hash, key or token is in a message, an exception or a {@code
 * toString}.
 */
@NullMarked
package dev.portwrit.gateway.identity;

import org.jspecify.annotations.NullMarked;

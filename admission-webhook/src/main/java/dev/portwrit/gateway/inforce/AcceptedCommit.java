package dev.portwrit.gateway.inforce;

import java.time.Instant;
import java.util.Optional;

/**
 * The commit in force, as it is written down for after a restart.
 *
 * @param id the 40 hexadecimal digits
 * @param acceptedAt when it came into force
 * @param byOperator the commit that an operator accepted by hand last, so that the same request,
 *     left in a command line, does not turn the policy back at each restart
 */
public record AcceptedCommit(String id, Instant acceptedAt, Optional<String> byOperator) {}

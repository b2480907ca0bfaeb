package dev.portwrit.review;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Subject;
import java.util.Optional;

/**
 * Another account of a registry is somebody's than before, so that what they have there goes to it
 * and leaves the one before.
 *
 * @param registry the name of the registry in the policies
 * @param subject a user, a service or a team
 * @param before the account before; empty if there was none
 * @param after the account now; empty if there is none
 * @param place where the subject is defined: in the new policies, in the old ones if it went
 * @param isNew whether the place is in the new policies
 */
public record RegistryAccount(
    String registry,
    Subject subject,
    Optional<String> before,
    Optional<String> after,
    Place place,
    boolean isNew) {}

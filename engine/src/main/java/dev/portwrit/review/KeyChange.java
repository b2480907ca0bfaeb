package dev.portwrit.review;

import dev.portwrit.diagnostic.Place;
import java.util.Optional;

/**
 * One key of a document that a change makes say something else, though nobody's access differs by
 * it.
 *
 * @param document {@code portwrit.yaml}, or such as {@code registry:ecr}
 * @param key the path of the key, with dots between, such as {@code credentials.username}
 * @param before what it said; empty where it said nothing
 * @param after what it says; empty where it says nothing any more
 * @param place where it is said, of the old state where the new one does not say it
 * @param isGuarded whether only those may change it so who administer everything
 */
public record KeyChange(
    String document,
    String key,
    Optional<String> before,
    Optional<String> after,
    Place place,
    boolean isGuarded) {}

package dev.portwrit.gateway.sweep;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.Optional;

/**
 * Where something may have changed.
 *
 * @param repository where
 * @param tag which tag; empty if any of the repository may be
 */
record Hint(RepositoryName repository, Optional<Tag> tag) {}

package dev.portwrit.gateway.write;

import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;

/**
 * Where a manifest is to be written.
 *
 * @param repository the repository
 * @param reference the tag or digest in the path
 * @param tags every tag that it is to take: the one in the path, or those of the query
 */
record ManifestTarget(RepositoryName repository, Reference reference, List<Tag> tags) {
  static ManifestTarget of(RepositoryName repository, Reference reference, List<Tag> queryTags) {
    return new ManifestTarget(
        repository,
        reference,
        reference instanceof Reference.ByTag byTag
            ? List.of(byTag.tag())
            : queryTags.stream().distinct().toList());
  }

  boolean isByTag() {
    return reference instanceof Reference.ByTag;
  }
}

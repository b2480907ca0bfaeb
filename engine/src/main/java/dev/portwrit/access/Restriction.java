package dev.portwrit.access;

import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tags that a protection takes away from an access edge.
 *
 * @param protection the protection, whose repositories overlap those of the edge; one that only
 *     warns takes nothing away
 * @param released the exceptions in force for the subject, by place; what they cover is left
 */
public record Restriction(Protection protection, List<ProtectionException> released) {
  /** Copies the list. */
  public Restriction {
    released = List.copyOf(released);
  }

  /**
   * Whether it takes a tag away.
   *
   * @param repository a repository
   * @param tag a tag in it
   * @return true if the protection refuses it and no exception gives it back
   */
  public boolean takes(RepositoryName repository, Tag tag) {
    return protection.enforcement() == Protection.Enforcement.DENY
        && protection.covers(repository, tag)
        && released.stream().noneMatch(exception -> exception.covers(repository, tag));
  }

  /**
   * The restriction as a person reads it, such as {@code except tags v* in acme/** (protection
   * acme/releases, immutable)}.
   *
   * @return one line
   */
  @Override
  public String toString() {
    String word =
        protection.enforcement() == Protection.Enforcement.DENY ? "except" : "with a warning for";
    String tags =
        protection.tags().stream().map(TagPattern::value).collect(Collectors.joining(", "));
    String repositories =
        protection.repositories().stream()
            .map(RepositoryPattern::value)
            .collect(Collectors.joining(", "));
    String exceptions =
        released.isEmpty()
            ? ""
            : released.stream()
                .map(ProtectionException::fullName)
                .collect(Collectors.joining(", ", "; released by exception ", ""));
    return "%s tags %s in %s (protection %s, %s%s)"
        .formatted(word, tags, repositories, protection.fullName(), protection.rule(), exceptions);
  }
}

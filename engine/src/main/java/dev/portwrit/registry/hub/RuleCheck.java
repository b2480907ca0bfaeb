package dev.portwrit.registry.hub;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Holds what Docker Hub makes of a new rule against what it means, on the tags that exist: whether
 * its expressions are anchored is said nowhere, so nothing is built on it unseen.
 */
final class RuleCheck {
  private final HubQueries queries;

  RuleCheck(HubQueries queries) {
    this.queries = queries;
  }

  /**
   * What is wrong with a rule that was not there before.
   *
   * @return empty if Docker Hub keeps exactly the tags that it should
   */
  Optional<String> flaw(
      String repository, HubContents.ImmutableTags from, HubContents.ImmutableTags to)
      throws HubFailure {
    List<String> added = to.rules().stream().filter(rule -> !from.rules().contains(rule)).toList();
    if (added.isEmpty()) {
      return Optional.empty();
    }
    List<String> tags = queries.tags(repository);
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    for (String rule : added) {
      Optional<String> flaw = flaw(rule, tags, queries.verified(repository, rule));
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> flaw(String rule, List<String> tags, List<String> kept) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(rule);
    } catch (PatternSyntaxException e) {
      return Optional.of("the rule `" + rule + "` is no RE2 expression");
    }
    return tags.stream()
        .filter(tag -> pattern.matcher(tag).find() != kept.contains(tag))
        .findFirst()
        .map(
            tag ->
                "by the rule `"
                    + rule
                    + "` Docker Hub would "
                    + (kept.contains(tag) ? "also keep" : "not keep")
                    + " the tag `"
                    + tag
                    + "`");
  }
}

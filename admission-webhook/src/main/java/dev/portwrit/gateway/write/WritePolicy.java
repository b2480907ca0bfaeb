package dev.portwrit.gateway.write;

import dev.portwrit.admission.TagRules;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * The policy in force at one moment. A request is judged by one of them from beginning to end.
 *
 * @param index what decides
 * @param version what decisions are logged under, such as the accepted commit
 * @param writesRefused why writes are refused whatever the policy says; empty where they are not
 */
public record WritePolicy(PolicyIndex index, String version, Optional<String> writesRefused) {
  TagRules rules(Subject caller, RepositoryName repository, Tag tag, Instant now) {
    return TagRules.of(index, caller, repository, tag, now);
  }

  Decision role(Subject caller, Action action, RepositoryName repository, Instant now) {
    return index.decide(new Question(caller, action, repository, Optional.empty(), now));
  }
}

package dev.portwrit.gateway.write;

import dev.portwrit.admission.OciError;
import dev.portwrit.admission.Refusal;
import dev.portwrit.admission.TagAdmission;
import dev.portwrit.decision.Decision;
import dev.portwrit.gateway.write.Decisions.Matter;
import dev.portwrit.gateway.write.WriteOutcome.Refused;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.util.Optional;

/** What comes before every write and delete: who has no role is told so, and learns no more. */
final class RoleCheck {
  private final WriteParts parts;

  RoleCheck(WriteParts parts) {
    this.parts = parts;
  }

  /** What ends a request that has no role, or that cannot be judged now; empty if it may go on. */
  Optional<WriteOutcome> missing(
      WritePolicy policy, Subject caller, RepositoryName repository, Matter matter) {
    if (policy.writesRefused().isPresent()) {
      return Optional.of(unavailable(policy.writesRefused().get()));
    }
    Action action = matter.action();
    Decision role = policy.role(caller, action, repository, parts.clock().instant());
    Decisions decisions = new Decisions(parts.log(), caller, repository, policy.version());
    if (role instanceof Decision.Denied denied) {
      Refusal refusal = TagAdmission.refuseRole(caller, action, repository, denied.rule());
      decisions.deny(matter, Optional.of(denied.rule()), Optional.empty());
      return Optional.of(new Refused(OciError.denied(refusal)));
    }
    if (role instanceof Decision.Indeterminate indeterminate) {
      decisions.undecided(matter, indeterminate.cause());
      return Optional.of(unavailable(indeterminate.cause()));
    }
    return Optional.empty();
  }

  private WriteOutcome unavailable(String cause) {
    return new Unavailable(cause, parts.settings().retryAfter());
  }
}

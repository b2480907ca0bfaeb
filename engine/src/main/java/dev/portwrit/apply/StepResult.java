package dev.portwrit.apply;

/** What became of one step, as far as reading can tell. */
sealed interface StepResult {
  /** The object is what the step makes it. */
  record Done(boolean already) implements StepResult {}

  /** It was not made, and the object is what it was before. */
  record Failed(String reason) implements StepResult {}

  /** The object is not what the plan knows it by: somebody else changed it. */
  record Stale() implements StepResult {}

  /** It was not made, since the registry does not know an account in it. */
  record UnknownAccount(String account, String reason) implements StepResult {}

  /** Nobody can say what the object is. */
  record Unknown(String reason) implements StepResult {}

  /** The word for records. */
  default String word() {
    if (this instanceof Done done) {
      return done.already() ? "already" : "done";
    }
    return this instanceof Failed
        ? "failed"
        : this instanceof Stale ? "stale" : this instanceof Unknown ? "unknown" : "account";
  }

  /** Why; empty where it was made. */
  default String reason() {
    if (this instanceof Failed failed) {
      return failed.reason();
    }
    if (this instanceof Unknown unknown) {
      return unknown.reason();
    }
    if (this instanceof UnknownAccount account) {
      return account.reason();
    }
    return this instanceof Stale ? "it became something else since the plan was made" : "";
  }
}

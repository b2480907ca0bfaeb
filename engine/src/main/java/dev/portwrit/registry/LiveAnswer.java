package dev.portwrit.registry;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a live registry answers to a question, by its own rules and whatever policies say.
 *
 * @param verdict the answer
 * @param reason why, in one line
 */
public record LiveAnswer(Verdict verdict, String reason) {
  /** An answer. */
  public enum Verdict {
    /** The registry would let it through. */
    ALLOWED,
    /** It would refuse it. */
    DENIED,
    /** It cannot be told. */
    UNKNOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Answers from what was read.
   *
   * @param registry the definition of the registry
   * @param index the policy, by which subjects have accounts there
   * @param access what the native state allows
   * @param question what is asked; its subject has what each group that it is in has
   * @return the answer; where something was left unread only that a tag is kept, which is certain
   */
  public static LiveAnswer of(
      Registry registry, PolicyIndex index, NativeAccess access, Question question) {
    String repository = new NativeNames(registry).nativeName(question.repository());
    Action action = question.action();
    Accounts accounts = Accounts.of(index.workspace(), registry.name());
    List<String> own = new AccountHolders(accounts, index.memberships()).of(question.subject());
    Optional<String> may =
        Stream.concat(own.stream(), Stream.of(NativeAccess.EVERYBODY))
            .filter(account -> access.allows(account, action, repository, question.now()))
            .findFirst();
    String asked = "`" + action + "` in `" + repository + "`";
    if (question.tag().filter(tag -> access.keeps(repository, tag, action)).isPresent()) {
      return denied("it keeps the tag `" + question.tag().get() + "` of `" + repository + "`");
    }
    if (!access.unknown().isEmpty()) {
      return unknown(
          "what could not be read may give or refuse " + asked + ": " + access.unknown().get(0));
    }
    if (may.isPresent()) {
      String who =
          may.get().equals(NativeAccess.EVERYBODY) ? "everybody has" : "`" + may.get() + "` has";
      return new LiveAnswer(Verdict.ALLOWED, who + " " + asked);
    }
    if (action == Action.PUSH && isNothing(repository, access)) {
      return unknown(
          "nobody has anything in `" + repository + "`: if it is not there, a push may make it");
    }
    if (own.isEmpty() && !(question.subject() instanceof Subject.Anonymous)) {
      return unknown(
          "policies name no account of `" + question.subject() + "` in `" + registry.name() + "`");
    }
    return denied(
        own.isEmpty()
            ? "not everybody has " + asked
            : "`" + String.join("`, `", own) + "` does not have " + asked);
  }

  // Docker Hub makes a repository at the first push, ECR may by a template: no edge tells of whom.
  private static boolean isNothing(String repository, NativeAccess access) {
    return access.edges().stream().noneMatch(edge -> edge.repository().equals(repository));
  }

  private static LiveAnswer denied(String reason) {
    return new LiveAnswer(Verdict.DENIED, reason);
  }

  private static LiveAnswer unknown(String reason) {
    return new LiveAnswer(Verdict.UNKNOWN, reason);
  }
}

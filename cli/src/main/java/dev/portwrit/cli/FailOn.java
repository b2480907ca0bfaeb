package dev.portwrit.cli;

import dev.portwrit.audit.LiveDifference;
import dev.portwrit.policy.Subject;
import dev.portwrit.review.Review;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What makes {@code diff} end as a failure where not any change shall.
 *
 * @param conditions of which one is enough; none for what is only told
 */
record FailOn(Set<Condition> conditions) {
  private static final String NONE = "none";

  /** What can be asked for. */
  enum Condition {
    /** Somebody can do something and could not, or an account of a registry is theirs. */
    EXPANDS,
    /** Somebody can change protected tags and could not. */
    PROTECTED,
    /** Everybody can do something and could not. */
    PUBLIC;

    boolean isMet(boolean isProtected, boolean isPublic) {
      return switch (this) {
        case EXPANDS -> true;
        case PROTECTED -> isProtected;
        case PUBLIC -> isPublic;
      };
    }
  }

  /** Reads the value of the option: {@code none}, or one or more with commas between them. */
  static Optional<FailOn> parse(Optional<String> text) throws Failure {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    if (text.get().equals(NONE)) {
      return Optional.of(new FailOn(conditions));
    }
    for (String word : text.get().split(",", -1)) {
      conditions.add(condition(word));
    }
    return Optional.of(new FailOn(conditions));
  }

  private static Condition condition(String word) throws Failure {
    for (Condition condition : Condition.values()) {
      if (condition.name().toLowerCase(Locale.ROOT).equals(word)) {
        return condition;
      }
    }
    throw Failure.wrong(
        "`--fail-on` cannot be `" + word + "`",
        "say `expands`, `protected` or `public`, or several with commas between them, or `none`");
  }

  boolean isMet(Review review) {
    boolean isGiven = review.accounts().stream().anyMatch(one -> one.after().isPresent());
    return (isGiven && isMet(false, false))
        || review.expands().stream()
            .anyMatch(
                one ->
                    isMet(one.protectedTags(), one.subjects().get(0) instanceof Subject.Anonymous));
  }

  boolean isMet(LiveDifference difference) {
    return difference.expands().stream().anyMatch(one -> isMet(one.isProtected(), one.isPublic()));
  }

  private boolean isMet(boolean isProtected, boolean isPublic) {
    return conditions.stream().anyMatch(one -> one.isMet(isProtected, isPublic));
  }
}

package dev.portwrit.gateway.decisionlog;

import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One decision: who asked for what, the answer, and the rule that gave it.
 *
 * <p>There is no room in it for a header, a token or a password, on purpose.
 *
 * @param caller who asked
 * @param operation what for, lower case, such as {@code push}, {@code overwrite}, {@code delete},
 *     {@code pull}, {@code mount}
 * @param repository where; empty where a request names none, such as the catalog
 * @param tags the tags that the request would create, move, delete or read
 * @param digest the content that it is about, if that is known
 * @param outcome the answer
 * @param rule the decisive rule; empty where none was reached
 * @param warnings the protections with {@code enforce: warn} that would have refused it
 * @param cause what was missing, one line, for {@link Outcome#INDETERMINATE}; or a remark. Cut to
 *     {@value #MAX_CAUSE} characters
 * @param policyCommit the accepted commit of the policy that answered, or what stands for one where
 *     the policy is a plain folder
 */
public record DecisionRecord(
    Subject caller,
    String operation,
    Optional<RepositoryName> repository,
    List<Tag> tags,
    Optional<Digest> digest,
    Outcome outcome,
    Optional<Rule> rule,
    List<Rule> warnings,
    Optional<String> cause,
    String policyCommit)
    implements LogRecord {
  /** The longest cause that is kept, in characters. */
  public static final int MAX_CAUSE = 1000;

  /** The answers. */
  public enum Outcome {
    /** Yes. */
    ALLOW,
    /** No, by a rule. */
    DENY,
    /** It could not be determined, so it was refused. */
    INDETERMINATE;

    /**
     * The answer as the log writes it.
     *
     * @return lower case, such as {@code deny}
     */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Copies the lists and checks the operation.
   *
   * @throws IllegalArgumentException if the operation is not a lower-case word
   */
  public DecisionRecord {
    Words.require(operation);
    tags = List.copyOf(tags);
    warnings = List.copyOf(warnings);
    cause = cause.map(DecisionRecord::cut);
  }

  @Override
  public String kind() {
    return "decision";
  }

  private static String cut(String text) {
    return text.length() <= MAX_CAUSE ? text : text.substring(0, MAX_CAUSE);
  }
}

package dev.portwrit.gateway.write;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.List;

/**
 * Guardrails on pushes. They are asked of each tag that a manifest is about to take, after the
 * policy has let it pass, and may only refuse. May block; may be asked by many threads.
 */
@FunctionalInterface
public interface PushGuardrail {
  /**
   * Asks.
   *
   * @param push what is about to be written
   * @return what they say
   */
  Verdict check(Push push);

  /**
   * Asks about a push that somebody thinks of, so that the registry may not have what it refers to.
   *
   * @param push what would be written
   * @param content what the asker has of it; the rest is read from the registry
   * @return what they say
   */
  default Verdict check(Push push, BroughtContent content) {
    return check(push);
  }

  /**
   * Whether there is anything to ask, so that a push that somebody thinks of cannot be judged
   * without its manifest.
   *
   * @param policy the policy by which the push is judged
   * @param protections those that cover the tag, whatever they enforce
   * @return false only if {@link #check(Push)} lets every manifest pass
   */
  default boolean concerns(WritePolicy policy, List<Protection> protections) {
    return true;
  }

  /**
   * A manifest that is about to take a tag.
   *
   * @param subject who pushes
   * @param repository where
   * @param tag the tag that is created or moved
   * @param protections those that cover the tag, whatever they enforce
   * @param manifest what is pushed
   * @param policy the policy by which the push is judged
   * @param now the instant at which it is judged
   */
  record Push(
      Subject subject,
      RepositoryName repository,
      Tag tag,
      List<Protection> protections,
      ManifestBytes manifest,
      WritePolicy policy,
      Instant now) {
    /** Copies the list. */
    public Push {
      protections = List.copyOf(protections);
    }
  }

  /** What guardrails say. */
  sealed interface Verdict {}

  /** None stands in the way. */
  record Passed() implements Verdict {}

  /**
   * At least one refuses.
   *
   * @param message why, one line
   */
  record Refused(String message) implements Verdict {}

  /**
   * At least one came to no answer, so the push is refused for now.
   *
   * @param cause why, one line
   */
  record Undetermined(String cause) implements Verdict {}

  /**
   * Where there are no guardrails.
   *
   * @return what lets everything pass
   */
  static PushGuardrail none() {
    return new PushGuardrail() {
      @Override
      public Verdict check(Push push) {
        return new Passed();
      }

      @Override
      public boolean concerns(WritePolicy policy, List<Protection> protections) {
        return false;
      }
    };
  }
}

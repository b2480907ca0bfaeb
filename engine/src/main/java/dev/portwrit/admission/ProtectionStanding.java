package dev.portwrit.admission;

import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import java.util.List;
import java.util.Optional;

/**
 * How one subject stands to a protection that covers a tag.
 *
 * @param protection the protection
 * @param named whether its {@code to} names the subject, itself or something that it is in
 * @param exceptions those in force for the subject and this tag, by place
 */
public record ProtectionStanding(
    Protection protection, boolean named, List<ProtectionException> exceptions) {
  /** Copies the list. */
  public ProtectionStanding {
    exceptions = List.copyOf(exceptions);
  }

  /**
   * The protection as decisions name it.
   *
   * @return its text and place
   */
  public Rule rule() {
    return new Rule(
        Rule.Kind.PROTECTION,
        "protection " + protection.fullName() + " (" + protection.rule() + ")",
        Optional.of(protection.place()));
  }

  /**
   * The first exception that lets the subject pass where the protection alone would not.
   *
   * @return empty if none is in force, or none is needed
   */
  public Optional<Lift> lift() {
    return named || exceptions.isEmpty()
        ? Optional.empty()
        : Optional.of(new Lift(exceptions.get(0).fullName(), protection.fullName()));
  }

  boolean isEnforced() {
    return protection.enforcement() == Protection.Enforcement.DENY;
  }

  boolean isImmutable() {
    return protection.rule() == Protection.Rule.IMMUTABLE;
  }

  /** Whether the subject may point the existing tag at another digest, or delete it. */
  boolean letsMove() {
    return !exceptions.isEmpty() || (named && !isImmutable());
  }
}

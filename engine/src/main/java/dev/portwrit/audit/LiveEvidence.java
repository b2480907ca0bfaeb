package dev.portwrit.audit;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.plan.Planner;
import dev.portwrit.plan.Survey;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.RegistryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a live registry allowed when it was read, and what policy asks it to allow. No contents, no
 * secrets.
 *
 * @param registry the name of the registry
 * @param readAt when it was read
 * @param now what it allows by its own rules
 * @param asked what it would allow if it were as policy asks
 * @param engine the account by which Portwrit works there, as edges have it; empty where that is
 *     not known
 * @param unknown what could not be told, one line each; while there is any, edges may be missing
 */
public record LiveEvidence(
    String registry,
    Instant readAt,
    NativeAccess now,
    NativeAccess asked,
    Optional<String> engine,
    List<String> unknown) {
  private static final NativeAccess NOTHING = new NativeAccess(List.of(), List.of(), List.of());

  /** Copies the list. */
  public LiveEvidence {
    unknown = List.copyOf(unknown);
  }

  /**
   * Reads a registry.
   *
   * @param survey a way to look at it
   * @param registry its definition
   * @param index the policy
   * @param at the instant at which expiry is judged
   * @param readAt the present instant
   * @return what it allows and should
   * @throws RegistryException if nothing can be read at all
   */
  public static LiveEvidence read(
      Survey survey, Registry registry, PolicyIndex index, Instant at, Instant readAt)
      throws RegistryException {
    NativeState live = survey.read();
    NativeAccess now = survey.form().access(live);
    // Whatever the mode, the question is what policy asks.
    Desired desired = survey.form().desired(index, live, Registry.Mode.AUTHORITATIVE, at);
    NativeAccess asked = survey.form().access(live.withAll(Planner.known(desired)));
    return new LiveEvidence(
        registry.name(),
        readAt,
        withoutUnknown(now),
        withoutUnknown(asked),
        survey.form().engineAccount(),
        Planner.unknown(live, now, desired));
  }

  /**
   * Nothing of a registry could be read.
   *
   * @param registry its name
   * @param readAt when that was tried
   * @param reason why, one line without secrets
   * @return a registry of which nothing is known
   */
  public static LiveEvidence unread(String registry, Instant readAt, String reason) {
    return new LiveEvidence(registry, readAt, NOTHING, NOTHING, Optional.empty(), List.of(reason));
  }

  private static NativeAccess withoutUnknown(NativeAccess access) {
    return new NativeAccess(access.edges(), access.protections(), List.of());
  }
}

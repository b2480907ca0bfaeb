package dev.portwrit.admission;

import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;

/**
 * A deny, for the client: the tag, the digest it has, the rule with its place, and the way out.
 *
 * <p>In JSON (the {@code detail} of an OCI error, the webhook, {@code admit --format json}) it has
 * the keys {@code decision} (always {@code deny}), {@code subject}, {@code action}, {@code
 * repository}, {@code tag}, {@code current}, {@code pushed}, {@code rule}, {@code file}, {@code
 * line}, {@code message}, {@code waysOut}; what is empty is left out.
 *
 * @param subject who asked
 * @param action what for
 * @param repository where
 * @param tag which tag, empty where the role alone decided
 * @param current the digest that the tag has, or had when it was deleted; empty if there is none
 * @param pushed the digest that was pushed, empty for a delete
 * @param rule the rule that refuses
 * @param message all of it in one line, with the ways out
 * @param waysOut what the subject can do instead, each in one line
 */
public record Refusal(
    Subject subject,
    Action action,
    RepositoryName repository,
    Optional<Tag> tag,
    Optional<Digest> current,
    Optional<Digest> pushed,
    Rule rule,
    String message,
    List<String> waysOut) {
  /** Copies the list. */
  public Refusal {
    waysOut = List.copyOf(waysOut);
  }
}

package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code portwrit.yaml} says.
 *
 * @param admins people who must keep {@code administer} on everything; this gives them nothing
 * @param removalBudget how much one plan may remove, empty where nothing is said
 * @param requireSigned public keys, of which one has to sign a commit that comes into force; empty
 *     where nothing is said
 * @param guardrails the standard guardrails that are in force, in the order of the file
 */
public record Settings(
    List<Member> admins,
    Optional<RemovalBudget> removalBudget,
    List<SigningKey> requireSigned,
    List<GuardrailUse> guardrails) {
  /** What a workspace demands that says nothing. */
  public static final Settings NONE =
      new Settings(List.of(), Optional.empty(), List.of(), List.of());

  /**
   * A public key by which commits may be signed.
   *
   * @param text the line of an SSH public key file, or an OpenPGP public key block
   * @param place where it is
   */
  public record SigningKey(String text, Place place) {}

  /**
   * A standard guardrail that the workspace turns on.
   *
   * @param name such as {@code expiring-user-grants}
   * @param place where it is named
   * @param parameters its settings by name, text as written; empty where it keeps its defaults
   */
  public record GuardrailUse(String name, Place place, Map<String, String> parameters) {
    /** Copies the map. */
    public GuardrailUse {
      parameters = Map.copyOf(parameters);
    }
  }

  /** Copies the lists. */
  public Settings {
    admins = List.copyOf(admins);
    requireSigned = List.copyOf(requireSigned);
    guardrails = List.copyOf(guardrails);
  }
}

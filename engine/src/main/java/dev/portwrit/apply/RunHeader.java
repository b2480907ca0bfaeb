package dev.portwrit.apply;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run is, as its record begins.
 *
 * @param who who runs it, as far as the machine knows, such as {@code ada@build-7}
 * @param tool the version of Portwrit
 * @param at when it began
 * @param registry the name of the registry
 * @param commit the commit that it applies
 * @param base the commit that was applied before; empty at first contact
 * @param plan the digest of the plan
 * @param arguments the words of the command line, which hold no secret
 */
public record RunHeader(
    String who,
    String tool,
    Instant at,
    String registry,
    String commit,
    Optional<String> base,
    String plan,
    List<String> arguments) {
  /** Copies the list. */
  public RunHeader {
    arguments = List.copyOf(arguments);
  }
}

package dev.portwrit.registry.ecr;

import java.net.URI;
import java.time.Instant;

/**
 * A login at the registry itself, as {@code docker login} uses it.
 *
 * @param authorization the value of the header {@code Authorization}, which is a secret
 * @param expires when it is over, by the clock of AWS: twelve hours after it was given
 * @param registry where it holds
 */
public record EcrToken(String authorization, Instant expires, URI registry) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "a token for " + registry + " until " + expires;
  }
}

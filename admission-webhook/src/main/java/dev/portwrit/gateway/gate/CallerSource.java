package dev.portwrit.gateway.gate;

import dev.portwrit.gateway.identity.Authentication;
import java.util.Optional;

/** Says who a request comes from; in life {@code Authenticator} of {@code identity}. */
@FunctionalInterface
public interface CallerSource {
  /**
   * Authenticates a request. May wait for a password to be hashed.
   *
   * @param authorization the header, empty if there is none
   * @param remoteAddress where the connection comes from
   */
  Authentication authenticate(Optional<String> authorization, String remoteAddress);
}

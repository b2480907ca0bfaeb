package dev.portwrit.gateway.authrequest;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/** What may stand in the way of one operation, once it is in, if another proxy carries it out. */
@FunctionalInterface
interface Obstacle {
  /** Nothing does. */
  Obstacle NONE = (headers, caller) -> Optional.empty();

  /** It stands in everybody's way. */
  static Obstacle always(ErrorAnswer error) {
    return (headers, caller) -> Optional.of(error);
  }

  /**
   * Looks. May block.
   *
   * @param headers those of the client
   * @param caller who asks
   * @return what to tell the client; empty if the operation may go on
   */
  Optional<ErrorAnswer> refusal(HttpFields headers, Authenticated caller);
}

package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import java.net.URI;

/**
 * An address that is told of pushes to the repositories of the document in which it stands. Its
 * path and query are not to be logged: receivers take tokens there.
 *
 * @param place where it is written
 * @param url {@code http} or {@code https} with a host, perhaps a port, a path and a query
 */
public record Webhook(Place place, URI url) {
  /** Checks that it can be asked for. */
  public Webhook {
    String scheme = url.getScheme();
    boolean isHttp = "https".equals(scheme) || "http".equals(scheme);
    if (!isHttp || url.getHost() == null) {
      throw new IllegalArgumentException("not the address of a receiver");
    }
  }
}

package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import java.net.URI;

/**
 * A webhook that a registry itself has and calls after pushes. The path and query of its address
 * are not to be shown: receivers take tokens there.
 *
 * @param place where it is written
 * @param name its name in the registry
 * @param url {@code https} with a host, perhaps a port, a path and a query
 */
public record NativeWebhook(Place place, String name, URI url) {
  /** Checks that it can be called without being overheard. */
  public NativeWebhook {
    if (name.isBlank() || !"https".equals(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException("not the address of a native webhook");
    }
  }
}

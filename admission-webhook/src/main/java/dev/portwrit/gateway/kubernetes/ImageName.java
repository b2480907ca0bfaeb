package dev.portwrit.gateway.kubernetes;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.Locale;
import java.util.Optional;

/**
 * An image as a pod names it, such as {@code registry.example.com/acme/pay/api:v1.4.2}.
 *
 * <p>Source: Distribution, {@code reference}: the first component is a host if it has a dot, a
 * colon or an upper-case letter, or is {@code localhost}; without one the image is Docker Hub's.
 *
 * @param host host and port of the registry, in lower case
 * @param repository the name there
 * @param tag the tag, if one is named
 * @param digest the digest, if one is named: then that is what is pulled, whatever the tag is
 */
record ImageName(
    String host, RepositoryName repository, Optional<Tag> tag, Optional<Digest> digest) {
  private static final String DOCKER_HUB = "docker.io";
  private static final Tag LATEST = new Tag("latest");

  /** Reads a name; empty if it is none. */
  static Optional<ImageName> parse(String text) {
    int at = text.indexOf('@');
    Optional<Digest> digest = at < 0 ? Optional.empty() : Digest.parse(text.substring(at + 1));
    if (at >= 0 && digest.isEmpty()) {
      return Optional.empty();
    }
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    Optional<Tag> tag = colon < 0 ? Optional.empty() : Tag.parse(named.substring(colon + 1));
    if (colon >= 0 && tag.isEmpty()) {
      return Optional.empty();
    }
    return at(colon < 0 ? named : named.substring(0, colon), tag, digest);
  }

  private static Optional<ImageName> at(String name, Optional<Tag> tag, Optional<Digest> digest) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    String host = isHost(first) ? first.toLowerCase(Locale.ROOT) : DOCKER_HUB;
    String rest = isHost(first) ? name.substring(slash + 1) : name;
    String path = host.equals(DOCKER_HUB) && rest.indexOf('/') < 0 ? "library/" + rest : rest;
    return RepositoryName.parse(path).map(known -> new ImageName(host, known, tag, digest));
  }

  private static boolean isHost(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(Locale.ROOT));
  }

  /** The tag that is pulled by; empty if it is pulled by digest. */
  Optional<Tag> pulledTag() {
    return digest.isPresent() ? Optional.empty() : Optional.of(tag.orElse(LATEST));
  }
}

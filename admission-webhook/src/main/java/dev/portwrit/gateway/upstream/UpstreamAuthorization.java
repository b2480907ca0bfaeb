package dev.portwrit.gateway.upstream;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The gateway's own login at the registry. It is asked for each request, so that one that fetches
 * tokens of the distribution token protocol finds all it needs to ask for one.
 */
@FunctionalInterface
public interface UpstreamAuthorization {
  /**
   * The value of the {@code Authorization} header of a request.
   *
   * @param repository where; empty for the catalog
   * @param action {@link Action#PULL}, {@link Action#PUSH} or {@link Action#DELETE}
   * @return empty to send none
   */
  Optional<String> header(Optional<RepositoryName> repository, Action action);

  /**
   * The same for a request that takes something from another repository besides.
   *
   * @param repository where; empty for the catalog
   * @param action {@link Action#PULL}, {@link Action#PUSH} or {@link Action#DELETE}
   * @param from the repository that is read besides
   * @return empty to send none
   */
  default Optional<String> header(
      Optional<RepositoryName> repository, Action action, Optional<RepositoryName> from) {
    return header(repository, action);
  }

  /**
   * Says that the registry answered 401 to a request that was made so.
   *
   * @param repository where; empty for the catalog
   * @param action what for
   * @param from the repository that was read besides
   */
  default void refused(
      Optional<RepositoryName> repository, Action action, Optional<RepositoryName> from) {}

  /**
   * Why the gateway has no login that could be sent.
   *
   * @return for the operator; empty while nothing is wrong
   */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /**
   * Nobody's login.
   *
   * @return what sends no header
   */
  static UpstreamAuthorization anonymous() {
    return (repository, action) -> Optional.empty();
  }

  /**
   * A name and a password, sent with every request.
   *
   * @param name the account
   * @param password its password, which is kept in memory and shown nowhere
   * @return what sends HTTP Basic
   */
  static UpstreamAuthorization basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    Optional<String> header = Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    return (repository, action) -> header;
  }
}

package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.request.Operation;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * What is sent upstream for one operation.
 *
 * @param repository where
 * @param action what the gateway's own account needs for it
 * @param method the method
 * @param target path and query, written by us
 * @param headers all headers but those of the connection and the credentials
 * @param from the repository that the registry reads besides, for a mount
 * @param body what is streamed behind them; null for none
 * @param digest what the body must hash to; empty where the body is a part, or nobody said
 */
record Forwarding(
    RepositoryName repository,
    Action action,
    String method,
    String target,
    HttpFields headers,
    Optional<RepositoryName> from,
    Content.@Nullable Source body,
    Optional<Digest> digest) {
  /** A read: method and target of an operation, as we write them. */
  static Forwarding read(Operation.InRepository operation, HttpFields headers) {
    return new Forwarding(
        operation.repository(),
        Action.PULL,
        operation.method(),
        operation.target(),
        headers,
        Optional.empty(),
        null,
        Optional.empty());
  }

  /** A step of an upload. */
  static Forwarding upload(
      RepositoryName repository, String method, String target, HttpFields headers) {
    return new Forwarding(
        repository, Action.PUSH, method, target, headers, Optional.empty(), null, Optional.empty());
  }

  /** The same, taking a blob from another repository. */
  Forwarding mountedFrom(RepositoryName source) {
    return new Forwarding(
        repository, action, method, target, headers, Optional.of(source), body, digest);
  }

  Forwarding with(Content.Source content, Optional<Digest> promised) {
    return new Forwarding(repository, action, method, target, headers, from, content, promised);
  }

  /** Whether it may be sent again without doing anything twice. */
  boolean isRead() {
    return action == Action.PULL && body == null;
  }
}

package dev.portwrit.gateway.request;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.util.Set;

/** {@code /v2/NAME/blobs/DIGEST}. */
record BlobEndpoint(RepositoryName repository, Digest digest) implements Endpoint {
  @Override
  public Operation operation(String method, String queryText) throws Rejection {
    Query query = Query.parse(queryText, false);
    return switch (method) {
      case "GET" -> new Operation.GetBlob(repository, digest);
      case "HEAD" -> new Operation.HeadBlob(repository, digest);
      case "DELETE" -> {
        query.requireOnly(Set.of());
        yield new Operation.DeleteBlob(repository, digest);
      }
      default -> throw Endpoint.notAllowed("GET", "HEAD", "DELETE");
    };
  }
}

package dev.portwrit.gateway.request;

import dev.portwrit.reference.RepositoryName;
import java.util.Optional;
import java.util.Set;

/** The addresses of uploads. */
final class UploadEndpoints {
  private static final Set<String> ALGORITHMS = Set.of("sha256", "sha512");

  private UploadEndpoints() {}

  /** {@code /v2/NAME/blobs/uploads/}. */
  record Uploads(RepositoryName repository) implements Endpoint {
    @Override
    public Operation operation(String method, String queryText) throws Rejection {
      if (!method.equals("POST")) {
        throw Endpoint.notAllowed("POST");
      }
      Query query = Query.parse(queryText, false);
      if (query.has("mount")) {
        query.requireOnly(Set.of("mount", "from"));
        return new Operation.MountBlob(repository, query.digest("mount"), from(query));
      }
      if (query.has("digest")) {
        query.requireOnly(Set.of("digest"));
        return new Operation.PushBlob(repository, query.digest("digest"));
      }
      query.requireOnly(Set.of("digest-algorithm"));
      Optional<String> algorithm = query.single("digest-algorithm");
      if (algorithm.isPresent() && !ALGORITHMS.contains(algorithm.get())) {
        throw Rejection.badRequest(
            ErrorCode.UNSUPPORTED, "`" + algorithm.get() + "` is not an algorithm we can check");
      }
      return new Operation.StartUpload(repository, algorithm);
    }

    private static Optional<RepositoryName> from(Query query) throws Rejection {
      Optional<String> text = query.single("from");
      Optional<RepositoryName> from = text.flatMap(RepositoryName::parse);
      if (text.isPresent() && from.isEmpty()) {
        throw Rejection.badRequest(
            ErrorCode.NAME_INVALID, "`" + text.get() + "` is not a repository name");
      }
      return from;
    }
  }

  /** {@code /v2/NAME/blobs/uploads/SESSION}. */
  record Upload(RepositoryName repository, UploadSession session) implements Endpoint {
    @Override
    public Operation operation(String method, String queryText) throws Rejection {
      Query query = Query.parse(queryText, false);
      return switch (method) {
        case "GET" -> new Operation.GetUpload(repository, session);
        case "PATCH" -> {
          query.requireOnly(Set.of());
          yield new Operation.PatchUpload(repository, session);
        }
        case "PUT" -> {
          query.requireOnly(Set.of("digest"));
          yield new Operation.FinishUpload(repository, session, query.digest("digest"));
        }
        case "DELETE" -> {
          query.requireOnly(Set.of());
          yield new Operation.CancelUpload(repository, session);
        }
        default -> throw Endpoint.notAllowed("GET", "PATCH", "PUT", "DELETE");
      };
    }
  }
}

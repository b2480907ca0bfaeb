package dev.portwrit.gateway.request;

import dev.portwrit.reference.RepositoryName;

/** The addresses that belong to no repository. */
final class RegistryEndpoints {
  private RegistryEndpoints() {}

  /** {@code /v2/}. */
  record Base() implements Endpoint {
    @Override
    public Operation operation(String method, String query) throws Rejection {
      Query.parse(query, false);
      return switch (method) {
        case "GET", "HEAD" -> new Operation.Ping();
        default -> throw Endpoint.notAllowed("GET", "HEAD");
      };
    }
  }

  /** {@code /v2/_catalog}. */
  record Catalog() implements Endpoint {
    @Override
    public Operation operation(String method, String query) throws Rejection {
      if (!method.equals("GET")) {
        throw Endpoint.notAllowed("GET");
      }
      return new Operation.ListRepositories(
          ListEndpoints.page(
              Query.parse(query, false), last -> RepositoryName.parse(last).isPresent()));
    }
  }

  /** {@code /token}. */
  record Token() implements Endpoint {
    @Override
    public Operation operation(String method, String text) throws Rejection {
      Query query = Query.parse(text, true);
      return switch (method) {
        case "GET" ->
            new Operation.GetToken(
                query.single("service"), query.all("scope"), query.single("account"));
        case "POST" -> new Operation.PostToken();
        default -> throw Endpoint.notAllowed("GET", "POST");
      };
    }
  }
}

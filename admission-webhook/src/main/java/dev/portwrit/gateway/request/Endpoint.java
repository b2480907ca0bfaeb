package dev.portwrit.gateway.request;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.util.List;

/** A path of the protocol; with a method and a query it becomes an operation. */
interface Endpoint {
  /** The operation that the method means here. */
  Operation operation(String method, String query) throws Rejection;

  /** Finds the endpoint by the last segments; what stands before them is the name. */
  static Endpoint of(DecodedPath path) throws Rejection {
    List<String> segments = path.segments();
    if (segments.equals(List.of("token"))) {
      return new RegistryEndpoints.Token();
    }
    if (!segments.get(0).equals("v2")) {
      throw notFound();
    }
    List<String> rest = segments.subList(1, segments.size());
    if (rest.isEmpty() || rest.equals(List.of(""))) {
      return new RegistryEndpoints.Base();
    }
    if (rest.equals(List.of("_catalog"))) {
      return new RegistryEndpoints.Catalog();
    }
    return inRepository(rest);
  }

  private static Endpoint inRepository(List<String> segments) throws Rejection {
    int size = segments.size();
    if (size < 3) {
      throw notFound();
    }
    String marker = segments.get(size - 2);
    String last = segments.get(size - 1);
    if (marker.equals("uploads") && segments.get(size - 3).equals("blobs")) {
      RepositoryName repository = name(segments.subList(0, size - 3));
      return last.isEmpty()
          ? new UploadEndpoints.Uploads(repository)
          : new UploadEndpoints.Upload(repository, session(last));
    }
    if (last.isEmpty()) {
      throw notFound();
    }
    List<String> before = segments.subList(0, size - 2);
    if (marker.equals("tags") && last.equals("list")) {
      return new ListEndpoints.Tags(name(before));
    }
    return switch (marker) {
      case "manifests" -> new ManifestEndpoint(name(before), last);
      case "blobs" -> new BlobEndpoint(name(before), digest(last));
      case "referrers" -> new ListEndpoints.Referrers(name(before), digest(last));
      default -> throw notFound();
    };
  }

  private static RepositoryName name(List<String> segments) throws Rejection {
    if (segments.isEmpty()) {
      throw notFound();
    }
    String text = String.join("/", segments);
    return RepositoryName.parse(text)
        .orElseThrow(
            () ->
                Rejection.badRequest(
                    ErrorCode.NAME_INVALID, "`" + text + "` is not a repository name"));
  }

  private static Digest digest(String text) throws Rejection {
    return Digest.parse(text)
        .orElseThrow(
            () ->
                Rejection.badRequest(
                    ErrorCode.DIGEST_INVALID, "`" + text + "` is not a digest we can check"));
  }

  private static UploadSession session(String text) throws Rejection {
    return UploadSession.parse(text)
        .orElseThrow(
            () ->
                new Rejection(
                    new Rejected(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, "there is no such upload")));
  }

  private static Rejection notFound() {
    return new Rejection(
        new Rejected(404, ErrorCode.UNSUPPORTED, "the registry has no such address"));
  }

  /** The answer to a method that the path does not have. */
  static Rejection notAllowed(String... methods) {
    return new Rejection(
        new Rejected(
            405,
            ErrorCode.UNSUPPORTED,
            "this address takes " + String.join(", ", methods),
            List.of(methods)));
  }
}

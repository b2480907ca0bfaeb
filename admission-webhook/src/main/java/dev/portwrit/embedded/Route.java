package dev.portwrit.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of the registry a decoded path means.
 *
 * @param kind the part
 * @param name the repository as written, empty where there is none
 * @param reference the last segment as written, empty where there is none
 */
record Route(Kind kind, String name, String reference) {
  private static final Pattern IN_REPOSITORY =
      Pattern.compile(
          "/v2/(?<name>.+)/(?:"
              + "(?<tags>tags/list)"
              + "|(?<kind>manifests|referrers|blobs)/(?<reference>[^/]+)"
              + "|blobs/uploads(?:/(?<upload>[^/]*))?"
              + ")");

  /** The parts of a registry. */
  enum Kind {
    BASE,
    CATALOG,
    TAGS,
    MANIFEST,
    REFERRERS,
    BLOB,
    /** Where an upload begins. */
    UPLOADS,
    /** An upload that has begun. */
    UPLOAD,
    /** Where a blob's redirect leads. */
    REDIRECTED,
    NOTHING
  }

  static Route of(String path) {
    if (path.equals("/v2/") || path.equals("/v2")) {
      return new Route(Kind.BASE, "", "");
    }
    if (path.equals("/v2/_catalog")) {
      return new Route(Kind.CATALOG, "", "");
    }
    if (path.startsWith(BlobEndpoint.REDIRECTED_PATH)) {
      return new Route(Kind.REDIRECTED, "", path.substring(BlobEndpoint.REDIRECTED_PATH.length()));
    }
    Matcher matcher = IN_REPOSITORY.matcher(path);
    return matcher.matches() ? inRepository(matcher) : new Route(Kind.NOTHING, "", "");
  }

  private static Route inRepository(Matcher matcher) {
    String name = matcher.group("name");
    if (matcher.group("tags") != null) {
      return new Route(Kind.TAGS, name, "");
    }
    String upload = matcher.group("upload");
    if (upload != null && !upload.isEmpty()) {
      return new Route(Kind.UPLOAD, name, upload);
    }
    String kind = matcher.group("kind");
    String reference = matcher.group("reference");
    if (kind == null || (kind.equals("blobs") && reference.equals("uploads"))) {
      return new Route(Kind.UPLOADS, name, "");
    }
    return switch (kind) {
      case "manifests" -> new Route(Kind.MANIFEST, name, reference);
      case "referrers" -> new Route(Kind.REFERRERS, name, reference);
      default -> new Route(Kind.BLOB, name, reference);
    };
  }
}

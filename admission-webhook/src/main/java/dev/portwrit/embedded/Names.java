package dev.portwrit.embedded;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;

/** What a route names, checked; what is malformed is the client's error. */
final class Names {
  private Names() {}

  static RepositoryName repository(String text) throws RefusedException {
    return RepositoryName.parse(text)
        .orElseThrow(() -> new RefusedException(ErrorCode.NAME_INVALID, "not a repository name"));
  }

  static Digest digest(String text) throws RefusedException {
    return Digest.parse(text)
        .orElseThrow(() -> new RefusedException(ErrorCode.DIGEST_INVALID, "not a digest"));
  }

  static Tag tag(String text) throws RefusedException {
    return Tag.parse(text)
        .orElseThrow(() -> new RefusedException(ErrorCode.MANIFEST_INVALID, 400, "not a tag"));
  }

  static RefusedException notAllowed(String method) {
    return new RefusedException(ErrorCode.UNSUPPORTED, "`" + method + "` means nothing here");
  }
}

package dev.portwrit.gateway.write;

import dev.portwrit.guardrail.ContentSource;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Manifests and configurations that somebody brings along with a question about a push, because the
 * registry may not have them yet. Each is known by its digest alone, so it does not matter who
 * brings it: it is what would be pushed under that digest, or nothing asks for it.
 */
public final class BroughtContent {
  /** Nothing: all that is asked for is read from the registry. */
  public static final BroughtContent NONE = new BroughtContent(Map.of());

  private final Map<Digest, byte[]> pieces;

  private BroughtContent(Map<Digest, byte[]> pieces) {
    this.pieces = pieces;
  }

  /**
   * Some content.
   *
   * @param pieces whole manifests and blobs, which nobody changes from now on
   * @return the content
   */
  public static BroughtContent of(List<byte[]> pieces) {
    Map<Digest, byte[]> byDigest = new LinkedHashMap<>();
    pieces.forEach(piece -> byDigest.put(Digest.sha256(piece), piece));
    return new BroughtContent(byDigest);
  }

  /**
   * What was brought.
   *
   * @return each piece once, in order
   */
  public List<byte[]> pieces() {
    return List.copyOf(pieces.values());
  }

  Optional<byte[]> find(Digest digest) {
    byte[] piece = pieces.get(digest);
    return piece != null
        ? Optional.of(piece)
        : pieces.values().stream()
            .filter(other -> !digest.algorithm().equals("sha256") && digest.isOf(other))
            .findFirst();
  }

  /** This first, and what was not brought from elsewhere. */
  ContentSource before(ContentSource rest) {
    return new ContentSource() {
      @Override
      public Optional<byte[]> manifest(Digest digest) throws IOException {
        Optional<byte[]> brought = find(digest);
        return brought.isPresent() ? brought : rest.manifest(digest);
      }

      @Override
      public Optional<byte[]> blob(Digest digest) throws IOException {
        Optional<byte[]> brought = find(digest);
        return brought.isPresent() ? brought : rest.blob(digest);
      }
    };
  }
}

package dev.portwrit.gateway.write;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.gateway.upstream.ManifestContent;
import dev.portwrit.gateway.upstream.MediaType;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a manifest is what its {@code Content-Type} says.
 *
 * <p>A registry may keep the type apart from the bytes, and serve what it was told last. So the
 * same digest, pushed again under another type, would become another thing under every tag that
 * points at it: an index where there was an image, or nothing that a client knows.
 *
 * <p>INVARIANT: the bytes alone say under which type a manifest is passed on, as far as they can be
 * read.
 *
 * <p>Source: OCI image specification, "Media types" of manifest and index; CVE-2021-41190.
 */
final class DeclaredType {
  private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  /** RFC 6838, section 4.2, and parameters: what can stand in a header as it is. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}( *;[ -~]*)?");

  private DeclaredType() {}

  /** What is contradictory about it, one line; empty too for what cannot be read. */
  static Optional<String> contradiction(ManifestBytes manifest) {
    return ManifestContent.read(manifest.bytes()) instanceof ManifestContent.Read read
        ? contradiction(read.content(), MediaType.plain(manifest.mediaType()))
        : Optional.empty();
  }

  private static Optional<String> contradiction(ManifestContent content, String said) {
    if (isImage(content) && !content.children().isEmpty()) {
      return Optional.of("the manifest could be read as an image and as an index");
    }
    String own = content.mediaType();
    if (own.isEmpty()) {
      return said.equals(type(content))
          ? Optional.empty()
          : Optional.of(
              "the manifest does not say its type, and is none of " + Printable.quote(said));
    }
    if (!MEDIA_TYPE.matcher(own).matches()) {
      return Optional.of("the manifest says " + Printable.quote(own) + ", which is no media type");
    }
    return said.isEmpty() || said.equals(MediaType.plain(own))
        ? Optional.empty()
        : Optional.of(
            "the manifest is " + Printable.quote(own) + ", but sent as " + Printable.quote(said));
  }

  /** The same bytes under the one type that they say. */
  static ManifestBytes canonical(ManifestBytes manifest) {
    return ManifestContent.read(manifest.bytes()) instanceof ManifestContent.Read read
        ? new ManifestBytes(manifest.bytes(), type(read.content()))
        : manifest;
  }

  /** Only the types of OCI may be left out, and only an image has a config or layers. */
  private static String type(ManifestContent content) {
    return content.mediaType().isEmpty() ? (isImage(content) ? IMAGE : INDEX) : content.mediaType();
  }

  private static boolean isImage(ManifestContent content) {
    return content.config().isPresent() || !content.layers().isEmpty();
  }
}

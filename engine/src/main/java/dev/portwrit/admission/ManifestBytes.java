package dev.portwrit.admission;

import dev.portwrit.reference.Digest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A manifest as it was pushed or read: its bytes, their SHA-256, and the media type it came as. */
public final class ManifestBytes {
  /** The largest manifest, in bytes; the OCI specification asks registries for no more. */
  public static final int MAX_LENGTH = 4 * 1024 * 1024;

  private final byte[] bytes;
  private final String mediaType;
  private final Digest digest;

  /**
   * A manifest.
   *
   * @param bytes the content, which from now on is the manifest's: nobody changes it
   * @param mediaType the {@code Content-Type} it came with, empty where there was none
   */
  public ManifestBytes(byte[] bytes, String mediaType) {
    this.bytes = bytes;
    this.mediaType = mediaType;
    this.digest = Digest.sha256(bytes);
  }

  /**
   * The content, which is not copied.
   *
   * @return the bytes; nobody changes them
   */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * The media type it came with.
   *
   * @return empty where there was none
   */
  public String mediaType() {
    return mediaType;
  }

  /**
   * The SHA-256 of the bytes, by which manifests are compared whatever algorithm a name uses.
   *
   * @return a {@code sha256:} digest
   */
  public Digest digest() {
    return digest;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ManifestBytes manifest
        && mediaType.equals(manifest.mediaType)
        && Arrays.equals(bytes, manifest.bytes);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return digest + " (" + bytes.length + " bytes of " + mediaType + ")";
  }
}

package dev.portwrit.gateway.upstream;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a manifest says: an image, an index, an artifact, or their Docker forms.
 *
 * @param mediaType the {@code mediaType} in it, empty where there is none
 * @param artifactType the {@code artifactType} in it
 * @param annotations the annotations of the manifest itself
 * @param config the config
 * @param layers {@code layers}, or the {@code blobs} of an artifact manifest
 * @param children the {@code manifests} of an index
 * @param subject the manifest that it refers to
 */
public record ManifestContent(
    String mediaType,
    Optional<String> artifactType,
    Map<String, String> annotations,
    Optional<Descriptor> config,
    List<Descriptor> layers,
    List<Descriptor> children,
    Optional<Descriptor> subject) {
  /** Copies the collections. */
  public ManifestContent {
    annotations = Map.copyOf(annotations);
    layers = List.copyOf(layers);
    children = List.copyOf(children);
  }

  /** What came of reading a manifest. */
  public sealed interface Reading {}

  /**
   * The manifest could be read.
   *
   * @param content what it says
   */
  public record Read(ManifestContent content) implements Reading {}

  /**
   * It is no manifest, or one that two programs could read in two ways.
   *
   * @param cause what is wrong with it, one line
   */
  public record Unreadable(String cause) implements Reading {}

  /**
   * Reads a manifest strictly: JSON in UTF-8 with nothing behind it, no key twice, no key that
   * differs from a known one only in case (programs in Go would take it for that one), bounded in
   * depth and in the number of its descriptors, and every digest one that can be checked.
   *
   * @param bytes the manifest
   * @return what it says, or why it cannot be read
   */
  public static Reading read(byte[] bytes) {
    return new ManifestParser().read(bytes);
  }
}

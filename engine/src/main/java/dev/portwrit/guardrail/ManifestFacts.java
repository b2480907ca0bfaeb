package dev.portwrit.guardrail;

import java.util.List;
import java.util.Map;

/**
 * What guardrails see of a manifest or an index.
 *
 * @param digest the SHA-256 of its bytes
 * @param mediaType as it says itself, empty where it does not
 * @param artifactType as it says itself, empty where it does not
 * @param annotations its own
 * @param labels those of its configuration, if it is an image
 * @param children the manifests of an index; those of an index in it too, flat
 */
record ManifestFacts(
    String digest,
    String mediaType,
    String artifactType,
    Map<String, String> annotations,
    Map<String, String> labels,
    List<Child> children) {
  /**
   * A manifest of an index.
   *
   * @param platform operating system and architecture, such as {@code linux/amd64}; empty where the
   *     index does not say
   * @param descriptor the annotations that the index has for it
   * @param manifest the manifest
   */
  record Child(String platform, Map<String, String> descriptor, ManifestFacts manifest) {
    Child {
      descriptor = Map.copyOf(descriptor);
    }
  }

  ManifestFacts {
    annotations = Map.copyOf(annotations);
    labels = Map.copyOf(labels);
    children = List.copyOf(children);
  }
}

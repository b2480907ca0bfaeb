package dev.portwrit.gateway.upstream;

import dev.portwrit.policy.Registry;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Where the registry is and how long to wait for it.
 *
 * @param base its address, before {@code /v2/}; a path in it is kept
 * @param readTimeout the longest a read may take, body and all
 * @param writeTimeout the longest a write or delete may take
 * @param absentCodes the error codes of a 404 that mean that something is not there
 */
public record UpstreamSettings(
    URI base, Duration readTimeout, Duration writeTimeout, Set<String> absentCodes) {
  private static final String BLOB_UNKNOWN = "BLOB_UNKNOWN";
  private static final Set<String> SPECIFIED =
      Set.of("MANIFEST_UNKNOWN", "NAME_UNKNOWN", BLOB_UNKNOWN);

  /** Copies the set. */
  public UpstreamSettings {
    absentCodes = Set.copyOf(absentCodes);
  }

  /**
   * The settings that fit a registry: 10 s for a read, 60 s for a write. Harbor answers {@code
   * NOT_FOUND}, which is no code of the specification, where others answer {@code
   * MANIFEST_UNKNOWN}; for it alone that code means absent too.
   *
   * @param base its address, before {@code /v2/}
   * @param type what kind of registry it is
   * @return the settings
   */
  public static UpstreamSettings of(URI base, Registry.Type type) {
    Set<String> absent =
        switch (type) {
          case HARBOR -> Set.of("MANIFEST_UNKNOWN", "NAME_UNKNOWN", BLOB_UNKNOWN, "NOT_FOUND");
          case DISTRIBUTION, ZOT, ECR, DOCKER_HUB -> SPECIFIED;
        };
    return new UpstreamSettings(base, Duration.ofSeconds(10), Duration.ofSeconds(60), absent);
  }

  /**
   * The same with other timeouts.
   *
   * @param read the longest a read may take
   * @param write the longest a write or delete may take
   * @return new settings
   */
  public UpstreamSettings withTimeouts(Duration read, Duration write) {
    return new UpstreamSettings(base, read, write, absentCodes);
  }

  /**
   * The codes that mean that a tag, a manifest or a repository is not there. That a blob is missing
   * is no word about a tag: a registry that has lost the blob behind one still has the tag.
   */
  Set<String> absentManifestCodes() {
    Set<String> codes = new HashSet<>(absentCodes);
    codes.remove(BLOB_UNKNOWN);
    return codes;
  }

  /**
   * The same with a bound for both timeouts.
   *
   * @param longest how long an operator lets a registry take
   * @return new settings, which wait no longer than these
   */
  public UpstreamSettings within(Duration longest) {
    return withTimeouts(shorter(readTimeout, longest), shorter(writeTimeout, longest));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** The address of a path below {@code /v2/}. */
  URI at(String path) {
    String start = base.toString();
    String trimmed = start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
    return URI.create(trimmed + "/v2/" + path);
  }
}

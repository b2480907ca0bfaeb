package dev.portwrit.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a report is made of and how it was asked for: enough to make it once more.
 *
 * @param report which one, such as {@code access}
 * @param format how it is written
 * @param commit the commit of the policies, empty if they were not committed
 * @param now the instant at which expiry was judged
 * @param options how it was asked for besides, by the names of the options
 * @param isComplete false if something could not be told
 * @param rows how many there are
 * @param tool the version of Portwrit
 * @param madeAt when it was made
 * @param madeBy who made it, as far as the machine knows, such as {@code ada@build-7}
 * @param parts its files, at least one; the report itself is the first
 * @param previous the manifest of the report before, empty if this is the first
 * @param key the fingerprint of the SSH key by which the manifest is signed, such as {@code
 *     SHA256:…}; empty if it is not
 */
public record Manifest(
    String report,
    AuditFormat format,
    String commit,
    Instant now,
    SortedMap<String, String> options,
    boolean isComplete,
    long rows,
    String tool,
    Instant madeAt,
    String madeBy,
    List<Part> parts,
    Optional<Previous> previous,
    Optional<String> key) {
  /** What is put behind the name of a report for that of its manifest. */
  public static final String SUFFIX = ".manifest";

  /** What is put behind the name of a manifest for that of its signature. */
  public static final String SIGNATURE = ".sig";

  /**
   * A file of the report.
   *
   * @param name without folders; it lies beside the manifest
   * @param sha256 of its bytes, 64 hexadecimal digits
   * @param bytes how many there are
   */
  public record Part(String name, String sha256, long bytes) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the name is that of no file of this folder, or the sum is
     *     none
     */
    public Part {
      if (name.isEmpty()
          || name.contains("/")
          || !isPath(name)
          || !sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("not a part: `" + name + "` " + sha256);
      }
    }
  }

  /**
   * The manifest of the report before.
   *
   * @param name its file, as seen from the folder of this manifest
   * @param sha256 of its bytes, 64 hexadecimal digits
   */
  public record Previous(String name, String sha256) {
    /**
     * Checks name and sum.
     *
     * @throws IllegalArgumentException if no file can have the name, or the sum is none
     */
    public Previous {
      if (!isPath(name) || !sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("not a manifest: `" + name + "` " + sha256);
      }
    }
  }

  /**
   * Copies the collections, and checks what can be checked without the report.
   *
   * @throws IllegalArgumentException if the parts are not a report alone or with its evidence, the
   *     commit is not 40 hexadecimal digits, the number of rows none, or the key no fingerprint
   */
  public Manifest {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > 2) {
      throw new IllegalArgumentException("a report has one part, or two");
    }
    if (parts.size() == 2 && !parts.get(1).name().equals(parts.get(0).name() + Evidence.SUFFIX)) {
      throw new IllegalArgumentException("the second part of a report is its evidence");
    }
    if (rows < 0 || !commit.matches("([0-9a-f]{40})?")) {
      throw new IllegalArgumentException("not of a report: " + rows + " rows, " + commit);
    }
    if (key.isPresent() && !key.get().matches("SHA256:[A-Za-z0-9+/]{43}")) {
      throw new IllegalArgumentException("not a fingerprint: " + key.get());
    }
  }

  private static boolean isPath(String name) {
    return name.indexOf('\0') < 0;
  }

  /**
   * Whether it is the manifest that lies there: a manifest is of the file beside which it lies.
   *
   * @param manifest the file from which it was read
   * @return false if its report has another name
   */
  public boolean isAt(Path manifest) {
    Path name = manifest.getFileName();
    return name != null && name.toString().equals(parts.get(0).name() + SUFFIX);
  }

  /**
   * The manifest as a file has it.
   *
   * @return JSON, ending with a line end; equal manifests have equal texts
   */
  public String text() {
    return ManifestText.write(this);
  }

  /**
   * Reads a file.
   *
   * @param text what {@link #text} made
   * @return the manifest; empty if the text is anything else
   */
  public static Optional<Manifest> read(String text) {
    return ManifestText.read(text);
  }
}

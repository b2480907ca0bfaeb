package dev.portwrit.source;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The files of a workspace in one state.
 *
 * @param origin where they come from, for people: a folder or a URL without credentials
 * @param commit the commit they were read from, empty for a folder and for a working tree
 * @param asOf the instant at which the state is asked about: the end of a date, the time of a
 *     commit; empty where the present state was asked for
 * @param files the policies, by path
 * @param tests the files of {@code tests/*.yaml}, by path
 * @param guardrails everything below {@code guardrails/}, by path
 * @param diagnostics what was refused and therefore is not among the files, in order; a workspace
 *     with an error among them cannot be used
 */
public record Snapshot(
    String origin,
    Optional<CommitInfo> commit,
    Optional<Instant> asOf,
    List<PolicyFile> files,
    List<PolicyFile> tests,
    List<PolicyFile> guardrails,
    List<Diagnostic> diagnostics) {
  /** Copies the lists. */
  public Snapshot {
    files = List.copyOf(files);
    tests = List.copyOf(tests);
    guardrails = List.copyOf(guardrails);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * Whether something was refused, so that the files are not the whole workspace.
   *
   * @return true if a diagnostic is an error
   */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /**
   * Whether another snapshot says the same, wherever it comes from.
   *
   * @param other another snapshot
   * @return true if all files and diagnostics are equal
   */
  public boolean hasSameContent(Snapshot other) {
    return files.equals(other.files)
        && tests.equals(other.tests)
        && guardrails.equals(other.guardrails)
        && diagnostics.equals(other.diagnostics);
  }

  /**
   * A name for the policies and guardrails: equal content has an equal one, other content another.
   * Tests do not count. It is computed at each call, from all bytes.
   *
   * @return the SHA-256 of paths and bytes, 64 hexadecimal digits
   */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (List<PolicyFile> list : List.of(files, guardrails)) {
        digest.update(ByteBuffer.allocate(4).putInt(list.size()).flip());
        list.forEach(file -> update(digest, file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Lengths stand before what they measure, so that no two lists of files look alike. */
  private static void update(MessageDigest digest, PolicyFile file) {
    byte[] path = file.path().getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(8).putInt(path.length).putInt(file.content().length).flip());
    digest.update(path);
    digest.update(file.content());
  }
}

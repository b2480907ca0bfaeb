package dev.portwrit.cli;

import dev.portwrit.audit.Evidence;
import dev.portwrit.audit.Manifest;
import dev.portwrit.diagnostic.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/**
 * Recomputes all that the manifest of a report says: the sums of its parts and of the manifest
 * before, its signature, and the report itself from the policies. Names everything that differs.
 */
final class ManifestCheck {
  static final String SIGNED_BY = "signed-by";
  static final String PREVIOUS = "previous";

  private final Invocation invocation;
  private final Path file;
  private final Manifest manifest;
  private final List<String> differences = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private ManifestCheck(Invocation invocation, Path file, Manifest manifest) {
    this.invocation = invocation;
    this.file = file;
    this.manifest = manifest;
  }

  static List<Option> options() {
    return List.of(
        CommonOptions.value(
            null, SIGNED_BY, "KEY", "the SSH key, or its public half, that must have signed"),
        CommonOptions.value(
            null, PREVIOUS, "MANIFEST", "the manifest before, if it lies elsewhere now"));
  }

  /** The manifest of a report, or the one that was named; empty if there is none. */
  static Optional<Path> of(Path named) {
    Path beside = named.resolveSibling(named.getFileName() + Manifest.SUFFIX);
    if (named.toString().endsWith(Manifest.SUFFIX)) {
      return Optional.of(named);
    }
    return Optional.of(beside).filter(Files::isRegularFile);
  }

  /** Checks a report by its manifest. */
  static ExitCode run(Invocation invocation, Path file) throws Failure {
    try {
      Optional<Manifest> manifest =
          Manifest.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      if (manifest.isEmpty()) {
        invocation.console().print(file + ": is no manifest, or was changed");
        return ExitCode.NO;
      }
      return new ManifestCheck(invocation, file, manifest.get()).run();
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + file + "` cannot be read: " + IoReason.of(e), "look at its rights");
    }
  }

  private ExitCode run() throws Failure, IOException {
    for (Manifest.Part part : manifest.parts()) {
      part(part);
    }
    signature();
    previous();
    Path report = file.resolveSibling(manifest.parts().get(0).name());
    Optional<Evidence> evidence = evidence();
    if (Files.isRegularFile(report) && evidence.isPresent()) {
      ReportCheck.Found found =
          new ReportCheck(
                  manifest.commit(),
                  manifest.now(),
                  new ReportOrder(manifest.options()),
                  manifest.format(),
                  evidence.get())
              .compare(invocation, report);
      (found.isSame() ? remarks : differences).add(found.text());
    }
    if (!differences.isEmpty() && !manifest.tool().equals(Version.text())) {
      differences.add(
          "it was made by portwrit " + manifest.tool() + ", and this is " + Version.text());
    }
    Console console = invocation.console();
    (differences.isEmpty() ? remarks : differences).forEach(console::print);
    return differences.isEmpty() ? ExitCode.YES : ExitCode.NO;
  }

  // What the policies were held against then is what the report is made of once more.
  private Optional<Evidence> evidence() throws IOException {
    if (manifest.parts().size() == 1) {
      return Optional.of(Evidence.NONE);
    }
    Path there = file.resolveSibling(manifest.parts().get(1).name());
    if (!Files.isRegularFile(there)) {
      return Optional.empty();
    }
    Optional<Evidence> evidence =
        Evidence.read(new String(Files.readAllBytes(there), StandardCharsets.UTF_8));
    if (evidence.isEmpty()) {
      differences.add(there + ": is no evidence of a report");
    }
    return evidence;
  }

  private void part(Manifest.Part part) throws IOException {
    Path there = file.resolveSibling(part.name());
    if (!Files.isRegularFile(there)) {
      differences.add(there + ": is not there");
    } else if (Files.size(there) != part.bytes() || !sum(there).equals(part.sha256())) {
      differences.add(there + ": has another SHA-256 than the manifest says");
    }
  }

  private void signature() throws Failure {
    Path signature = file.resolveSibling(file.getFileName() + Manifest.SIGNATURE);
    Optional<String> named = invocation.value(SIGNED_BY);
    boolean isThere = Files.isRegularFile(signature);
    if (!isThere || manifest.key().isEmpty()) {
      if (isThere) {
        differences.add(signature + ": the manifest names no key, so this is of another one");
      } else if (manifest.key().isPresent()) {
        differences.add(signature + ": is not there, and the manifest names a key");
      } else if (named.isPresent()) {
        differences.add(file + ": is not signed");
      }
      return;
    }
    SshKeygen keygen = SshKeygen.find(invocation.environment().variables());
    Optional<String> signer = keygen.signer(file, signature);
    if (signer.isEmpty()) {
      differences.add(signature + ": is no signature of this manifest");
      return;
    }
    if (!signer.equals(manifest.key())) {
      differences.add(
          signature
              + ": is by another key, "
              + signer.get()
              + ", than the manifest names, "
              + manifest.key().get());
    }
    if (named.isPresent()) {
      Path key = invocation.environment().directory().resolve(named.get());
      String wanted = keygen.fingerprint(key);
      if (!wanted.equals(signer.get())) {
        differences.add(signature + ": is by " + signer.get() + ", not by `" + named.get() + "`");
      }
    }
    remarks.add("signed by " + signer.get());
  }

  private void previous() throws IOException, Failure {
    Optional<Path> named =
        invocation.value(PREVIOUS).map(invocation.environment().directory()::resolve);
    if (manifest.previous().isEmpty()) {
      if (named.isPresent()) {
        differences.add(file + ": names no manifest before it");
      }
      return;
    }
    Manifest.Previous before = manifest.previous().get();
    Optional<Path> there =
        named.or(
            () ->
                Optional.of(before.name())
                    .filter(name -> !name.isEmpty())
                    .map(file::resolveSibling));
    if (there.isEmpty()) {
      remarks.add("the manifest before it is not here: SHA-256 " + before.sha256());
    } else if (!Files.isRegularFile(there.get())) {
      differences.add(there.get() + ": is not there, and the manifest names it as the one before");
    } else if (!sum(there.get()).equals(before.sha256())) {
      differences.add(there.get() + ": has another SHA-256 than the manifest after it says");
    }
  }

  private static String sum(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

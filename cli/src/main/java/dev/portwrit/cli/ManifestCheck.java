package dev.portwrit.cli;

import dev.portwrit.audit.Evidence;
import dev.portwrit.audit.Manifest;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.diagnostic.Printable;
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
  private final byte[] bytes;
  private final Manifest manifest;
  private final List<String> differences = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private ManifestCheck(Invocation invocation, Path file, byte[] bytes, Manifest manifest) {
    this.invocation = invocation;
    this.file = file;
    this.bytes = bytes;
    this.manifest = manifest;
  }

  static List<Option> options() {
    return List.of(
        CommonOptions.value(
            null, SIGNED_BY, "KEY", "the SSH key, or its public half, that must have signed"),
        CommonOptions.value(
            null, PREVIOUS, "MANIFEST", "the manifest before, if it lies elsewhere now"));
  }

  /**
   * The manifest of a report, or the one that was named; empty if there is none, as of a folder.
   */
  static Optional<Path> of(Path named) {
    if (Files.isDirectory(named)) {
      return Optional.empty();
    }
    Path beside = named.resolveSibling(named.getFileName() + Manifest.SUFFIX);
    if (named.toString().endsWith(Manifest.SUFFIX)) {
      return Optional.of(named);
    }
    return Optional.of(beside).filter(Files::isRegularFile);
  }

  /** Checks a report by its manifest. */
  static ExitCode run(Invocation invocation, Path file) throws Failure {
    try {
      byte[] bytes = Files.readAllBytes(file);
      Optional<Manifest> manifest = Manifest.read(new String(bytes, StandardCharsets.UTF_8));
      if (manifest.isEmpty()) {
        print(invocation.console(), file + ": is no manifest, or was changed");
        return ExitCode.NO;
      }
      return new ManifestCheck(invocation, file, bytes, manifest.get()).run();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Failure unreadable(Path file, IOException e) {
    return Failure.undetermined(
        "`" + file + "` cannot be read: " + IoReason.of(e), "look at its rights");
  }

  // A name, a version or a key of a manifest is what whoever wrote it likes.
  private static void print(Console console, String line) {
    console.print(Printable.escape(line));
  }

  private ExitCode run() throws Failure {
    Console console = invocation.console();
    String name = manifest.parts().get(0).name();
    if (!manifest.isAt(file)) {
      String here = file.getFileName().toString();
      String report = here.substring(0, here.length() - Manifest.SUFFIX.length());
      print(console, file + ": is the manifest of `" + name + "`, not of `" + report + "`");
      return ExitCode.NO;
    }
    Optional<Failure> failure = Optional.empty();
    try {
      compare();
    } catch (IOException e) {
      failure = Optional.of(unreadable(file, e));
    } catch (Failure e) {
      failure = Optional.of(e);
    }
    if (differences.isEmpty()) {
      if (failure.isPresent()) {
        throw failure.get();
      }
      remarks.forEach(line -> print(console, line));
      return ExitCode.YES;
    }
    if (!manifest.tool().equals(Version.text())) {
      differences.add(
          "it was made by portwrit " + manifest.tool() + ", and this is " + Version.text());
    }
    differences.forEach(line -> print(console, line));
    failure.ifPresent(rest -> console.warning("not all could be compared: " + rest.message()));
    return ExitCode.NO;
  }

  private void compare() throws Failure, IOException {
    for (Manifest.Part part : manifest.parts()) {
      part(part);
    }
    ReportOrder order = new ReportOrder(manifest.options());
    order.stranger().ifPresent(one -> differences.add(file + ": the option `" + one + "` is none"));
    if (!manifest.report().equals(order.view())) {
      differences.add(
          file
              + ": says `"
              + manifest.report()
              + "`, and the options ask for `"
              + order.view()
              + "`");
    }
    signature();
    previous();
    Path report = file.resolveSibling(manifest.parts().get(0).name());
    Optional<Evidence> evidence = evidence();
    evidence.ifPresent(
        one -> EvidenceFit.differences(order, one).forEach(what -> differences.add(file + what)));
    evidence
        .flatMap(one -> NotedHeads.difference(order, one))
        .ifPresent(text -> differences.add(file + ": " + text));
    if (Files.isRegularFile(report) && evidence.isPresent()) {
      ReportCheck.Found found =
          new ReportCheck(
                  manifest.commit(), manifest.now(), order, manifest.format(), evidence.get())
              .compare(invocation, report);
      differences.addAll(found.differences());
      found.requireKnown();
      counts(found);
      remarks.addAll(found.intact());
      remarks.add("made at " + manifest.madeAt() + " by `" + manifest.madeBy() + "`, it says");
    }
  }

  private void counts(ReportCheck.Found found) {
    if (manifest.rows() != found.rows()) {
      differences.add(
          file
              + ": says "
              + PolicyOpener.count(manifest.rows(), "row")
              + ", and there "
              + (found.rows() == 1 ? "is " : "are ")
              + found.rows());
    }
    if (manifest.isComplete() != found.isComplete()) {
      differences.add(
          file
              + (found.isComplete()
                  ? ": says that it is not complete, and it is"
                  : ": says that it is complete, and it is not"));
    }
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
    Optional<String> signer = keygen.signer(bytes, signature);
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

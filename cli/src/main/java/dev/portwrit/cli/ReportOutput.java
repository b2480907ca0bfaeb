package dev.portwrit.cli;

import dev.portwrit.audit.AuditFormat;
import dev.portwrit.audit.Evidence;
import dev.portwrit.audit.Manifest;
import dev.portwrit.audit.ReportFiles;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.plan.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** A report in a file, with its manifest beside it. */
final class ReportOutput {
  static final String OUTPUT = "output";
  static final String SIGN = "sign";
  static final String PREVIOUS = "previous";

  private static final List<String> BESIDE =
      List.of(Manifest.SUFFIX, Manifest.SUFFIX + Manifest.SIGNATURE, Evidence.SUFFIX);

  private final Invocation invocation;
  private final Path file;

  private ReportOutput(Invocation invocation, Path file) {
    this.invocation = invocation;
    this.file = file;
  }

  static List<Option> options() {
    return List.of(
        CommonOptions.value(
            null, OUTPUT, "FILE", "write it there, and a manifest to FILE.manifest"),
        CommonOptions.value(null, SIGN, "KEY", "sign the manifest with an SSH key"),
        CommonOptions.value(
            null, PREVIOUS, "MANIFEST", "the manifest of the report before, to be named in it"));
  }

  /**
   * Where the report goes.
   *
   * @param origin where the policies lie, in which a report is no policy
   * @return empty for standard output
   */
  static Optional<ReportOutput> of(Invocation invocation, String origin) throws Failure {
    Optional<String> named = invocation.value(OUTPUT);
    if (named.isEmpty()) {
      if (invocation.has(SIGN) || invocation.has(PREVIOUS)) {
        throw Failure.wrong(
            "`--sign` and `--previous` are about the manifest, which goes with `--output FILE`",
            "say where the report shall lie");
      }
      return Optional.empty();
    }
    Path file = invocation.environment().directory().resolve(named.get());
    if (BESIDE.stream().anyMatch(file.toString()::endsWith)) {
      throw Failure.wrong(
          "`" + file + "` is the name of what lies beside a report",
          "name a file that does not end with " + String.join(", ", BESIDE));
    }
    if (PlanVerb.wouldBePolicy(file, origin)) {
      throw Failure.wrong(
          "`" + file + "` would be read as policy",
          "name a file without `.json` or `.yaml`, or one elsewhere");
    }
    return Optional.of(new ReportOutput(invocation, file));
  }

  /** Writes report and manifest, or nothing. */
  long write(MadeReport made, ReportOrder order, AuditFormat format) throws Failure {
    Environment environment = invocation.environment();
    Optional<Path> key = invocation.value(SIGN).map(environment.directory()::resolve);
    Optional<SshKeygen> keygen =
        key.isPresent() ? Optional.of(SshKeygen.find(environment.variables())) : Optional.empty();
    Optional<String> fingerprint =
        key.isPresent() ? Optional.of(keygen.get().fingerprint(key.get())) : Optional.empty();
    try (ReportFiles files = ReportFiles.at(file)) {
      long[] rows = {0};
      files.part("", out -> rows[0] = made.report().write(out, format));
      if (!made.evidence().isEmpty()) {
        byte[] evidence = made.evidence().text().getBytes(StandardCharsets.UTF_8);
        files.part(Evidence.SUFFIX, out -> out.write(evidence));
      }
      Manifest manifest =
          new Manifest(
              made.name(),
              format,
              made.commit(),
              made.now(),
              order.options(),
              made.unknown().isEmpty(),
              rows[0],
              Version.text(),
              environment.clock().instant().truncatedTo(ChronoUnit.SECONDS),
              environment.person(),
              files.parts(),
              previous(),
              fingerprint);
      files.manifest(manifest);
      if (key.isPresent()) {
        byte[] signed = manifest.text().getBytes(StandardCharsets.UTF_8);
        files.signature(keygen.get().sign(key.get(), signed));
      }
      finish(files);
      invocation
          .console()
          .say(
              PolicyOpener.count(rows[0], "row")
                  + " in `"
                  + file
                  + "`; manifest "
                  + Fingerprint.sha256(manifest.text()));
      return rows[0];
    } catch (IOException e) {
      throw Failure.undetermined(
          "the report could not be written to `" + file + "`: " + IoReason.of(e),
          "look at the disk and the rights, or name another file; nothing was left there");
    }
  }

  private void finish(ReportFiles files) throws Failure {
    try {
      files.finish();
    } catch (IOException e) {
      throw Failure.undetermined(
          "the report could not be put in place at `" + file + "`: " + IoReason.of(e),
          "look at the disk and at the rights, and make it again; `verify` takes no half of it");
    }
  }

  // What lies in the place of the manifest is the one before, unless another is named.
  private Optional<Manifest.Previous> previous() throws Failure, IOException {
    Path there = file.resolveSibling(file.getFileName() + Manifest.SUFFIX);
    Optional<String> named =
        invocation
            .value(PREVIOUS)
            .filter(
                one ->
                    !invocation
                        .environment()
                        .directory()
                        .resolve(one)
                        .toAbsolutePath()
                        .normalize()
                        .equals(there.toAbsolutePath().normalize()));
    if (named.isEmpty()) {
      return Files.exists(there)
          ? Optional.of(
              new Manifest.Previous(
                  "", sum(there, "name the manifest before with `--previous`, or move it away")))
          : Optional.empty();
    }
    Path before = invocation.environment().directory().resolve(named.get());
    String sum = sum(before, "name the `.manifest` of a report");
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path absolute = before.toAbsolutePath().normalize();
    String name = folder == null ? absolute.toString() : folder.relativize(absolute).toString();
    return Optional.of(new Manifest.Previous(name, sum));
  }

  private static String sum(Path manifest, String help) throws Failure, IOException {
    try {
      String text = new String(Files.readAllBytes(manifest), StandardCharsets.UTF_8);
      if (Manifest.read(text).isPresent()) {
        return Fingerprint.sha256(text);
      }
    } catch (NoSuchFileException none) {
      throw Failure.wrong("there is no manifest `" + manifest + "`", help);
    }
    throw Failure.wrong("`" + manifest + "` is no manifest, or was changed", help);
  }
}

package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.audit.Evidence;
import dev.portwrit.audit.Manifest;
import dev.portwrit.plan.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A report in CSV as somebody leaves it who changes it and then mends its manifest: sums, lengths
 * and the number of rows are right again.
 *
 * @param file the report
 */
record ForgedReport(Path file) {
  Path manifest() {
    return file.resolveSibling(file.getFileName() + Manifest.SUFFIX);
  }

  Path evidence() {
    return file.resolveSibling(file.getFileName() + Evidence.SUFFIX);
  }

  /** Takes the rows away that are so. */
  ForgedReport without(Predicate<String> row) throws IOException {
    List<String> lines = Files.readString(file).lines().toList();
    List<String> left = lines.stream().filter(row.negate()).toList();
    assertThat(left).as(String.join("\n", lines)).hasSizeLessThan(lines.size());
    Files.writeString(file, String.join("\r\n", left) + "\r\n");
    return mend();
  }

  /** Takes the evidence away. */
  ForgedReport withoutEvidence() throws IOException {
    Files.delete(evidence());
    return mend();
  }

  /** Lets the evidence say something else. */
  ForgedReport withEvidence(String said, String forged) throws IOException {
    String text = Files.readString(evidence());
    assertThat(text).contains(said);
    Files.writeString(evidence(), text.replace(said, forged));
    return mend();
  }

  /** Lets the manifest say that nothing was unknown. */
  ForgedReport complete() throws IOException {
    return rewrite(read().options(), true);
  }

  /** Adds an option. */
  ForgedReport with(String option, String value) throws IOException {
    SortedMap<String, String> options = new TreeMap<>(read().options());
    options.put(option, value);
    return rewrite(options, read().isComplete());
  }

  /** Strikes an option. */
  ForgedReport without(String option) throws IOException {
    SortedMap<String, String> options = new TreeMap<>(read().options());
    assertThat(options).containsKey(option);
    options.remove(option);
    return rewrite(options, read().isComplete());
  }

  private ForgedReport mend() throws IOException {
    return rewrite(read().options(), read().isComplete());
  }

  private Manifest read() throws IOException {
    return Manifest.read(Files.readString(manifest())).orElseThrow();
  }

  private ForgedReport rewrite(SortedMap<String, String> options, boolean isComplete)
      throws IOException {
    Manifest said = read();
    List<Manifest.Part> parts = new ArrayList<>();
    for (Path part : Stream.of(file, evidence()).filter(Files::exists).toList()) {
      String text = Files.readString(part);
      parts.add(
          new Manifest.Part(
              part.getFileName().toString(),
              Fingerprint.sha256(text),
              text.getBytes(StandardCharsets.UTF_8).length));
    }
    Manifest forged =
        new Manifest(
            said.report(),
            said.format(),
            said.commit(),
            said.now(),
            options,
            isComplete,
            Files.readString(file).lines().count() - 1,
            said.tool(),
            said.madeAt(),
            said.madeBy(),
            parts,
            said.previous(),
            said.key());
    Files.writeString(manifest(), forged.text());
    return this;
  }
}

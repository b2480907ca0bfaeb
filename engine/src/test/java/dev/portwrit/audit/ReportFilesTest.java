package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ".evidence", ".manifest", ".manifest.sig"})
  void folderInThePlaceOfAFile_isFoundBeforeAnythingIsThere(String suffix) throws IOException {
    Files.createDirectory(folder.resolve("q1.csv" + suffix));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ReportFiles.at(folder.resolve("q1.csv")))
        .withMessageContaining("q1.csv" + suffix + "` is a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".evidence", ".manifest", ".manifest.sig"})
  void linkOrPipe_isNotReplaced(String suffix) throws Exception {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("q1.csv" + suffix), target);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ReportFiles.at(folder.resolve("q1.csv")))
        .withMessageContaining("q1.csv" + suffix + "` is a link");

    Files.delete(link);
    assertThat(new ProcessBuilder("mkfifo", link.toString()).start().waitFor()).isZero();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ReportFiles.at(folder.resolve("q1.csv")))
        .withMessageContaining("q1.csv" + suffix + "` is a pipe or a device");
    assertThat(target).hasContent("old");
  }

  @Test
  void reportThatFewMayRead_isMadeAgainForThem_withAllThatLiesBesideIt() throws IOException {
    Path before = Files.writeString(folder.resolve("q1.csv"), "old");
    Files.setPosixFilePermissions(before, PosixFilePermissions.fromString("rw-r-----"));
    try (ReportFiles files = ReportFiles.at(folder.resolve("q1.csv"))) {
      write(files, "", ".evidence");
      files.signature("new");
      files.finish();
    }
    assertThat(names()).hasSize(4);
    for (String name : names()) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
          .as(name)
          .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }
  }

  @Test
  void folderThatCameMeanwhile_leavesAllAsItWas() throws IOException {
    Files.writeString(folder.resolve("q1.csv.manifest.sig"), "old");
    try (ReportFiles files = ReportFiles.at(folder.resolve("q1.csv"))) {
      write(files, "", ".evidence");
      Files.createDirectory(folder.resolve("q1.csv.evidence"));
      assertThatExceptionOfType(IOException.class).isThrownBy(files::finish);
    }
    assertThat(names()).containsExactly("q1.csv.evidence", "q1.csv.manifest.sig");
  }

  @Test
  void signatureAndEvidenceOfTheReportBefore_areRemoved() throws IOException {
    Files.writeString(folder.resolve("q1.csv.manifest.sig"), "old");
    Files.writeString(folder.resolve("q1.csv.evidence"), "old");
    try (ReportFiles files = ReportFiles.at(folder.resolve("q1.csv"))) {
      write(files, "");
      files.finish();
    }
    assertThat(names()).containsExactly("q1.csv", "q1.csv.manifest");
  }

  private static void write(ReportFiles files, String... suffixes) throws IOException {
    for (String suffix : suffixes) {
      files.part(suffix, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
    }
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    files.manifest(
        new Manifest(
            "access",
            AuditFormat.CSV,
            "",
            now,
            new TreeMap<>(),
            true,
            0,
            "1",
            now,
            "ada",
            files.parts(),
            Optional.empty(),
            Optional.empty()));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

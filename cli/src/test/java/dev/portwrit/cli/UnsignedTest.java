package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsignedTest {
  @Test
  void main_signedArchive_keepsAllButTheSignatures(@TempDir Path folder) throws IOException {
    Path archive = folder.resolve("signed.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (String name :
          List.of("META-INF/MANIFEST.MF", "META-INF/A.SF", "META-INF/A.RSA", "a/B.class")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }

    Unsigned.main(new String[] {archive.toString()});

    try (ZipFile zip = new ZipFile(archive.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName).filter(name -> !name.endsWith("/")))
          .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "a/B.class");
    }
  }
}

package dev.portwrit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files in a process whose locale knows only ASCII, as in many containers. */
class FolderLocaleIT {
  @TempDir Path folder;

  /** Prints the paths of a workspace in UTF-8. */
  static final class Lister {
    private Lister() {}

    public static void main(String[] arguments) throws Exception {
      Path root = Path.of(arguments[0]);
      for (PolicyFile file : FolderListing.of(root, SourceLimits.DEFAULT).read().files()) {
        System.out.writeBytes((file.path() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void read_namesBeyondAscii_areWhatTheyAreInAnyLocale() throws Exception {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Path below = Files.createDirectories(folder.resolve("z\u00fcrich"));
    Files.writeString(below.resolve("\u6771 \u4eac.yaml"), "team: acme/x\n");

    for (String locale : new String[] {"C", "C.UTF-8"}) {
      ProcessBuilder lister =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              Lister.class.getName(),
              folder.toString());
      lister.environment().put("LC_ALL", locale);
      Process process = lister.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(output).as(locale).isEqualTo("portwrit.yaml\nz\u00fcrich/\u6771 \u4eac.yaml\n");
      assertThat(process.waitFor()).isZero();
    }
  }
}

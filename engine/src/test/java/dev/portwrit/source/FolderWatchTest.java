package dev.portwrit.source;

import static dev.portwrit.source.SourceFixture.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that changes between scans; the scans are the only clock. */
class FolderWatchTest {
  @TempDir Path root;

  @BeforeEach
  void workspace() throws IOException {
    write("portwrit.yaml", "version: 1\n");
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(root.resolve(path), text);
  }

  private FolderWatch watch(Clock clock) {
    return new FolderWatch(root, SourceLimits.DEFAULT, clock);
  }

  /** A clock to which all files look long settled. */
  private static Clock later() {
    return Clock.fixed(Instant.now().plus(Duration.ofHours(1)), ZoneOffset.UTC);
  }

  @Test
  void poll_firstState_isToldWhenTwoScansAgree() throws Exception {
    FolderWatch watch = watch(Clock.systemUTC());

    assertThat(watch.poll()).isEmpty();
    assertThat(paths(watch.poll().orElseThrow().files())).containsExactly("portwrit.yaml");
    assertThat(watch.poll()).isEmpty();
  }

  @Test
  void poll_stateThatChangesBetweenScans_isPassedOver() throws Exception {
    FolderWatch watch = watch(Clock.systemUTC());
    watch.poll();
    watch.poll();

    write("acme.yaml", "organization: ac");
    assertThat(watch.poll()).isEmpty();
    write("acme.yaml", "organization: acme\n");
    assertThat(watch.poll()).isEmpty();
    assertThat(watch.poll().orElseThrow().files())
        .contains(PolicyFile.of("acme.yaml", "organization: acme\n"));
  }

  @Test
  void poll_changeAndBack_isNotTold() throws Exception {
    FolderWatch watch = watch(Clock.systemUTC());
    watch.poll();
    watch.poll();

    write("acme.yaml", "organization: acme\n");
    watch.poll();
    Files.delete(root.resolve("acme.yaml"));
    assertThat(watch.poll()).isEmpty();
    assertThat(watch.poll()).isEmpty();
  }

  @Test
  void poll_changeOfEqualSizeInOldTimes_isSeenByTheTimeOfTheChange() throws Exception {
    write("acme.yaml", "organization: acme\n");
    FileTime old = Files.getLastModifiedTime(root.resolve("acme.yaml"));
    FolderWatch watch = watch(later());
    watch.poll();
    watch.poll();

    write("acme.yaml", "organization: evil\n");
    Files.setLastModifiedTime(root.resolve("acme.yaml"), old);

    assertThat(watch.poll()).isEmpty();
    assertThat(watch.poll().orElseThrow().files())
        .contains(PolicyFile.of("acme.yaml", "organization: evil\n"));
  }

  @Test
  void poll_linkThatAppears_isToldThoughNoFileChanged() throws Exception {
    FolderWatch watch = watch(later());
    watch.poll();
    watch.poll();

    Files.createSymbolicLink(root.resolve("link.yaml"), root.resolve("portwrit.yaml"));

    watch.poll();
    assertThat(watch.poll().orElseThrow().hasErrors()).isTrue();
  }

  @Test
  void poll_folderThatVanishesAndReturns_isAnErrorMeanwhile() throws Exception {
    FolderWatch watch = watch(Clock.systemUTC());
    watch.poll();
    watch.poll();
    Files.delete(root.resolve("portwrit.yaml"));

    assertThatThrownBy(watch::poll).isInstanceOf(SourceException.class);

    write("portwrit.yaml", "version: 1\n# again\n");
    assertThat(watch.poll()).isEmpty();
    assertThat(watch.poll()).isPresent();
  }
}

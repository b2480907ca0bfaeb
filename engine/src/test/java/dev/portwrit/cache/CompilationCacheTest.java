package dev.portwrit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.workload.LargeWorkspace;
import dev.portwrit.workload.WorkspaceSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache on a real file system: what it may find, and all that makes it find nothing. */
class CompilationCacheTest {
  private static final long ROOM = 64L << 20;
  private static final TreeKey KEY = new TreeKey("/srv/policies.git", "a".repeat(40));
  private static final Compilation SMALL =
      new PolicyCompiler(Set.of())
          .compile(LargeWorkspace.files(new WorkspaceSize(1, 3, 2, 4, 4, 4), 1));
  private static final CompiledTree KEPT = new CompiledTree(7, SMALL);

  @TempDir Path folder;

  @Test
  void find_sameTreeAndBuild_isWhatWasKept() {
    cache("build").keep(KEY, KEPT);

    assertThat(cache("build").find(KEY)).contains(KEPT);
  }

  @Test
  void find_nothingKept_isEmptyAndMakesNoFolder() {
    assertThat(cache("build").find(KEY)).isEmpty();
    assertThat(place()).doesNotExist();
  }

  @Test
  void find_otherTreeOriginOrBuild_isEmpty() {
    cache("build").keep(KEY, KEPT);

    assertThat(cache("other").find(KEY)).isEmpty();
    assertThat(cache("build").find(new TreeKey(KEY.origin(), "b".repeat(40)))).isEmpty();
    assertThat(cache("build").find(new TreeKey("/srv/other.git", KEY.treeId()))).isEmpty();
  }

  @Test
  void find_anyBitOfAnyByteFlipped_isEmpty() throws IOException {
    cache("build").keep(KEY, KEPT);
    byte[] intact = Files.readAllBytes(entry());
    for (int i = 0; i < intact.length; i++) {
      byte[] damaged = intact.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      Files.write(entry(), damaged);
      assertThat(cache("build").find(KEY)).as("byte %d", i).isEmpty();
    }

    Files.write(entry(), intact);
    assertThat(cache("build").find(KEY)).contains(KEPT);
  }

  @Test
  void find_cutAnywhereOrLonger_isEmpty() throws IOException {
    cache("build").keep(KEY, KEPT);
    byte[] intact = Files.readAllBytes(entry());
    for (int length = 0; length <= intact.length + 1; length++) {
      if (length != intact.length) {
        Files.write(entry(), Arrays.copyOf(intact, length));
        assertThat(cache("build").find(KEY)).as("length %d", length).isEmpty();
      }
    }
  }

  @Test
  void find_fileOfAnotherTreeUnderThisName_isEmpty() throws IOException {
    cache("build").keep(KEY, KEPT);
    byte[] other = Files.readAllBytes(entry());
    Files.delete(entry());
    TreeKey second = new TreeKey(KEY.origin(), "b".repeat(40));
    cache("build").keep(second, new CompiledTree(1, SMALL));

    Files.write(entry(), other);

    assertThat(cache("build").find(second)).isEmpty();
  }

  @Test
  void find_contentThatNoBuildWritesBehindAGoodChecksum_isEmpty() throws IOException {
    cache("build").keep(KEY, KEPT);
    String name = String.valueOf(entry().getFileName());
    for (byte[] content : List.of(new byte[0], new byte[] {-1, -1, -1, -1, 127}, new byte[50])) {
      Files.write(entry(), Envelope.around(content, name));
      assertThat(cache("build").find(KEY)).isEmpty();
    }
  }

  @Test
  void keep_firstTime_makesFolderAndFileForTheOwnerAlone() throws IOException {
    cache("build").keep(KEY, KEPT);

    assertThat(rights(place())).isEqualTo("rwx------");
    assertThat(rights(entry())).isEqualTo("rw-------");
    assertThat(entries()).hasSize(1);
  }

  @Test
  void find_fileOrFolderThatOthersMayTouch_isEmpty() throws IOException {
    cache("build").keep(KEY, KEPT);

    Files.setPosixFilePermissions(entry(), PosixFilePermissions.fromString("rw-rw----"));
    assertThat(cache("build").find(KEY)).isEmpty();

    Files.setPosixFilePermissions(entry(), PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(place(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(cache("build").find(KEY)).isEmpty();
    cache("build").keep(new TreeKey("/other", KEY.treeId()), KEPT);
    assertThat(entries()).hasSize(1);
  }

  @Test
  void find_symbolicLinkInPlaceOfTheFile_isEmpty() throws IOException {
    cache("build").keep(KEY, KEPT);
    Path elsewhere = folder.resolve("elsewhere");
    Path entry = entry();
    Files.move(entry, elsewhere);
    Files.createSymbolicLink(entry, elsewhere);

    assertThat(cache("build").find(KEY)).isEmpty();
  }

  @Test
  void keep_folderThatCannotBeMade_doesNothing() throws IOException {
    Files.writeString(place(), "a file");

    assertThatCode(() -> cache("build").keep(KEY, KEPT)).doesNotThrowAnyException();
    assertThat(cache("build").find(KEY)).isEmpty();
  }

  @Test
  void keep_moreThanThereIsRoomFor_removesWhatWasUsedLeastRecently() throws IOException {
    cache("build").keep(KEY, KEPT);
    long size = Files.size(entry());
    Files.setLastModifiedTime(entry(), FileTime.from(Instant.EPOCH));
    TreeKey second = new TreeKey(KEY.origin(), "b".repeat(40));
    TreeKey third = new TreeKey(KEY.origin(), "c".repeat(40));
    CompilationCache narrow = new CompilationCache(place(), "build", 2 * size);

    narrow.keep(second, KEPT);
    assertThat(narrow.find(KEY)).as("there is room for two, and now it was used").isPresent();
    for (Path entry : entries()) {
      if (Files.getLastModifiedTime(entry).toInstant().isAfter(Instant.EPOCH)) {
        Files.setLastModifiedTime(entry, FileTime.from(Instant.ofEpochSecond(1)));
      }
    }
    assertThat(narrow.find(KEY)).isPresent();
    narrow.keep(third, KEPT);

    assertThat(narrow.find(KEY)).isPresent();
    assertThat(narrow.find(second)).isEmpty();
    assertThat(narrow.find(third)).isPresent();
  }

  @Test
  void keep_moreThanAllTheRoom_keepsNothing() {
    new CompilationCache(place(), "build", 100).keep(KEY, KEPT);

    assertThat(place()).doesNotExist();
  }

  @Test
  void findAndKeep_manyAtOnceWhileFilesAreDeleted_findsWhatWasKeptOrNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Optional<CompiledTree>>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int task = i;
        // Each has a cache of its own: nothing but the folder is shared, as between processes.
        tasks.add(
            () -> {
              CompilationCache cache = cache("build");
              if (task % 3 == 0) {
                cache.keep(KEY, KEPT);
              } else if (task % 7 == 0) {
                for (Path entry : entries()) {
                  Files.deleteIfExists(entry);
                }
              }
              return cache.find(KEY);
            });
      }
      for (Future<Optional<CompiledTree>> found : threads.invokeAll(tasks)) {
        assertThat(found.get().orElse(KEPT)).isEqualTo(KEPT);
      }
    } finally {
      threads.shutdownNow();
    }
    cache("build").keep(KEY, KEPT);
    assertThat(cache("build").find(KEY)).contains(KEPT);
  }

  @Test
  void programBuild_foldersOfClasses_hasNoName() {
    assertThat(ProgramBuild.of(folder.toString())).isEmpty();
    assertThat(ProgramBuild.of("")).isEmpty();
  }

  @Test
  void programBuild_otherBytesOfTheSameSizeAndTime_hasAnotherName() throws IOException {
    Path archive = folder.resolve("portwrit-engine.jar");
    archive(archive, "one");
    long size = Files.size(archive);
    Optional<String> one = ProgramBuild.of(archive.toString());
    archive(archive, "two");

    assertThat(size).isEqualTo(Files.size(archive));
    assertThat(one).isPresent();
    assertThat(ProgramBuild.of(archive.toString())).isPresent().isNotEqualTo(one);
  }

  @Test
  void programBuild_archiveThatIsNone_hasNoName() throws IOException {
    Path archive = folder.resolve("portwrit-engine.jar");
    Files.writeString(archive, "no archive");

    assertThat(ProgramBuild.of(archive.toString())).isEmpty();
  }

  private static void archive(Path file, String content) throws IOException {
    try (ZipOutputStream parts = new ZipOutputStream(Files.newOutputStream(file))) {
      parts.putNextEntry(
          new ZipEntry("Part.class").setLastModifiedTime(FileTime.from(Instant.EPOCH)));
      parts.write(content.getBytes(StandardCharsets.UTF_8));
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  private CompilationCache cache(String build) {
    return new CompilationCache(place(), build, ROOM);
  }

  private Path place() {
    return folder.resolve("compiled");
  }

  private Path entry() throws IOException {
    return entries().get(0);
  }

  private List<Path> entries() throws IOException {
    if (!Files.exists(place())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(place())) {
      return all.toList();
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

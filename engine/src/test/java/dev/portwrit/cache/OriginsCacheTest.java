package dev.portwrit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import dev.portwrit.review.Gain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was found of a history on a real file system, and all that makes it count for nothing. */
class OriginsCacheTest {
  private static final Instant UNTIL = Instant.parse("2026-06-15T12:00:00Z");
  private static final OriginsKey KEY = new OriginsKey("/srv/policies", "a".repeat(40), UNTIL);
  private static final KeptOrigins.Made FIRST =
      new KeptOrigins.Made("b".repeat(40), Optional.empty());
  private static final KeptOrigins.Made MERGED =
      new KeptOrigins.Made("c".repeat(40), Optional.of("d".repeat(40)));
  private static final KeptOrigins KEPT =
      new KeptOrigins(
          new TreeMap<>(
              Map.of(
                  ClaimSum.of("one"),
                  FIRST,
                  ClaimSum.of("two"),
                  MERGED,
                  ClaimSum.of("three"),
                  FIRST,
                  new ClaimSum(Long.MIN_VALUE, -1),
                  MERGED)));

  @TempDir Path folder;

  @Test
  void find_sameCommitInstantAndBuild_isWhatWasKept() {
    cache("build").keep(KEY, KEPT);

    assertThat(cache("build").find(KEY)).contains(KEPT);
  }

  @Test
  void find_otherCommitInstantStandpointOrBuild_isEmpty() {
    cache("build").keep(KEY, KEPT);

    assertThat(cache("other").find(KEY)).isEmpty();
    assertThat(cache("build").find(new OriginsKey(KEY.standpoint(), "e".repeat(40), UNTIL)))
        .isEmpty();
    assertThat(
            cache("build")
                .find(new OriginsKey(KEY.standpoint(), KEY.commitId(), UNTIL.minusNanos(1))))
        .isEmpty();
    assertThat(
            cache("build").find(new OriginsKey(KEY.standpoint() + "\ncut", KEY.commitId(), UNTIL)))
        .isEmpty();
  }

  @Test
  void find_anyByteDamagedOrCutAnywhere_isEmpty() throws IOException {
    cache("build").keep(KEY, KEPT);
    byte[] intact = Files.readAllBytes(entry());
    for (int i = 0; i < intact.length; i++) {
      byte[] damaged = intact.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      Files.write(entry(), damaged);
      assertThat(cache("build").find(KEY)).as("byte %d", i).isEmpty();
      Files.write(entry(), Arrays.copyOf(intact, i));
      assertThat(cache("build").find(KEY)).as("length %d", i).isEmpty();
    }
    Files.write(entry(), Arrays.copyOf(intact, intact.length + 1));
    assertThat(cache("build").find(KEY)).isEmpty();

    cache("build").keep(KEY, KEPT);
    assertThat(cache("build").find(KEY)).as("it is written anew").contains(KEPT);
  }

  @Test
  void find_contentThatNoBuildWritesBehindAGoodChecksum_isEmpty() throws IOException {
    cache("build").keep(KEY, KEPT);
    String name = String.valueOf(entry().getFileName());
    byte[] kept = KEPT.toBytes();
    byte[] longer = Arrays.copyOf(kept, kept.length + 1);
    byte[] noCommit = kept.clone();
    noCommit[5] = 'X';
    byte[] numberBeyond = kept.clone();
    numberBeyond[kept.length - 1] = 100;
    for (byte[] content :
        List.of(new byte[0], new byte[] {-1, -1, -1, 127}, longer, noCommit, numberBeyond)) {
      Files.write(entry(), Envelope.around(content, name));
      assertThat(cache("build").find(KEY)).isEmpty();
    }
  }

  @Test
  void keep_makesFolderAndFileForTheOwnerAlone_andOthersAreNotRead() throws IOException {
    cache("build").keep(KEY, KEPT);
    assertThat(rights(folder.resolve("cache/origins"))).isEqualTo("rwx------");
    assertThat(rights(entry())).isEqualTo("rw-------");

    Files.setPosixFilePermissions(entry(), PosixFilePermissions.fromString("rw-rw----"));

    assertThat(cache("build").find(KEY)).isEmpty();
  }

  @Test
  void keep_byManyAtOnce_leavesOneWholeFile() throws Exception {
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Optional<KeptOrigins>>> writers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        writers.add(
            () -> {
              cache("build").keep(KEY, KEPT);
              return cache("build").find(KEY);
            });
      }
      for (Future<Optional<KeptOrigins>> found : many.invokeAll(writers)) {
        assertThat(found.get()).contains(KEPT);
      }
    } finally {
      many.shutdownNow();
    }
    assertThat(entries()).hasSize(1);
  }

  @Test
  void findSteps_anyByteDamagedOrCutAnywhere_isEmpty() throws IOException {
    Region region =
        new Region(
            Box.of(new RepositoryPattern("acme/**"), TagPattern.of("/v[0-9]+/")),
            List.of(Box.of(new RepositoryPattern("acme/pay"))));
    Gain some =
        new Gain(
            Set.of(new Subject.User("bob"), new Subject.Service("acme", "ci")),
            false,
            List.of(Action.PULL, Action.DELETE),
            region,
            true);
    Gain others =
        new Gain(Set.of(new Subject.User("bob")), true, List.of(Action.PULL), region, false);
    KeptSteps steps =
        new KeptSteps(
            List.of(
                new KeptSteps.Step("a".repeat(40), "b".repeat(40), List.of(some, others)),
                new KeptSteps.Step("b".repeat(40), "c".repeat(40), List.of(some))),
            "d".repeat(40),
            UNTIL);
    cache("build").keepSteps(KEY, steps);

    assertThat(cache("build").findSteps(KEY)).contains(steps);
    assertThat(cache("build").find(KEY)).isEmpty();
    assertThat(cache("other").findSteps(KEY)).isEmpty();
    byte[] intact = Files.readAllBytes(entry());
    for (int i = 0; i < intact.length; i++) {
      byte[] damaged = intact.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      Files.write(entry(), damaged);
      assertThat(cache("build").findSteps(KEY)).as("byte %d", i).isEmpty();
      Files.write(entry(), Arrays.copyOf(intact, i));
      assertThat(cache("build").findSteps(KEY)).as("length %d", i).isEmpty();
    }
  }

  private OriginsCache cache(String build) {
    return new OriginsCache(folder.resolve("cache/origins"), build, 1 << 20);
  }

  private Path entry() throws IOException {
    return entries().get(0);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("cache/origins"))) {
      return all.toList();
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.cache.CompilationCache;
import dev.portwrit.policy.Role;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.RealGit;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import dev.portwrit.source.SourceFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a verb finds a commit compiled before, and that it cannot tell the difference. */
class CompiledCommitIT {
  private static final String GOOD = "organization: acme\nowners: [ada]\n";

  @TempDir Path folder;
  private RealGit work;

  @BeforeEach
  void commitTwice() {
    work = RealGit.init(folder.resolve("work"));
    work.write("portwrit.yaml", "version: 1\n").write("acme.yaml", GOOD);
    work.commit("first");
    work.write("acme.yaml", "organization: acme\nowner: [ada]\n");
    work.commit("wrong");
  }

  @Test
  void compiled_commitCompiledBefore_isEqualInEveryPart() throws Exception {
    for (String revision : List.of("HEAD", "HEAD~1", "2999-01-01")) {
      CompiledState uncached = compiled(revision, Optional.empty());
      CompiledState first = compiled(revision, Optional.of(cache()));
      CompiledState second = compiled(revision, Optional.of(cache()));

      assertThat(first).isEqualTo(uncached);
      assertThat(second).isEqualTo(uncached);
    }
    assertThat(entries()).as("two trees were compiled").hasSize(2);
  }

  @Test
  void compiled_commitCompiledBefore_isNotReadAgain() throws Exception {
    CompiledState first = compiled("HEAD~1", Optional.of(cache()));
    Path blob = object(work.run("rev-parse", "HEAD~1:acme.yaml").trim());
    Files.delete(blob);

    assertThat(compiled("HEAD~1", Optional.of(cache()))).isEqualTo(first);
  }

  @Test
  void compiled_filesOfAWorkingTree_areNeitherKeptNorFound() throws Exception {
    compiled("", Optional.of(cache()));
    assertThat(entries()).isEmpty();

    compiled("HEAD~1", Optional.of(cache()));
    work.write("acme.yaml", GOOD + "default: pull\n");
    CompiledState tree = compiled("", Optional.of(cache()));

    assertThat(tree.commit()).isEmpty();
    assertThat(tree.tree().compilation().workspace().orElseThrow().organizations().get(0))
        .hasFieldOrPropertyWithValue("defaultRole", Role.PULL);
  }

  @Test
  void compiled_damagedCache_isCompiledAgain() throws Exception {
    CompiledState first = compiled("HEAD~1", Optional.of(cache()));
    Files.write(entries().get(0), new byte[100]);

    assertThat(compiled("HEAD~1", Optional.of(cache()))).isEqualTo(first);
    assertThat(Files.size(entries().get(0))).as("it is kept again").isGreaterThan(100);
  }

  private CompiledState compiled(String revision, Optional<CompilationCache> cache)
      throws SourceException {
    try (PolicySource source =
        PolicySource.open(work.folder().toString(), folder, SourceFixture.environment(folder))) {
      Revision asked = revision.isEmpty() ? Revision.CURRENT : Revision.parse(revision);
      return WorkspaceReader.compiled(source, asked, () -> cache);
    }
  }

  private CompilationCache cache() {
    return new CompilationCache(folder.resolve("compiled"), "this build", 1L << 20);
  }

  private List<Path> entries() throws IOException {
    Path compiled = folder.resolve("compiled");
    if (!Files.exists(compiled)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(compiled)) {
      return all.toList();
    }
  }

  private Path object(String id) {
    return work.folder().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
  }
}

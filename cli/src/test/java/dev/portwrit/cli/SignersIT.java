package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.RealGit;
import dev.portwrit.source.SigningKeys;
import dev.portwrit.source.SourceException;
import dev.portwrit.source.SourceFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignersIT {
  @TempDir Path folder;

  @Test
  void of_commitThatCannotBeRead_isAnErrorAndNotNobody() throws Exception {
    RealGit git = RealGit.init(folder.resolve("work")).write("portwrit.yaml", "version: 1\n");
    git.commit("Begin");
    CommitInfo.Person ada = new CommitInfo.Person("Ada", "ada@acme.example", Instant.EPOCH);
    CommitInfo lost = new CommitInfo("0".repeat(39) + "1", List.of(), ada, ada, "Lost");

    try (PolicySource source =
        PolicySource.open("work", folder, SourceFixture.environment(folder))) {
      Signers signers =
          new Signers(source.history().orElseThrow(), SigningKeys.of(List.of()), Instant.EPOCH);

      assertThatThrownBy(() -> signers.of(lost)).isInstanceOf(SourceException.class);
    }
  }
}
